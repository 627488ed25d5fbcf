using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;
using SdkGen.Analyzers.Capabilities;

namespace SdkGen.CodeFixes;

/// <summary>LLM2012: makes the options of the model that is asked.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class UseOwnOptionsCodeFixProvider : SyntaxFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [CapabilityDescriptors.OtherOptions.Id];

    private protected override Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic, SyntaxNode root, SyntaxNode node)
    {
        if (!diagnostic.Properties.TryGetValue(OptionsReport.OptionsType, out var type) || type is null
            || node.FirstAncestorOrSelf<ObjectCreationExpressionSyntax>() is not { } creation || !creation.Type.Span.Contains(node.Span))
        {
            return Task.CompletedTask;
        }

        var parts = type.Split('.', ':');
        var title = $"Use {string.Join(".", parts.Skip(Math.Max(parts.Length - 3, 0)))}";
        var own = SyntaxFactory.ParseTypeName(type).WithTriviaFrom(creation.Type).WithAdditionalAnnotations(Simplifier.Annotation, Simplifier.AddImportsAnnotation);
        context.RegisterCodeFix(
            CodeAction.Create(title, _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(creation.Type, own))), title), diagnostic);
        return Task.CompletedTask;
    }
}
