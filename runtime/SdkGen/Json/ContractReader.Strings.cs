using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SdkGen.Json;

public static partial class ContractReader
{
    private const int LongestOnStack = 128;

    private delegate bool TextParser<T>(ReadOnlySpan<char> text, out T value);

    /// <summary>Reads a string.</summary>
    public static string String(ref Utf8JsonReader reader, ref JsonProblems problems)
    {
        if (TryString(ref reader, out var value))
            return value;
        problems.Expected(ref reader, "a string");
        return null!;
    }

    /// <summary>Reads a string; null for <c>null</c> and for what does not fit.</summary>
    public static string? StringOrNull(ref Utf8JsonReader reader, ref JsonProblems problems)
    {
        if (IsNull(ref reader))
            return null;
        if (TryString(ref reader, out var value))
            return value;
        problems.Expected(ref reader, "a string or null");
        return null;
    }

    /// <summary>Reads a string that is often the same as the last one, which is then kept.</summary>
    public static string? Repeated(ref Utf8JsonReader reader, ref JsonProblems problems, string? last) =>
        last is not null && reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped && IsText(ref reader, last)
            ? last
            : StringOrNull(ref reader, ref problems);

    // Such strings are ids and names, which one comparison of bytes with characters tells apart: no conversion goes before it.
    private static bool IsText(ref Utf8JsonReader reader, string text) =>
        (!reader.HasValueSequence && Ascii.Equals(reader.ValueSpan, text)) || reader.ValueTextEquals(text);

    /// <summary>Reads a string of so many characters. A character outside the basic plane counts once, as in JSON Schema.</summary>
    public static string String(ref Utf8JsonReader reader, ref JsonProblems problems, int minimum, int maximum, string expected)
    {
        if (TryString(ref reader, out var value) && HasLength(value, minimum, maximum))
            return value;
        problems.Expected(ref reader, expected);
        return null!;
    }

    /// <summary>Reads a string that passes a test.</summary>
    public static string String(ref Utf8JsonReader reader, ref JsonProblems problems, Func<string, bool> test, string expected)
    {
        if (TryString(ref reader, out var value) && test(value))
            return value;
        problems.Expected(ref reader, expected);
        return null!;
    }

    /// <summary>Whether a string has so many characters, counted as JSON Schema counts.</summary>
    public static bool HasLength(string value, int minimum, int maximum)
    {
        var length = value.Length;
        if (length < minimum)
            return false;
        if (length <= maximum && length >= 2 * (long)minimum)
            return true;

        foreach (var c in value)
        {
            if (char.IsLowSurrogate(c))
                length--;
        }

        return length >= minimum && length <= maximum;
    }

    /// <summary>Whether the whole string matches. A pattern that runs out of time does not.</summary>
    public static bool Matches(string value, Regex pattern)
    {
        try
        {
            return pattern.IsMatch(value);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    /// <summary>Whether the string has the form of an e-mail address: one <c>@</c>, with something on both sides, on one line.</summary>
    public static bool IsEmail(string value)
    {
        var at = value.IndexOf('@');
        return at > 0 && at < value.Length - 1 && at == value.LastIndexOf('@') && !value.AsSpan().ContainsAny('\r', '\n');
    }

    /// <summary>Whether the string is an absolute URL of the web or of a file server.</summary>
    public static bool IsUrl(string value) =>
        System.Uri.TryCreate(value, UriKind.Absolute, out var uri) && (uri.Scheme == "http" || uri.Scheme == "https" || uri.Scheme == "ftp");

    /// <summary>Whether the string is bytes in base 64.</summary>
    public static bool IsBase64(string value) => System.Buffers.Text.Base64.IsValid(value);

    /// <summary>Reads one character.</summary>
    public static char Char(ref Utf8JsonReader reader, ref JsonProblems problems) => Parse(ref reader, ref problems, "a string of one character",
        static (ReadOnlySpan<char> text, out char value) =>
        {
            value = text.Length == 1 ? text[0] : default;
            return text.Length == 1;
        });

    /// <summary>Reads one Unicode scalar value.</summary>
    public static Rune Rune(ref Utf8JsonReader reader, ref JsonProblems problems) => Parse(ref reader, ref problems, "a string of one character",
        static (ReadOnlySpan<char> text, out Rune value) =>
            System.Text.Rune.DecodeFromUtf16(text, out value, out var consumed) == System.Buffers.OperationStatus.Done && consumed == text.Length);

    /// <summary>Reads a UUID.</summary>
    public static Guid Guid(ref Utf8JsonReader reader, ref JsonProblems problems)
    {
        if (reader.TokenType == JsonTokenType.String && reader.TryGetGuid(out var value))
            return value;
        problems.Expected(ref reader, "a UUID");
        return default;
    }

    /// <summary>Reads a date and time (ISO 8601).</summary>
    public static DateTime DateTime(ref Utf8JsonReader reader, ref JsonProblems problems)
    {
        if (reader.TokenType == JsonTokenType.String && reader.TryGetDateTime(out var value))
            return value;
        problems.Expected(ref reader, "a date and time (2026-01-31T14:30:00Z)");
        return default;
    }

    /// <summary>Reads a date and time with its offset (ISO 8601).</summary>
    public static DateTimeOffset DateTimeOffset(ref Utf8JsonReader reader, ref JsonProblems problems)
    {
        if (reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var value))
            return value;
        problems.Expected(ref reader, "a date and time (2026-01-31T14:30:00Z)");
        return default;
    }

    /// <summary>Reads a date (<c>yyyy-MM-dd</c>).</summary>
    public static DateOnly DateOnly(ref Utf8JsonReader reader, ref JsonProblems problems) => Parse<DateOnly>(ref reader, ref problems, "a date (2026-01-31)", TryDate);

    /// <summary>Reads a time of day (<c>HH:mm:ss</c>, with up to seven digits of a second).</summary>
    public static TimeOnly TimeOnly(ref Utf8JsonReader reader, ref JsonProblems problems) => Parse(ref reader, ref problems, "a time of day (14:30:00)",
        static (ReadOnlySpan<char> text, out TimeOnly value) =>
        {
            value = default;
            if (text.Length < 8 || text[2] != ':' || !System.TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var time))
                return false;
            value = new TimeOnly(time.Ticks);
            return true;
        });

    /// <summary>Reads a duration (<c>[-][d.]hh:mm:ss[.fffffff]</c>).</summary>
    public static TimeSpan TimeSpan(ref Utf8JsonReader reader, ref JsonProblems problems) =>
        Parse(ref reader, ref problems, "a duration ([days.]hours:minutes:seconds, 01:30:00)",
            static (ReadOnlySpan<char> text, out TimeSpan value) =>
            {
                value = default;
                return text.Length >= 8 && System.TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out value);
            });

    /// <summary>Reads a URI, absolute or relative.</summary>
    public static Uri Uri(ref Utf8JsonReader reader, ref JsonProblems problems)
    {
        if (TryString(ref reader, out var text) && System.Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out var value))
            return value;
        problems.Expected(ref reader, "a URI");
        return null!;
    }

    /// <summary>Reads a version of two to four numbers.</summary>
    public static Version Version(ref Utf8JsonReader reader, ref JsonProblems problems) =>
        Parse<Version>(ref reader, ref problems, "a version (1.2.3)", static (ReadOnlySpan<char> text, out Version value) =>
            System.Version.TryParse(text, out value!) && text.Length > 0 && char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[^1]));

    /// <summary>Reads bytes in base 64.</summary>
    public static byte[] Base64(ref Utf8JsonReader reader, ref JsonProblems problems)
    {
        if (reader.TokenType == JsonTokenType.String && reader.TryGetBytesFromBase64(out var value))
            return value;
        problems.Expected(ref reader, "bytes in base 64");
        return null!;
    }

    // What the framework takes by the format yyyy-MM-dd; its own parser of formats takes ten times as long.
    private static bool TryDate(ReadOnlySpan<char> text, out DateOnly value)
    {
        value = default;
        if (text.Length != 10 || text[4] != '-' || text[7] != '-')
            return false;
        var (year, month, day) = (Digits(text[..4]), Digits(text[5..7]), Digits(text[8..]));
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > System.DateTime.DaysInMonth(year, month))
            return false;
        value = new DateOnly(year, month, day);
        return true;
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        var number = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
                return -1;
            number = (number * 10) + (c - '0');
        }

        return number;
    }

    private static bool TryString(ref Utf8JsonReader reader, out string value)
    {
        value = null!;
        if (reader.TokenType != JsonTokenType.String)
            return false;
        try
        {
            value = reader.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, or bytes that are no UTF-8: valid for the tokenizer, but no text.
            return false;
        }
    }

    private static T Parse<T>(ref Utf8JsonReader reader, ref JsonProblems problems, string expected, TextParser<T> parser)
    {
        if (reader.TokenType == JsonTokenType.String && !reader.HasValueSequence && reader.ValueSpan.Length <= LongestOnStack)
        {
            try
            {
                Span<char> text = stackalloc char[LongestOnStack];
                if (parser(text[..reader.CopyString(text)], out var value))
                    return value;
            }
            catch (InvalidOperationException)
            {
                // As in TryString.
            }
        }

        problems.Expected(ref reader, expected);
        return default!;
    }
}
