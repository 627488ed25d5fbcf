using System.ComponentModel;
using System.Numerics;
using System.Text.Json;

namespace SdkGen.Json.Schema;

/// <summary>Numbers of JSON as JSON Schema sees them: exact decimals of any size. Used by generated validators.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JsonSchemaNumber
{
    private const int LongestLong = 18;

    /// <summary>Says whether the number at the reader has no fraction: <c>1.0</c> and <c>1e3</c> have none.</summary>
    public static bool IsInteger(ref Utf8JsonReader reader)
    {
        var text = reader.ValueSpan;
        if (text.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0)
            return true;
        var value = new JsonDecimal(text);
        return value.IsZero || value.Exponent >= 0;
    }

    /// <summary>Compares the number at the reader with another.</summary>
    /// <returns>Less than, equal to or greater than zero.</returns>
    public static int Compare(ref Utf8JsonReader reader, long other)
    {
        if (TryGetLong(reader.ValueSpan, out var value))
            return value.CompareTo(other);
        Span<byte> text = stackalloc byte[20];
        other.TryFormat(text, out var length, default, System.Globalization.CultureInfo.InvariantCulture);
        return Compare(ref reader, text[..length]);
    }

    /// <summary>Compares the number at the reader with another, given as JSON.</summary>
    /// <returns>Less than, equal to or greater than zero.</returns>
    public static int Compare(ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> other) => JsonDecimal.Compare(new JsonDecimal(reader.ValueSpan), new JsonDecimal(other));

    /// <summary>Says whether the value at the reader is this number.</summary>
    public static bool Is(ref Utf8JsonReader reader, long other) => reader.TokenType == JsonTokenType.Number && Compare(ref reader, other) == 0;

    /// <summary>Says whether the value at the reader is this number, given as JSON.</summary>
    public static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> other) => reader.TokenType == JsonTokenType.Number && Compare(ref reader, other) == 0;

    /// <summary>Says whether the number at the reader is an integer times another, which is given as JSON and not zero.</summary>
    public static bool IsMultipleOf(ref Utf8JsonReader reader, ReadOnlySpan<byte> factor) => IsMultipleOf(new JsonDecimal(reader.ValueSpan), new JsonDecimal(factor));

    internal static bool AreEqual(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b) => JsonDecimal.Compare(new JsonDecimal(a), new JsonDecimal(b)) == 0;

    private static bool IsMultipleOf(JsonDecimal value, JsonDecimal factor)
    {
        if (value.IsZero)
            return true;

        // Digits that end in no zero are a multiple of no power of ten.
        var power = value.Exponent - factor.Exponent;
        if (power < 0)
            return false;
        var modulus = Digits(factor);
        return (Remainder(value, modulus) * BigInteger.ModPow(10, power, modulus) % modulus).IsZero;
    }

    private static BigInteger Digits(JsonDecimal number)
    {
        var value = BigInteger.Zero;
        for (var i = 0; i < number.Length; i++)
            value = (value * 10) + number.Digit(i);
        return value;
    }

    /// <summary>Linear in the digits, so that a number of a million digits is no attack.</summary>
    private static BigInteger Remainder(JsonDecimal number, BigInteger modulus)
    {
        if (modulus <= ulong.MaxValue / 16)
        {
            var small = (ulong)modulus;
            var rest = 0UL;
            for (var i = 0; i < number.Length; i++)
                rest = ((rest * 10) + (uint)number.Digit(i)) % small;
            return rest;
        }

        var remainder = BigInteger.Zero;
        for (var i = 0; i < number.Length; i++)
            remainder = ((remainder * 10) + number.Digit(i)) % modulus;
        return remainder;
    }

    private static bool TryGetLong(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        var digits = text[0] == '-' ? text[1..] : text;
        if (digits.Length > LongestLong)
            return false;
        foreach (var c in digits)
        {
            if (c is < (byte)'0' or > (byte)'9')
                return false;
            value = (value * 10) + c - '0';
        }

        if (digits.Length != text.Length)
            value = -value;
        return true;
    }
}
