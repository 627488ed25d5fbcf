using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SdkGen.Generators.Contracts.FromSymbols;

/// <summary>A <c>cref</c> as it is written in source code.</summary>
/// <remarks>The compiler binds one only where it parses comments, which it does in projects that generate a documentation file.</remarks>
internal sealed class CrefName
{
    private readonly List<SimpleNameSyntax> _names = [];
    private bool _isGlobal;
    private IReadOnlyList<CrefParameterSyntax>? _parameters;

    private CrefName()
    {
    }

    /// <summary>Null where the text is no name.</summary>
    public static CrefName? Parse(string cref, CSharpParseOptions options, CancellationToken token)
    {
        var comment = CSharpSyntaxTree.ParseText($"/// <see {new XAttribute("cref", cref)}/>\nclass C;", options.WithDocumentationMode(DocumentationMode.Parse), cancellationToken: token);
        var name = new CrefName();
        switch (comment.GetRoot(token).DescendantNodes(descendIntoTrivia: true).OfType<CrefSyntax>().FirstOrDefault())
        {
            case TypeCrefSyntax type:
                name.Add(type.Type);
                break;
            case QualifiedCrefSyntax { Member: NameMemberCrefSyntax member } qualified:
                name.Add(qualified.Container);
                name.Add(member);
                break;
            case NameMemberCrefSyntax member:
                name.Add(member);
                break;
        }

        return name._names.Count > 0 ? name : null;
    }

    /// <summary>What the name means at a declaration; null where nothing has it.</summary>
    public ISymbol? Find(Compilation compilation, SyntaxNode declaration)
    {
        var first = _names[0];
        // The names within a type, for a comment on it as for one on its members.
        var position = declaration is BaseTypeDeclarationSyntax ? declaration.Span.End - 1 : declaration.SpanStart;
        IEnumerable<ISymbol> found = _isGlobal
            ? compilation.GlobalNamespace.GetMembers(first.Identifier.ValueText)
            : compilation.GetSemanticModel(declaration.SyntaxTree).LookupSymbols(position, name: first.Identifier.ValueText);
        found = found.Select(symbol => symbol is IAliasSymbol alias ? alias.Target : symbol).Where(symbol => Fits(symbol, first));
        foreach (var name in _names.Skip(1))
            found = found.OfType<INamespaceOrTypeSymbol>().SelectMany(Levels).SelectMany(level => level.GetMembers(name.Identifier.ValueText)).Where(symbol => Fits(symbol, name));
        var all = found.Select(symbol => symbol.OriginalDefinition).ToArray();
        return all.FirstOrDefault(HasParameters) ?? all.FirstOrDefault();
    }

    private void Add(NameMemberCrefSyntax member)
    {
        Add(member.Name);
        _parameters = member.Parameters?.Parameters;
    }

    private void Add(TypeSyntax type)
    {
        switch (type)
        {
            case SimpleNameSyntax simple:
                _names.Add(simple);
                break;
            case QualifiedNameSyntax qualified:
                Add(qualified.Left);
                Add(qualified.Right);
                break;
            case AliasQualifiedNameSyntax alias:
                _isGlobal = alias.Alias.Identifier.IsKind(SyntaxKind.GlobalKeyword);
                Add(alias.Name);
                break;
        }
    }

    private static IEnumerable<INamespaceOrTypeSymbol> Levels(INamespaceOrTypeSymbol symbol)
    {
        for (var level = symbol; level is not null; level = (level as ITypeSymbol)?.BaseType)
            yield return level;
    }

    /// <summary>A type has as many type parameters as the name says; of a method it may be left out.</summary>
    private static bool Fits(ISymbol symbol, SimpleNameSyntax name) => symbol is not INamedTypeSymbol type || type.Arity == name.Arity;

    private bool HasParameters(ISymbol symbol)
    {
        var own = symbol is IMethodSymbol method ? method.Parameters : [];
        return _parameters is null || (own.Length == _parameters.Count && own.Zip(_parameters, static (parameter, wanted) => Same(parameter.Type, wanted.Type)).All(same => same));
    }

    /// <summary>By the last name, as far as that tells overloads apart.</summary>
    private static bool Same(ITypeSymbol type, TypeSyntax wanted)
    {
        var name = wanted is QualifiedNameSyntax qualified ? qualified.Right : wanted;
        var text = name.ToString().Replace('{', '<').Replace('}', '>').Replace(" ", "");
        return text == type.Name || text == type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat).Replace(" ", "").Replace("?", "");
    }
}
