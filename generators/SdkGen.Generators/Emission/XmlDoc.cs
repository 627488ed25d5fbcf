using System.Text;

namespace SdkGen.Generators.Emission;

/// <summary>Documentation comments from any text: what goes in can never become markup or code.</summary>
internal static class XmlDoc
{
    /// <summary>Writes an element: on one line where the text has one, else one line each.</summary>
    public static SourceWriter Doc(this SourceWriter writer, string element, params string?[] lines)
    {
        var kept = lines.Where(line => !string.IsNullOrWhiteSpace(line)).ToArray();
        if (kept.Length == 0)
            return writer;
        var name = element.Split(' ')[0];
        if (kept.Length == 1)
            return writer.Line($"/// <{element}>{kept[0]}</{name}>");
        writer.Line($"/// <{element}>");
        foreach (var line in kept)
            writer.Line("/// " + line);
        return writer.Line($"/// </{name}>");
    }

    /// <summary>Text in which nothing is markup, on one line.</summary>
    public static string Escape(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            switch (c)
            {
                case '<': result.Append("&lt;"); break;
                case '>': result.Append("&gt;"); break;
                case '&': result.Append("&amp;"); break;
                case '\n' or '\t' or '\r' or '\u0085' or '\u2028' or '\u2029': result.Append(' '); break;
                case >= '\ud800' and <= '\udbff' when i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]): result.Append(c).Append(text[++i]); break;
                case >= '\ud800' and <= '\udfff': result.Append('\ufffd'); break;
                case < ' ' or '\u007f': break;
                default:
                    if (c < '\u007f' || JsonText.IsVisible(c))
                        result.Append(c);
                    break;
            }
        }

        return result.ToString().Trim();
    }

    /// <summary>The text as code: <c>&lt;c&gt;max_tokens&lt;/c&gt;</c>.</summary>
    public static string Code(string text) => $"<c>{Escape(text)}</c>";

    /// <summary>A sentence: the text with a full stop, if it has none.</summary>
    public static string Sentence(string text)
    {
        var escaped = Escape(text);
        return escaped.Length == 0 || escaped[escaped.Length - 1] is '.' or '!' or '?' or ':' ? escaped : escaped + ".";
    }
}
