using System.Buffers;
using System.ComponentModel;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SdkGen.Json.Schema;

/// <summary>An ECMAScript pattern, translated to .NET when the validator was generated. Used by generated validators.</summary>
/// <remarks>
/// The translation matches by code point although .NET matches by UTF-16 unit; what ECMAScript and .NET spell alike but mean differently (<c>\d</c>,
/// <c>\w</c>, <c>\s</c>, <c>\b</c>, <c>.</c>, <c>$</c>) is spelled out. Compiled at first use; a match that takes longer than <see cref="TimeLimit"/> makes
/// the value invalid.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class JsonSchemaPattern
{
    private const int StackLength = 256;

    private static readonly Dictionary<string, string> s_astral = new(StringComparer.Ordinal);

    private readonly Func<string> _pattern;
    private Regex? _regex;

    /// <summary>Keeps a .NET pattern.</summary>
    public JsonSchemaPattern(string pattern) => _pattern = () => pattern;

    /// <summary>Keeps a .NET pattern that is known only at run time, because it holds <see cref="Astral"/>.</summary>
    public JsonSchemaPattern(Func<string> pattern) => _pattern = pattern;

    /// <summary>How long one match may take.</summary>
    public static TimeSpan TimeLimit { get; } = TimeSpan.FromSeconds(1);

    /// <summary>Says whether the pattern matches anywhere in the string at the reader.</summary>
    public bool IsMatch(ref Utf8JsonReader reader) => IsMatch(JsonSchemaText.Of(ref reader));

    /// <summary>Says whether the pattern matches anywhere in a text. One that runs out of time does not.</summary>
    public bool IsMatch(string text)
    {
        try
        {
            return (_regex ??= new Regex(_pattern(), RegexOptions.CultureInvariant, TimeLimit)).IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    /// <summary>Says whether the pattern matches anywhere in a string or name.</summary>
    public bool IsMatch(ReadOnlySpan<byte> text)
    {
        char[]? rented = null;
        var chars = text.Length <= StackLength ? stackalloc char[StackLength] : rented = ArrayPool<char>.Shared.Rent(text.Length);
        try
        {
            _regex ??= new Regex(_pattern(), RegexOptions.CultureInvariant, TimeLimit);
            return _regex.IsMatch(chars[..JsonSchemaText.Decode(text, chars)]);
        }
        finally
        {
            if (rented is not null)
                ArrayPool<char>.Shared.Return(rented);
        }
    }

    /// <summary>An alternation of surrogate pairs: every code point above U+FFFF in the general category, as this runtime's Unicode data has it.</summary>
    /// <param name="category">One or two letters, such as <c>L</c> or <c>Lu</c>.</param>
    /// <param name="negated">The code points in any other category.</param>
    /// <remarks>.NET's <c>\p{…}</c> sees one UTF-16 unit at a time, so code points above U+FFFF must be named.</remarks>
    public static string Astral(string category, bool negated = false)
    {
        lock (s_astral)
        {
            var key = negated ? "^" + category : category;
            return s_astral.TryGetValue(key, out var known) ? known : s_astral[key] = BuildAstral(category, negated);
        }
    }

    private static string BuildAstral(string category, bool negated)
    {
        var result = new StringBuilder("(?:");
        for (var high = 0xD800; high <= 0xDBFF; high++)
        {
            var lows = new StringBuilder();
            var first = -1;
            for (var low = 0xDC00; low <= 0xE000; low++)
            {
                var isIn = low < 0xE000 && IsIn(char.ConvertToUtf32((char)high, (char)low), category) != negated;
                if (isIn && first < 0)
                    first = low;
                if (isIn || first < 0)
                    continue;
                lows.Append(CultureInfo.InvariantCulture, $"\\u{first:x4}-\\u{low - 1:x4}");
                first = -1;
            }

            if (lows.Length > 0)
                result.Append(CultureInfo.InvariantCulture, $"\\u{high:x4}[").Append(lows).Append("]|");
        }

        // An empty negative lookahead never matches: a category may have nothing up there.
        return result.Append("(?!))").ToString();
    }

    private static bool IsIn(int codePoint, string category) => Name(CharUnicodeInfo.GetUnicodeCategory(codePoint)).StartsWith(category, StringComparison.Ordinal);

    private static string Name(UnicodeCategory category) => category switch
    {
        UnicodeCategory.UppercaseLetter => "Lu",
        UnicodeCategory.LowercaseLetter => "Ll",
        UnicodeCategory.TitlecaseLetter => "Lt",
        UnicodeCategory.ModifierLetter => "Lm",
        UnicodeCategory.OtherLetter => "Lo",
        UnicodeCategory.NonSpacingMark => "Mn",
        UnicodeCategory.SpacingCombiningMark => "Mc",
        UnicodeCategory.EnclosingMark => "Me",
        UnicodeCategory.DecimalDigitNumber => "Nd",
        UnicodeCategory.LetterNumber => "Nl",
        UnicodeCategory.OtherNumber => "No",
        UnicodeCategory.SpaceSeparator => "Zs",
        UnicodeCategory.LineSeparator => "Zl",
        UnicodeCategory.ParagraphSeparator => "Zp",
        UnicodeCategory.Control => "Cc",
        UnicodeCategory.Format => "Cf",
        UnicodeCategory.Surrogate => "Cs",
        UnicodeCategory.PrivateUse => "Co",
        UnicodeCategory.ConnectorPunctuation => "Pc",
        UnicodeCategory.DashPunctuation => "Pd",
        UnicodeCategory.OpenPunctuation => "Ps",
        UnicodeCategory.ClosePunctuation => "Pe",
        UnicodeCategory.InitialQuotePunctuation => "Pi",
        UnicodeCategory.FinalQuotePunctuation => "Pf",
        UnicodeCategory.OtherPunctuation => "Po",
        UnicodeCategory.MathSymbol => "Sm",
        UnicodeCategory.CurrencySymbol => "Sc",
        UnicodeCategory.ModifierSymbol => "Sk",
        UnicodeCategory.OtherSymbol => "So",
        _ => "Cn",
    };
}
