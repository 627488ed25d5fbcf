using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SdkGen.Analyzers.Tools;

namespace SdkGen.CodeFixes;

/// <summary>LLM1009: begins the comments that the members of an enum lack, wherever the enum is declared.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class DescribeEnumCodeFixProvider : SyntaxFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [ToolDesignDescriptors.UndescribedEnum.Id];

    /// <inheritdoc/>
    /// <remarks>Two tools may choose from one enum, whose comments are written once: one at a time.</remarks>
    public override FixAllProvider? GetFixAllProvider() => null;

    private protected override async Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic, SyntaxNode root, SyntaxNode node)
    {
        if (node.FirstAncestorOrSelf<ParameterSyntax>() is not { } parameter
            || await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } semantics
            || semantics.GetDeclaredSymbol(parameter, context.CancellationToken) is not IParameterSymbol symbol
            || ToolDesignAnalyzer.EnumOf(symbol.Type) is not { DeclaringSyntaxReferences.Length: 1 } chosen)
        {
            return;
        }

        var declaration = chosen.DeclaringSyntaxReferences[0];

        context.RegisterCodeFix(
            CodeAction.Create($"Add a <summary> to the members of {chosen.Name}", token => WriteAsync(context.Document.Project.Solution, declaration, token), nameof(DescribeEnumCodeFixProvider)),
            diagnostic);
    }

    private static async Task<Solution> WriteAsync(Solution solution, SyntaxReference declaration, CancellationToken token)
    {
        if (await declaration.GetSyntaxAsync(token).ConfigureAwait(false) is not EnumDeclarationSyntax @enum || solution.GetDocument(declaration.SyntaxTree) is not { } document)
            return solution;
        var text = await document.GetTextAsync(token).ConfigureAwait(false);
        var changes = @enum.Members
            .Where(member => !ToolDesignAnalyzer.HasSummary(member) && !member.AttributeLists.ToString().Contains("Description("))
            .Select(member => CommentText.Before(member, $"/// <summary>TODO: when to choose {member.Identifier.ValueText}.</summary>", text));
        return document.WithText(text.WithChanges(changes)).Project.Solution;
    }
}
