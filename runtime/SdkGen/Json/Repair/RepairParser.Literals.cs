using System.Globalization;

namespace SdkGen.Json.Repair;

/// <summary>Words that stand for literals and numbers.</summary>
internal sealed partial class RepairParser
{
    private static string? LiteralOf(ReadOnlySpan<char> word) => word switch
    {
        _ when word.Equals("true", StringComparison.OrdinalIgnoreCase) => "true",
        _ when word.Equals("false", StringComparison.OrdinalIgnoreCase) => "false",
        _ when word.Equals("null", StringComparison.OrdinalIgnoreCase) => "null",
        "None" or "none" or "undefined" => "null",
        _ => null,
    };

    /// <summary>The literal that the end of the text cut off.</summary>
    private static string? CutLiteralOf(ReadOnlySpan<char> word) =>
        word.Length < 2 ? null
        : "true".AsSpan().StartsWith(word) ? "true"
        : "false".AsSpan().StartsWith(word) ? "false"
        : "null".AsSpan().StartsWith(word) ? "null"
        : null;

    /// <summary>The number in JSON's notation, or null for what is no number. <c>007</c> and <c>1.2.3</c> are text: someone meant a code or a version.</summary>
    internal static string? NumberOf(ReadOnlySpan<char> word)
    {
        if (word.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            return ulong.TryParse(word[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex)
                ? hex.ToString(CultureInfo.InvariantCulture)
                : null;
        }

        var rest = word;
        var sign = rest is ['-', ..] ? "-" : "";
        if (rest is ['-' or '+', ..])
            rest = rest[1..];
        if (rest.IsEmpty)
            return word is "-" ? "0" : null;
        var whole = TakeDigits(ref rest);
        string? fraction = null;
        if (rest is ['.', ..])
        {
            rest = rest[1..];
            fraction = TakeDigits(ref rest);
            if (fraction.Length == 0)
                fraction = "0";
        }

        if (whole.Length == 0 && fraction is null || whole is ['0', _, ..])
            return null;
        var exponent = "";
        if (rest is ['e' or 'E', ..])
        {
            rest = rest[1..];
            var exponentSign = rest is ['-' or '+', ..] ? rest[..1].ToString() : "";
            rest = rest[exponentSign.Length..];
            var digits = TakeDigits(ref rest);
            exponent = $"e{exponentSign}{(digits.Length == 0 ? "0" : digits)}";
        }

        return rest.IsEmpty ? $"{sign}{(whole.Length == 0 ? "0" : whole)}{(fraction is null ? "" : ".")}{fraction}{exponent}" : null;
    }

    /// <summary>Takes digits; an underscore may stand between two of them.</summary>
    private static string TakeDigits(ref ReadOnlySpan<char> rest)
    {
        var length = 0;
        while (length < rest.Length && (RepairText.IsDigit(rest[length])
            || rest[length] == '_' && length > 0 && length + 1 < rest.Length && RepairText.IsDigit(rest[length + 1]) && rest[length - 1] != '_'))
            length++;
        var digits = rest[..length].ToString().Replace("_", "", StringComparison.Ordinal);
        rest = rest[length..];
        return digits;
    }
}
