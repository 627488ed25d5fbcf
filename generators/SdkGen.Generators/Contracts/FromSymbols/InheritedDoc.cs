using System.Xml.Linq;
using System.Xml.XPath;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SdkGen.Generators.Contracts.FromSymbols;

/// <summary>Puts what <c>&lt;inheritdoc/&gt;</c> stands for into documentation comments.</summary>
/// <param name="compilation">The program.</param>
/// <param name="elsewhere">Takes the files of the symbols that something was inherited from.</param>
/// <param name="token">Cancels.</param>
internal sealed class InheritedDoc(Compilation compilation, ICollection<SyntaxTree> elsewhere, CancellationToken token)
{
    private const int Deepest = 8;

    /// <summary>Whether a comment takes something from another.</summary>
    public static bool IsIn(XElement comment) => comment.Descendants("inheritdoc").Any();

    /// <summary>The comment of a symbol; null where there is none.</summary>
    public XElement? Root(ISymbol symbol) => Root(symbol, 0);

    private XElement? Root(ISymbol symbol, int depth)
    {
        if (depth > 0)
            Add(symbol.DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree));
        var root = DocComment.Written(symbol, token);
        if (root is null || depth == Deepest || !IsIn(root))
            return root;

        root = new XElement(root);
        foreach (var inherit in root.Descendants("inheritdoc").ToArray())
        {
            if (Source(symbol, inherit) is not { } source || Root(source, depth + 1) is not { } inherited)
                continue;
            if (inherit.Parent == root)
                Merge(root, Chosen(inherited, inherit) is { } one ? [one] : inherited.Elements());
            else if ((Chosen(inherited, inherit) ?? Like(inherited, inherit.Ancestors().First(element => element.Parent == root))) is { } part)
                inherit.ReplaceWith(part.Nodes());
        }

        return root;
    }

    /// <summary>What the comment itself says goes before what it inherits.</summary>
    private static void Merge(XElement root, IEnumerable<XElement> inherited)
    {
        foreach (var element in inherited)
        {
            if (Like(root, element) is null)
                root.Add(element);
        }
    }

    private static XElement? Like(XElement root, XElement element) =>
        root.Elements(element.Name).FirstOrDefault(own => (string?)own.Attribute("name") == (string?)element.Attribute("name"));

    /// <summary>The element that <c>path</c> chooses; null where there is no such.</summary>
    private static XElement? Chosen(XElement root, XElement inherit)
    {
        if ((string?)inherit.Attribute("path") is not { } path)
            return null;
        path = path.EndsWith("/node()", StringComparison.Ordinal) ? path.Substring(0, path.Length - "/node()".Length) : path;
        try
        {
            return root.XPathSelectElement("." + path);
        }
        catch (XPathException)
        {
            return null;
        }
    }

    private ISymbol? Source(ISymbol symbol, XElement inherit) =>
        (string?)inherit.Attribute("cref") is { } cref ? Named(symbol, cref) : Inherited(symbol);

    /// <summary>What a name in a comment means at the place of the symbol.</summary>
    private ISymbol? Named(ISymbol symbol, string cref)
    {
        // Comments of other assemblies have ids.
        if (cref.Length > 1 && cref[1] == ':')
            return DocumentationCommentId.GetFirstSymbolForDeclarationId(cref, compilation);
        foreach (var reference in symbol.DeclaringSyntaxReferences)
        {
            if (CrefName.Parse(cref, (CSharpParseOptions)reference.SyntaxTree.Options, token)?.Find(compilation, reference.GetSyntax(token)) is { } found)
                return found;
        }

        // Any edit may bring what is missing.
        Add(compilation.SyntaxTrees);
        return null;
    }

    private void Add(IEnumerable<SyntaxTree> trees)
    {
        foreach (var tree in trees)
            elsewhere.Add(tree);
    }

    private static ISymbol? Inherited(ISymbol symbol)
    {
        switch (symbol)
        {
            case IMethodSymbol { OverriddenMethod: { } method }:
                return method;
            case IPropertySymbol { OverriddenProperty: { } property }:
                return property;
            case INamedTypeSymbol type:
                return type.BaseType is { SpecialType: SpecialType.None } parent ? parent : type.Interfaces.FirstOrDefault();
            case { ContainingType: { } host }:
                return host.AllInterfaces.SelectMany(item => item.GetMembers(symbol.Name))
                    .FirstOrDefault(member => SymbolEqualityComparer.Default.Equals(host.FindImplementationForInterfaceMember(member), symbol));
            default:
                return null;
        }
    }
}
