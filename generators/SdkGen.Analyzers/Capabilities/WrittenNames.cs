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
    private static readonly string[] s_clients = [.. CapabilityClient.All.Select(client => client.InterfaceName)];

    private readonly SyntaxTree _tree;
    private (string Name, TextSpan Span)[]? _generic;

    private WrittenNames(SyntaxTree tree)
    {
        _tree = tree;
        var text = tree.GetText().ToString();
        Clients = [.. s_clients.SelectMany(name => ClientsOf(name, text))];
        Constrained = text.Contains("where") && Capability.Constraints.Any(text.Contains)
            ? [.. tree.GetRoot().DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax).OfType<TypeDeclarationSyntax>().Where(AsksCapability).Select(type => type.Identifier.ValueText)]
            : [];
    }

    /// <summary>Client types of declarations, with what they are written for.</summary>
    public (TextSpan Span, TypeSyntax Argument)[] Clients { get; }

    /// <summary>The names of types that ask of an argument to be a model, or one that can do something.</summary>
    public string[] Constrained { get; }

    /// <summary>All generic names but those of clients. Found when they are first asked for, which takes a walk through the file.</summary>
    public (string Name, TextSpan Span)[] Generic => _generic ??=
        [.. _tree.GetRoot().DescendantNodes().OfType<GenericNameSyntax>().Where(name => !s_clients.Contains(name.Identifier.ValueText)).Select(name => (name.Identifier.ValueText, name.Span))];

    public static WrittenNames Of(SyntaxTree tree) => s_files.GetValue(tree, static tree => new WrittenNames(tree));

    private IEnumerable<(TextSpan Span, TypeSyntax Argument)> ClientsOf(string name, string text)
    {
        for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + name.Length, StringComparison.Ordinal))
        {
            var next = at + name.Length;
            while (next < text.Length && char.IsWhiteSpace(text[next]))
                next++;
            if (next < text.Length && text[next] == '<' && _tree.GetRoot().FindToken(at) is { Parent: GenericNameSyntax { TypeArgumentList.Arguments: { Count: 1 } arguments } generic } token
                && token.ValueText == name && DeclarationGenerator.IsDeclared(generic))
                yield return (generic.Span, arguments[0]);
        }
    }

    private static bool AsksCapability(TypeDeclarationSyntax type) => type.ConstraintClauses.Any(static clause => clause.Constraints.Any(static constraint =>
        constraint is TypeConstraintSyntax { Type: var asked } && ((asked as QualifiedNameSyntax)?.Right ?? asked) is IdentifierNameSyntax { Identifier.ValueText: var name } && Capability.Constraints.Contains(name)));
}
