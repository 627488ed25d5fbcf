using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SdkGen.Analyzers.Capabilities;

namespace SdkGen.CodeFixes;

/// <summary>Takes what the model refuses out of the options.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class RemoveOptionCodeFixProvider : SyntaxFixProvider
{
    /// <inheritdoc/>
    /// <remarks>LLM2010 is the compiler's own, by the <c>[Obsolete]</c> of the property.</remarks>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [
        CapabilityDescriptors.Tools.Id, CapabilityDescriptors.StructuredOutput.Id, CapabilityDescriptors.ParallelTools.Id, CapabilityDescriptors.ToolChoice.Id,
        CapabilityDescriptors.SystemMessages.Id, CapabilityRules.OwnParameter.Id, CapabilityDescriptors.RefusedParameter.Id, CapabilityDescriptors.OtherModel.Id,
        CapabilityDescriptors.ReasoningLevel.Id, CapabilityDescriptors.WhileReasoning.Id, CapabilityDescriptors.Logprobs.Id, CapabilityDescriptors.Choices.Id,
        CapabilityDescriptors.PromptCaching.Id, CapabilityDescriptors.Reasoning.Id,
    ];

    private protected override Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic, SyntaxNode root, SyntaxNode node)
    {
        if (Assignment(node) is not { } assignment)
            return Task.CompletedTask;
        var title = $"Remove {node}";
        context.RegisterCodeFix(CodeAction.Create(title, _ => Task.FromResult(Remove(context.Document, root, assignment)), title), diagnostic);
        return Task.CompletedTask;
    }

    private static AssignmentExpressionSyntax? Assignment(SyntaxNode node)
    {
        var target = node switch
        {
            { Parent: MemberAccessExpressionSyntax access } when access.Name == node => access,
            LiteralExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: ImplicitElementAccessSyntax item } } => item,
            _ => node,
        };
        return target.Parent is AssignmentExpressionSyntax assignment && assignment.Left == target && assignment.Parent is InitializerExpressionSyntax or ExpressionStatementSyntax
            ? assignment
            : null;
    }

    private static Document Remove(Document document, SyntaxNode root, AssignmentExpressionSyntax assignment)
    {
        if (assignment.Parent is not InitializerExpressionSyntax initializer)
            return document.WithSyntaxRoot(root.RemoveNode(assignment.Parent!, SyntaxRemoveOptions.KeepUnbalancedDirectives)!);

        // An initialiser that would be left empty goes as a whole, so that no "{ }" remains.
        if (initializer.Expressions.Count > 1)
            return document.WithSyntaxRoot(root.ReplaceNode(initializer, initializer.WithExpressions(initializer.Expressions.Remove(assignment))));
        return initializer.Parent is BaseObjectCreationExpressionSyntax creation
            ? document.WithSyntaxRoot(root.ReplaceNode(creation, Bare(creation)))
            : document;
    }

    private static BaseObjectCreationExpressionSyntax Bare(BaseObjectCreationExpressionSyntax creation)
    {
        var arguments = (creation.ArgumentList ?? SyntaxFactory.ArgumentList()).WithTrailingTrivia(creation.GetTrailingTrivia());
        return creation is ObjectCreationExpressionSyntax named
            ? named.WithType(named.Type.WithoutTrailingTrivia()).WithArgumentList(arguments).WithInitializer(null)
            : ((ImplicitObjectCreationExpressionSyntax)creation).WithArgumentList(arguments).WithInitializer(null);
    }
}
