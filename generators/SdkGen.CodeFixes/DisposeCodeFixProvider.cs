using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SdkGen.Analyzers.Capabilities;

namespace SdkGen.CodeFixes;

/// <summary>LLM2052: declares what is to be disposed by <c>using</c>, or by <c>await using</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class DisposeCodeFixProvider : SyntaxFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [CapabilityDescriptors.Undisposed.Id];

    private protected override Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic, SyntaxNode root, SyntaxNode node)
    {
        if (node.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is not { Declaration.Variables.Count: 1 } declaration)
            return Task.CompletedTask;
        var isAsync = node.ToString() == "GetAsyncEnumerator";
        var title = isAsync ? "Declare by await using" : "Declare by using";
        context.RegisterCodeFix(CodeAction.Create(title, _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(declaration, Using(declaration, isAsync)))), title), diagnostic);
        return Task.CompletedTask;
    }

    private static LocalDeclarationStatementSyntax Using(LocalDeclarationStatementSyntax declaration, bool isAsync)
    {
        var (leading, bare) = (declaration.GetLeadingTrivia(), declaration.WithoutLeadingTrivia());
        bare = bare.WithUsingKeyword(SyntaxFactory.Token(SyntaxKind.UsingKeyword).WithTrailingTrivia(SyntaxFactory.Space));
        if (isAsync)
            bare = bare.WithAwaitKeyword(SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space));
        return bare.WithLeadingTrivia(leading);
    }
}
