using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace SdkGen.Json;

public static partial class ContractReader
{
    /// <summary>Reads a number that <typeparamref name="T"/> holds.</summary>
    public static T Number<T>(ref Utf8JsonReader reader, ref JsonProblems problems)
        where T : struct, INumberBase<T>
    {
        if (!TryNumber(ref reader, out T value))
            problems.Expected(ref reader, NumberName<T>());
        return value;
    }

    /// <summary>Reads a number that <typeparamref name="T"/> holds; null for <c>null</c> and for what does not fit.</summary>
    public static T? NumberOrNull<T>(ref Utf8JsonReader reader, ref JsonProblems problems)
        where T : struct, INumberBase<T>
    {
        if (IsNull(ref reader))
            return null;
        if (TryNumber(ref reader, out T value) || (problems.ReadsAnswers && TryWhole(ref reader, out value)))
            return value;
        problems.Expected(ref reader, NumberName<T>() + " or null");
        return null;
    }

    /// <summary>Reads a number between two bounds, both included.</summary>
    public static T Number<T>(ref Utf8JsonReader reader, ref JsonProblems problems, T minimum, T maximum, string expected)
        where T : struct, INumber<T>
    {
        if (!TryNumber(ref reader, out T value) || value < minimum || value > maximum)
            problems.Expected(ref reader, expected);
        return value;
    }

    /// <summary>Reads a number that passes a test.</summary>
    public static T Number<T>(ref Utf8JsonReader reader, ref JsonProblems problems, Func<T, bool> test, string expected)
        where T : struct, INumber<T>
    {
        if (!TryNumber(ref reader, out T value) || !test(value))
            problems.Expected(ref reader, expected);
        return value;
    }

    private static bool TryNumber<T>(ref Utf8JsonReader reader, out T value)
        where T : struct, INumberBase<T>
    {
        value = default;
        if (reader.TokenType != JsonTokenType.Number)
            return false;

        // The compiler of the runtime keeps one branch per T and removes the boxing.
        bool fits;
        if (typeof(T) == typeof(int))
        {
            fits = reader.TryGetInt32(out var number);
            value = (T)(object)number;
        }
        else if (typeof(T) == typeof(long))
        {
            fits = reader.TryGetInt64(out var number);
            value = (T)(object)number;
        }
        else if (typeof(T) == typeof(double))
        {
            fits = reader.TryGetDouble(out var number) && double.IsFinite(number);
            value = (T)(object)number;
        }
        else if (typeof(T) == typeof(decimal))
        {
            fits = reader.TryGetDecimal(out var number);
            value = (T)(object)number;
        }
        else
        {
            var style = IsInteger<T>() ? NumberStyles.AllowLeadingSign : NumberStyles.Float;
            fits = T.TryParse(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan, style, CultureInfo.InvariantCulture, out value)
                && T.IsFinite(value);
        }

        return fits;
    }

    /// <summary>A whole number that is written with a fraction of nothing: some services count so, <c>12.0</c>.</summary>
    private static bool TryWhole<T>(ref Utf8JsonReader reader, out T value)
        where T : struct, INumberBase<T>
    {
        const double MostExact = 1L << 53;
        value = default;
        if (reader.TokenType != JsonTokenType.Number || !reader.TryGetDouble(out var number) || !(Math.Abs(number) <= MostExact) || Math.Floor(number) != number)
            return false;
        value = T.CreateSaturating(number);
        return double.CreateSaturating(value) == number;
    }

    private static bool IsInteger<T>() => typeof(T) != typeof(double) && typeof(T) != typeof(float) && typeof(T) != typeof(decimal) && typeof(T) != typeof(Half);

    private static string NumberName<T>()
    {
        if (!IsInteger<T>())
            return "a number";
        if (typeof(T) == typeof(byte))
            return "an integer from 0 to 255";
        return typeof(T) == typeof(uint) || typeof(T) == typeof(ulong) || typeof(T) == typeof(ushort) || typeof(T) == typeof(UInt128)
            ? "an integer, 0 or greater"
            : "an integer";
    }
}
