using System.Globalization;
using System.Text;

namespace SdkGen.Generators.Emission;

/// <summary>C# literals from any text: what goes in can never become code.</summary>
internal static class CSharpLiteral
{
    /// <summary>A quoted literal; everything outside printable ASCII is escaped, so line separators and lone surrogates survive.</summary>
    public static string Of(string? text)
    {
        if (text is null)
            return "null";
        if (JsonText.IsPlain(text))
            return "\"" + text + "\"";
        var result = TextBuilders.Take().Append('"');
        AppendEscaped(result, text);
        return TextBuilders.Finish(result.Append('"'));
    }

    /// <summary>A quoted literal of text that services take: half a character becomes U+FFFD.</summary>
    public static string WellFormed(string text) => Of(text.Any(char.IsSurrogate) ? new string(text.Select((c, i) => IsLone(text, i) ? '\ufffd' : c).ToArray()) : text);

    /// <summary>A <c>u8</c> literal. The text must be well-formed UTF-16.</summary>
    public static string Utf8(string text) => JsonText.IsPlain(text) ? "\"" + text + "\"u8" : Of(text) + "u8";

    public static string Of(bool value) => value ? "true" : "false";

    public static string Of(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static bool IsLone(string text, int i) =>
        (char.IsHighSurrogate(text[i]) && (i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1])))
        || (char.IsLowSurrogate(text[i]) && (i == 0 || !char.IsHighSurrogate(text[i - 1])));

    private static void AppendEscaped(StringBuilder result, string text)
    {
        foreach (var c in text)
        {
            switch (c)
            {
                case '"': result.Append("\\\""); break;
                case '\\': result.Append("\\\\"); break;
                case '\n': result.Append("\\n"); break;
                case '\r': result.Append("\\r"); break;
                case '\t': result.Append("\\t"); break;
                case >= ' ' and <= '~': result.Append(c); break;
                default: result.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)); break;
            }
        }
    }
}
