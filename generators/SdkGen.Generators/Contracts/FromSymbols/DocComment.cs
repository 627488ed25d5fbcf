using System.Collections.Immutable;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SdkGen.Generators.Emission;

namespace SdkGen.Generators.Contracts.FromSymbols;

/// <summary>Documentation comments as plain text for a model.</summary>
/// <remarks>
/// Read from the source text itself, because a project that generates no documentation file is parsed without documentation comments. Symbols of other
/// assemblies have what stands in the XML file beside them.
/// </remarks>
internal sealed class DocComment
{
    private static readonly DocComment s_none = new(null);

    private readonly XElement? _root;

    private DocComment(XElement? root) => _root = root;

    /// <param name="elsewhere">Takes the files of other symbols that the comment was read from.</param>
    public static DocComment Of(ISymbol symbol, Compilation compilation, ICollection<SyntaxTree> elsewhere, CancellationToken token) =>
        Written(symbol, token) is not { } written ? s_none : new(InheritedDoc.IsIn(written) ? new InheritedDoc(compilation, elsewhere, token).Root(symbol) : written);

    public string? Summary => Text(_root?.Element("summary"));

    public string? Parameter(string name) =>
        Text(_root?.Elements("param").FirstOrDefault(element => (string?)element.Attribute("name") == name));

    /// <summary>The comment as it is written; null where there is none.</summary>
    public static XElement? Written(ISymbol symbol, CancellationToken token) =>
        Parse(symbol.DeclaringSyntaxReferences is { IsEmpty: false } source ? Source(source, token) : symbol.GetDocumentationCommentXml(expandIncludes: false, cancellationToken: token));

    private static string? Source(ImmutableArray<SyntaxReference> declarations, CancellationToken token)
    {
        StringBuilder? text = null;
        foreach (var reference in declarations)
        {
            SyntaxNode? node = reference.GetSyntax(token);
            if (node is Microsoft.CodeAnalysis.CSharp.Syntax.VariableDeclaratorSyntax)
                node = node.Parent?.Parent;
            if (node is null || node.FullSpan.Start == node.SpanStart)
                continue;
            foreach (var trivia in node.GetLeadingTrivia())
            {
                if (trivia.Kind() is SyntaxKind.MultiLineCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia)
                {
                    var block = trivia.ToFullString().Trim();
                    if (block.Length > "/***/".Length && block.StartsWith("/**", StringComparison.Ordinal) && block.EndsWith("*/", StringComparison.Ordinal))
                    {
                        foreach (var line in block.Substring(3, block.Length - 5).Split('\n'))
                            (text ??= TextBuilders.Take()).Append(WithoutStar(line)).Append('\n');
                    }

                    continue;
                }

                if (trivia.Kind() is not (SyntaxKind.SingleLineCommentTrivia or SyntaxKind.SingleLineDocumentationCommentTrivia))
                    continue;
                foreach (var line in trivia.ToFullString().Split('\n'))
                {
                    var content = line.TrimStart();
                    if (content.StartsWith("///", StringComparison.Ordinal) && !content.StartsWith("////", StringComparison.Ordinal))
                        (text ??= TextBuilders.Take()).Append(content, 3, content.Length - 3).Append('\n');
                }
            }
        }

        return text is null ? null : TextBuilders.Finish(text);
    }

    private static string WithoutStar(string line)
    {
        var content = line.TrimStart();
        return content.StartsWith("*", StringComparison.Ordinal) ? content.Substring(1) : line;
    }

    private static XElement? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var isMember = text!.TrimStart().StartsWith("<member", StringComparison.Ordinal);
        if (!isMember && PlainXml.Parse(text) is { } plain)
            return plain;
        try
        {
            var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CheckCharacters = false };
            using var reader = XmlReader.Create(new StringReader(isMember ? text : $"<doc>{text}</doc>"), settings);
            return XElement.Load(reader, LoadOptions.PreserveWhitespace);
        }
        catch (XmlException)
        {
            // The compiler warns about a badly formed comment (CS1570) where comments are wanted; for us it is none.
            return null;
        }
    }

    private static string? Text(XElement? element)
    {
        if (element is null)
            return null;
        var text = TextBuilders.Take();
        Append(element, text);
        Collapse(text);
        var collapsed = TextBuilders.Finish(text);
        return collapsed.Length == 0 ? null : collapsed;
    }

    /// <summary>A line end of the comment is a space; a paragraph is a line of its own.</summary>
    private static void Append(XElement element, StringBuilder text)
    {
        foreach (var node in element.Nodes())
        {
            switch (node)
            {
                case XText plain:
                    text.Append(plain.Value.Replace('\r', ' ').Replace('\n', ' '));
                    break;
                case XElement { Name.LocalName: "see" or "seealso" or "paramref" or "typeparamref" } reference when reference.IsEmpty || !reference.Nodes().Any():
                    text.Append(Referred(reference));
                    break;
                case XElement { Name.LocalName: "para" or "br" or "item" } block:
                    text.Append('\n');
                    Append(block, text);
                    text.Append('\n');
                    break;
                case XElement inline:
                    Append(inline, text);
                    break;
            }
        }
    }

    private static string Referred(XElement reference)
    {
        var value = (string?)reference.Attribute("name") ?? (string?)reference.Attribute("langword") ?? (string?)reference.Attribute("cref")
            ?? (string?)reference.Attribute("href") ?? "";
        if (reference.Attribute("cref") is null)
            return value;
        var end = value.IndexOf('(');
        var name = end < 0 ? value : value.Substring(0, end);
        return name.Substring(name.LastIndexOfAny(['.', ':']) + 1).Replace('{', '<').Replace('}', '>');
    }

    /// <summary>Takes out what is blank but one space between words and one line end between lines.</summary>
    private static void Collapse(StringBuilder text)
    {
        var (length, blank) = (0, '\0');
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is ' ' or '\t' or '\n')
            {
                blank = c == '\n' || blank == '\n' ? '\n' : ' ';
                continue;
            }

            if (blank != '\0' && length > 0)
                text[length++] = blank;
            blank = '\0';
            text[length++] = c;
        }

        text.Length = length;
    }
}
