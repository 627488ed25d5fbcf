using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>
/// Speaks of types that are made for what they must not be: in a declaration a broken constraint ends the compilation before any analyzer is asked, and a generator is asked before.
/// It generates nothing, and leaves clients and types of other assemblies that stand in bodies to <see cref="CapabilityAnalyzer"/>.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class DeclarationGenerator : IIncrementalGenerator
{
    /// <summary>Names of the steps, so that tests can assert why each ran.</summary>
    internal const string Clients = nameof(Clients), ConstrainedNames = nameof(ConstrainedNames), Uses = nameof(Uses);

    private static readonly HashSet<string> s_clients = [.. CapabilityClient.All.Select(client => client.InterfaceName)];
    private static readonly ConditionalWeakTable<SyntaxTree, (string Name, TextSpan Span)[]> s_names = new();

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var clients = context.SyntaxProvider
            .CreateSyntaxProvider(
                static (node, _) => node is GenericNameSyntax { TypeArgumentList.Arguments.Count: 1 } name && s_clients.Contains(name.Identifier.ValueText) && IsDeclared(name),
                static (found, token) => OfClient((GenericNameSyntax)found.Node, found.SemanticModel, token))
            .Where(static problem => problem is not null)
            .WithTrackingName(Clients);

        // Few projects have such types, and those that have none are not looked through.
        var uses = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => node is TypeDeclarationSyntax { ConstraintClauses.Count: > 0 } type && AsksCapability(type), static (found, _) => ((TypeDeclarationSyntax)found.Node).Identifier.ValueText)
            .WithTrackingName(ConstrainedNames)
            .Collect()
            .Combine(context.CompilationProvider)
            .SelectMany(static (pair, token) => pair.Left.IsEmpty ? [] : OfUses([.. pair.Left], pair.Right, token))
            .WithTrackingName(Uses);

        context.RegisterSourceOutput(clients, static (output, problem) => output.ReportDiagnostic(problem!.Report()));
        context.RegisterSourceOutput(uses, static (output, problem) => output.ReportDiagnostic(problem.Report()));
    }

    /// <summary>Whether a name stands in a declaration itself: in no body, initialiser or attribute.</summary>
    internal static bool IsDeclared(SyntaxNode name)
    {
        for (var around = name.Parent; around is not null; around = around.Parent)
        {
            switch (around)
            {
                case BlockSyntax or ArrowExpressionClauseSyntax or EqualsValueClauseSyntax or GlobalStatementSyntax or ArgumentListSyntax or AttributeListSyntax:
                    return false;
                case MemberDeclarationSyntax or UsingDirectiveSyntax:
                    return true;
            }
        }

        return false;
    }

    private static DeclarationProblem? OfClient(GenericNameSyntax name, SemanticModel semantics, CancellationToken cancellationToken)
    {
        if (CapabilitySymbols.Find(semantics.Compilation) is not { } symbols || symbols.IsKnownModel(name.TypeArgumentList.Arguments[0]))
            return null;
        return semantics.GetSymbolInfo(name, cancellationToken).Symbol is INamedTypeSymbol type && symbols.ClientOf(type) is not null ? Judge(type, name, symbols, semantics.Compilation) : null;
    }

    private static IEnumerable<DeclarationProblem> OfUses(HashSet<string> names, Compilation compilation, CancellationToken cancellationToken)
    {
        if (CapabilitySymbols.Find(compilation) is not { } symbols)
            yield break;
        foreach (var tree in compilation.SyntaxTrees)
        {
            foreach (var (name, span) in s_names.GetValue(tree, static tree => Generic(tree)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (names.Contains(name) && tree.GetRoot(cancellationToken).FindNode(span, getInnermostNodeForTie: true) is GenericNameSyntax node
                    && compilation.GetSemanticModel(tree).GetSymbolInfo(node, cancellationToken).Symbol is INamedTypeSymbol type && Judge(type, node, symbols, compilation) is { } problem)
                {
                    yield return problem;
                }
            }
        }
    }

    private static DeclarationProblem? Judge(INamedTypeSymbol type, GenericNameSyntax name, CapabilitySymbols symbols, Compilation compilation) =>
        ConstrainedType.Judge(type, symbols, compilation, name.GetLocation()) is { } diagnostic ? DeclarationProblem.Of(diagnostic) : null;

    /// <summary>The generic names of a file that are no client's. It is read once, and again only after it was edited.</summary>
    private static (string Name, TextSpan Span)[] Generic(SyntaxTree tree) =>
        [.. tree.GetRoot().DescendantNodes().OfType<GenericNameSyntax>().Where(name => !s_clients.Contains(name.Identifier.ValueText)).Select(name => (name.Identifier.ValueText, name.Span))];

    private static bool AsksCapability(TypeDeclarationSyntax type) => type.ConstraintClauses.Any(static clause => clause.Constraints.Any(static constraint => constraint is TypeConstraintSyntax { Type: var asked }
        && ((asked as QualifiedNameSyntax)?.Right ?? asked) is IdentifierNameSyntax { Identifier.ValueText: var name } && (name == "IModel" || Capability.IsInterface(name))));
}

/// <summary>What is wrong with a declaration. Equal where its words and its place are, so that an edit elsewhere says nothing anew.</summary>
internal sealed record DeclarationProblem(string Id, string Title, string Text, string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static DeclarationProblem Of(Diagnostic diagnostic)
    {
        var lines = diagnostic.Location.GetLineSpan();
        return new(diagnostic.Id, diagnostic.Descriptor.Title.ToString(), diagnostic.GetMessage(), lines.Path, diagnostic.Location.SourceSpan, lines.Span);
    }

    public Diagnostic Report() => Diagnostic.Create(
        new DiagnosticDescriptor(Id, Title, "{0}", "SdkGen.Capabilities", DiagnosticSeverity.Error, true, helpLinkUri: DiagnosticPage.Of(Id), customTags: WellKnownDiagnosticTags.NotConfigurable),
        Location.Create(Path, Span, Lines), Text);
}
