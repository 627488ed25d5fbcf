using System.Xml;
using System.Xml.Linq;

namespace SdkGen.Generators.Contracts.FromSymbols;

/// <summary>Reads the XML that comments mostly are, elements with text and attributes, without the buffers of a reader for all of XML.</summary>
/// <remarks>What it does not know (entities, CDATA, namespaces, mistakes) is null, and left to <see cref="XmlReader"/>.</remarks>
internal static class PlainXml
{
    public static XElement? Parse(string text)
    {
        var root = new XElement("doc");
        var open = root;
        for (var at = 0; at < text.Length;)
        {
            var tag = text.IndexOf('<', at);
            var end = tag < 0 ? text.Length : tag;
            if (text.IndexOf('&', at, end - at) >= 0)
                return null;
            if (end > at)
                open.Add(new XText(text.Substring(at, end - at)));
            if (tag < 0)
                break;

            at = tag + 1;
            var isEnd = at < text.Length && text[at] == '/';
            if (Name(text, isEnd ? ++at : at) is not { Length: > 0 } name)
                return null;
            at += name.Length;
            if (isEnd)
            {
                if (open == root || open.Name.LocalName != name || at >= text.Length || text[at] != '>')
                    return null;
                open = open.Parent!;
                at++;
                continue;
            }

            var element = new XElement(name);
            open.Add(element);
            while (Attribute(text, ref at) is { } attribute)
            {
                if (element.Attribute(attribute.Name) is not null)
                    return null;
                element.Add(attribute);
            }

            var isEmpty = at < text.Length && text[at] == '/';
            at += isEmpty ? 1 : 0;
            if (at >= text.Length || text[at++] != '>')
                return null;
            if (!isEmpty)
                open = Opened(element);
        }

        return open == root ? root : null;
    }

    /// <summary>An element with an end tag is not empty, whatever stands in it.</summary>
    private static XElement Opened(XElement element)
    {
        element.Add("");
        return element;
    }

    private static XAttribute? Attribute(string text, ref int at)
    {
        var from = at;
        while (from < text.Length && text[from] is ' ' or '\n' or '\r' or '\t')
            from++;
        var name = Name(text, from);
        var start = from + name.Length + 2;
        if (from == at || name.Length == 0 || start > text.Length || text[start - 2] != '=' || text[start - 1] is not ('"' or '\''))
        {
            at = name.Length == 0 ? from : text.Length;
            return null;
        }

        var end = text.IndexOf(text[start - 1], start);
        if (end < 0 || text.IndexOfAny(['&', '<', '\n', '\r', '\t'], start, end - start) >= 0)
        {
            at = text.Length;
            return null;
        }

        at = end + 1;
        return new XAttribute(name, text.Substring(start, end - start));
    }

    private static string Name(string text, int start)
    {
        var end = start;
        while (end < text.Length && (text[end] is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') || (end > start && text[end] is (>= '0' and <= '9') or '-' or '_')))
            end++;
        return text.Substring(start, end - start);
    }
}
