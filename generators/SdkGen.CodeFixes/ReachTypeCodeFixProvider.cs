using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SdkGen.CodeFixes;

/// <summary>LLM1001, LLM1006: makes a private type internal that stands in a tool's signature. Whatever else is wrong with a type is for a person to choose.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class ReachTypeCodeFixProvider : SyntaxFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["LLM1001", "LLM1006"];

    /// <inheritdoc/>
    /// <remarks>Two tools may take one type, which is changed once: one at a time.</remarks>
    public override FixAllProvider? GetFixAllProvider() => null;

    private protected override async Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic, SyntaxNode root, SyntaxNode node)
    {
        // What is said of a parameter stands at the parameter, what is said of the result at the method.
        var type = node.FirstAncestorOrSelf<ParameterSyntax>()?.Type ?? node.FirstAncestorOrSelf<MethodDeclarationSyntax>()?.ReturnType;
        if (type is null || await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } semantics)
            return;
        var hidden = type.DescendantNodesAndSelf().OfType<SimpleNameSyntax>()
            .Select(name => semantics.GetSymbolInfo(name, context.CancellationToken).Symbol).OfType<INamedTypeSymbol>()
            .SelectMany(static symbol => Outer(symbol)).FirstOrDefault(IsPrivate);
        if (hidden is not { DeclaringSyntaxReferences.Length: 1 })
            return;

        var declaration = hidden.DeclaringSyntaxReferences[0];
        context.RegisterCodeFix(
            CodeAction.Create($"Make {hidden.Name} internal", token => ChangeAsync(context.Document.Project.Solution, declaration, token), nameof(ReachTypeCodeFixProvider)), diagnostic);
    }

    private static async Task<Solution> ChangeAsync(Solution solution, SyntaxReference declaration, CancellationToken token)
    {
        if (await declaration.GetSyntaxAsync(token).ConfigureAwait(false) is not BaseTypeDeclarationSyntax type || solution.GetDocument(declaration.SyntaxTree) is not { } document)
            return solution;
        var root = await declaration.SyntaxTree.GetRootAsync(token).ConfigureAwait(false);
        return document.WithSyntaxRoot(root.ReplaceNode(type, ToolSyntax.Internal(type))).Project.Solution;
    }

    private static bool IsPrivate(INamedTypeSymbol type) =>
        type.IsFileLocal || type.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal;

    /// <summary>The type and those around it, the outermost first.</summary>
    private static IEnumerable<INamedTypeSymbol> Outer(INamedTypeSymbol type) =>
        type.ContainingType is { } outer ? Outer(outer).Append(type) : [type];
}
