using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace SdkGen.CodeFixes;

/// <summary>What all fixes share: each diagnostic is looked at by the syntax that it points at.</summary>
public abstract class SyntaxFixProvider : CodeFixProvider
{
    private protected SyntaxFixProvider()
    {
    }

    /// <inheritdoc/>
    public override FixAllProvider? GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root)
            return;
        foreach (var diagnostic in context.Diagnostics)
            await RegisterAsync(context, diagnostic, root, root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true)).ConfigureAwait(false);
    }

    /// <summary>Offers what puts one diagnostic right.</summary>
    private protected abstract Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic, SyntaxNode root, SyntaxNode node);
}
