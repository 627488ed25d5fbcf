using System.Globalization;
using System.Text;

namespace SdkGen.Generators.Emission;

/// <summary>Compact JSON from text.</summary>
internal static class JsonText
{
    /// <summary>
    /// A JSON string. Line separators, invisible and direction-changing characters are escaped, half surrogate pairs become U+FFFD: the text is well-formed,
    /// stands on one line and looks like what it is.
    /// </summary>
    public static string Quote(string text)
    {
        if (IsPlain(text))
            return "\"" + text + "\"";
        var result = TextBuilders.Take();
        AppendQuoted(result, text);
        return TextBuilders.Finish(result);
    }

    /// <inheritdoc cref="Quote"/>
    public static void AppendQuoted(StringBuilder result, string text)
    {
        if (IsPlain(text))
        {
            result.Append('"').Append(text).Append('"');
            return;
        }

        result.Append('"');
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            switch (c)
            {
                case '"': result.Append("\\\""); break;
                case '\\': result.Append("\\\\"); break;
                case '\n': result.Append("\\n"); break;
                case '\r': result.Append("\\r"); break;
                case '\t': result.Append("\\t"); break;
                case >= ' ' and <= '~': result.Append(c); break;
                case >= '\ud800' and <= '\udbff' when i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]):
                    if (c == '\udb40')
                        Escape(result, c).Append("\\u").Append(((int)text[i + 1]).ToString("x4", CultureInfo.InvariantCulture));
                    else
                        result.Append(c).Append(text[i + 1]);
                    i++;
                    break;
                case >= '\ud800' and <= '\udfff': result.Append('\ufffd'); break;
                default:
                    if (IsVisible(c))
                        result.Append(c);
                    else
                        Escape(result, c);
                    break;
            }
        }

        result.Append('"');
    }

    /// <summary>Printable ASCII in which nothing is escaped.</summary>
    internal static bool IsPlain(string text)
    {
        foreach (var c in text)
        {
            if (c is < ' ' or > '~' or '"' or '\\')
                return false;
        }

        return true;
    }

    private static StringBuilder Escape(StringBuilder result, char c) => result.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));

    /// <summary>By fixed ranges and not by category: the tables differ between the runtimes that a compiler is hosted in.</summary>
    internal static bool IsVisible(char c) => c is
        (> '\u00a0' and not '\u00ad' and not '\u061c' and not '\u180e')
        and not (>= '\u200b' and <= '\u200f') and not (>= '\u2028' and <= '\u202f') and not (>= '\u2060' and <= '\u206f')
        and not '\u3000' and not (>= '\ue000' and <= '\uf8ff') and not '\ufeff' and not >= '\ufff0';
}
