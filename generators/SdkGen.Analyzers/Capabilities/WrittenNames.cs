using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>The names in a file that <see cref="DeclarationGenerator"/> looks at. A file is read once, by its text as far as that tells, and again only after it was edited.</summary>
internal sealed class WrittenNames
{
    private static readonly ConditionalWeakTable<SyntaxTree, WrittenNames> s_files = new();

    private readonly ConcurrentDictionary<string, TextSpan[]> _generic = new(StringComparer.Ordinal);
    private readonly SyntaxTree _tree;

    private WrittenNames(SyntaxTree tree)
    {
        _tree = tree;
        var text = tree.GetText().ToString();
        Clients = [.. ClientNames.SelectMany(name => Generic(name, text)).Where(static name => name.TypeArgumentList.Arguments.Count == 1 && DeclarationGenerator.IsDeclared(name))
            .Select(static name => (name.Span, name.TypeArgumentList.Arguments[0]))];
        Constrained = text.Contains("where") && Capability.Constraints.Any(text.Contains)
            ? [.. tree.GetRoot().DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax).OfType<TypeDeclarationSyntax>().Where(AsksCapability).Select(type => type.Identifier.ValueText)]
            : [];
    }

    /// <summary>The names that interfaces of clients have.</summary>
    public static string[] ClientNames { get; } = [.. CapabilityClient.All.Select(client => client.InterfaceName)];

    /// <summary>Client types of declarations, with what they are written for.</summary>
    public (TextSpan Span, TypeSyntax Argument)[] Clients { get; }

    /// <summary>The names of types that ask of an argument to be a model, or one that can do something.</summary>
    public string[] Constrained { get; }

    public static WrittenNames Of(SyntaxTree tree) => s_files.GetValue(tree, static tree => new WrittenNames(tree));

    /// <summary>Where a generic type of a name is written.</summary>
    public TextSpan[] Generic(string name) => _generic.GetOrAdd(name, name => [.. Generic(name, _tree.GetText().ToString()).Select(static found => found.Span)]);

    private IEnumerable<GenericNameSyntax> Generic(string name, string text)
    {
        for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + name.Length, StringComparison.Ordinal))
        {
            var next = at + name.Length;
            while (next < text.Length && char.IsWhiteSpace(text[next]))
                next++;
            if (next < text.Length && text[next] == '<' && _tree.GetRoot().FindToken(at) is { Parent: GenericNameSyntax generic } token && token.ValueText == name)
                yield return generic;
        }
    }

    private static bool AsksCapability(TypeDeclarationSyntax type) => type.ConstraintClauses.Any(static clause => clause.Constraints.Any(static constraint =>
        constraint is TypeConstraintSyntax { Type: var asked } && ((asked as QualifiedNameSyntax)?.Right ?? asked) is IdentifierNameSyntax { Identifier.ValueText: var name } && Capability.Constraints.Contains(name)));
}
