using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SdkGen.Analyzers.Capabilities;

namespace SdkGen.CodeFixes;

/// <summary>LLM2014, LLM2015, LLM2042, LLM2022: writes the nearest value that the model takes, the nearest id, or the members of a combination in one list.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class ChangeValueCodeFixProvider : SyntaxFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        [CapabilityDescriptors.Range.Id, CapabilityDescriptors.OutputLimit.Id, CapabilityDescriptors.UnknownModel.Id, CapabilityDescriptors.Combination.Id];

    private protected override Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic, SyntaxNode root, SyntaxNode node)
    {
        if (!diagnostic.Properties.TryGetValue(OptionsReport.Value, out var value) || value is null || Literal(node) is not { } written)
            return Task.CompletedTask;
        var literal = Written(written, value);
        var title = $"Use {literal}";
        context.RegisterCodeFix(CodeAction.Create(title, _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(written, literal.WithTriviaFrom(written)))), title), diagnostic);
        return Task.CompletedTask;
    }

    /// <summary>The literal that is to be written anew: what is pointed at, or what the property that is pointed at is given.</summary>
    private static ExpressionSyntax? Literal(SyntaxNode node)
    {
        var target = node.Parent is MemberAccessExpressionSyntax access && access.Name == node ? access : node;
        var value = target.Parent is AssignmentExpressionSyntax assignment && assignment.Left == target ? assignment.Right : node as ExpressionSyntax;
        return value is GenericNameSyntax or LiteralExpressionSyntax or PrefixUnaryExpressionSyntax { Operand: LiteralExpressionSyntax } ? value : null;
    }

    private static ExpressionSyntax Written(ExpressionSyntax before, string value)
    {
        if (before.IsKind(SyntaxKind.StringLiteralExpression))
            return SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(value));
        if (before is GenericNameSyntax)
            return SyntaxFactory.ParseTypeName(value);
        var suffix = before.ToString() is var text && text.EndsWith("f", StringComparison.OrdinalIgnoreCase) ? "f" : "";
        return SyntaxFactory.ParseExpression(value + suffix);
    }
}
