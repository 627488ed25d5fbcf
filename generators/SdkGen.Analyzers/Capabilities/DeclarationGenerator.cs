using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>
/// Speaks of types that are made for what they must not be: in a declaration a broken constraint ends the compilation before any analyzer is asked, and a generator is asked before.
/// It generates nothing, and leaves clients that stand in bodies to <see cref="CapabilityAnalyzer"/>.
/// </summary>
/// <remarks>
/// Files are told by their text and references by their metadata, each read once: what the compiler makes of a project is asked only about names that nothing else tells, so that a project
/// without mistakes has nothing bound for it. It is why there is no syntax provider here, which would have every node of every file made.
/// </remarks>
[Generator(LanguageNames.CSharp)]
public sealed class DeclarationGenerator : IIncrementalGenerator
{
    /// <summary>Name of the step, so that tests can assert why it ran.</summary>
    internal const string Problems = nameof(Problems);

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var problems = context.CompilationProvider.SelectMany(static (compilation, token) => In(compilation, token)).WithTrackingName(Problems);
        context.RegisterSourceOutput(problems, static (output, problem) => output.ReportDiagnostic(problem.Report()));
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

    private static IEnumerable<DeclarationProblem> In(Compilation compilation, CancellationToken cancellationToken)
    {
        var references = compilation.ExternalReferences.Select(ReferencedNames.Of).Where(names => !names.IsEmpty).ToArray();
        var constrained = new HashSet<string>(references.SelectMany(names => names.Constrained).Concat(compilation.SyntaxTrees.SelectMany(tree => WrittenNames.Of(tree).Constrained)), StringComparer.Ordinal);
        constrained.ExceptWith(WrittenNames.ClientNames);
        foreach (var tree in compilation.SyntaxTrees)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var written = WrittenNames.Of(tree);
            foreach (var client in written.Clients)
            {
                if (!references.Any(names => names.IsModel(client.Argument)) && Judge(compilation, tree, client.Span, cancellationToken) is { } problem)
                    yield return problem;
            }

            foreach (var span in constrained.SelectMany(written.Generic))
            {
                if (Judge(compilation, tree, span, cancellationToken) is { } problem)
                    yield return problem;
            }
        }
    }

    private static DeclarationProblem? Judge(Compilation compilation, SyntaxTree tree, TextSpan span, CancellationToken cancellationToken) =>
        CapabilitySymbols.Find(compilation) is { } symbols
        && tree.GetRoot(cancellationToken).FindNode(span, getInnermostNodeForTie: true) is GenericNameSyntax name
        && compilation.GetSemanticModel(tree).GetSymbolInfo(name, cancellationToken).Symbol is INamedTypeSymbol type
        && ConstrainedType.Judge(type, symbols, compilation, name.GetLocation()) is { } diagnostic
            ? DeclarationProblem.Of(diagnostic)
            : null;
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
