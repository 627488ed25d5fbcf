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

/// <summary>Wherever a model lacks what is asked of it, or is deprecated or retired: writes another model, or the client interface that fits, into the declared type of the client.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class ChangeModelCodeFixProvider : SyntaxFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [
        CapabilityDescriptors.OutputKind.Id, CapabilityDescriptors.ClientInterface.Id, CapabilityDescriptors.Tools.Id, CapabilityDescriptors.InputKind.Id,
        CapabilityDescriptors.StructuredOutput.Id, CapabilityDescriptors.Streaming.Id, CapabilityDescriptors.ParallelTools.Id, CapabilityDescriptors.ToolChoice.Id,
        CapabilityDescriptors.SystemMessages.Id, CapabilityDescriptors.OtherModel.Id, CapabilityDescriptors.OutputLimit.Id, CapabilityDescriptors.Logprobs.Id,
        CapabilityDescriptors.Choices.Id, CapabilityDescriptors.PromptCaching.Id, CapabilityDescriptors.Reasoning.Id, CapabilityDescriptors.ToolCount.Id,
        CapabilityDescriptors.Deprecated.Id, CapabilityDescriptors.Retired.Id, CapabilityDescriptors.Context.Id,
    ];

    private protected override async Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic, SyntaxNode root, SyntaxNode node)
    {
        if (await ClientType.FindAsync(context.Document, node, context.CancellationToken).ConfigureAwait(false) is { } type)
            Register(context, diagnostic, type);
    }

    private static void Register(CodeFixContext context, Diagnostic diagnostic, GenericNameSyntax type)
    {
        var written = diagnostic.Properties.TryGetValue(CapabilityReport.Replacements, out var models) && models is not null ? models.Split(';') : [];
        diagnostic.Properties.TryGetValue(CapabilityReport.Interface, out var client);
        var misfit = diagnostic.Id == CapabilityDescriptors.ClientInterface.Id;

        // A client interface that does not fit is put right by the other interface for the same model, or by another model for the same interface.
        if (misfit && client is not null)
            Offer(client, type.TypeArgumentList.Arguments[0], $"Use {client}<{type.TypeArgumentList.Arguments[0]}>");
        foreach (var model in written)
        {
            var name = SyntaxFactory.ParseTypeName(model);
            var chosen = misfit ? null : client;
            Offer(chosen, name, chosen is null ? $"Use {Short(model)}" : $"Use {chosen}<{Short(model)}>");
        }

        void Offer(string? interfaceName, TypeSyntax model, string title) => context.RegisterCodeFix(
            CodeAction.Create(title, cancellationToken => ChangeAsync(context.Document.Project.Solution, type, interfaceName, model, cancellationToken), title), diagnostic);
    }

    private static async Task<Solution> ChangeAsync(Solution solution, GenericNameSyntax type, string? client, TypeSyntax model, CancellationToken cancellationToken)
    {
        if (solution.GetDocument(type.SyntaxTree) is not { } document || await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root)
            return solution;
        var old = type.TypeArgumentList.Arguments[0];
        var changed = type.WithTypeArgumentList(SyntaxFactory.TypeArgumentList(SyntaxFactory.SingletonSeparatedList(
            model.WithTriviaFrom(old).WithAdditionalAnnotations(Simplifier.Annotation, Simplifier.AddImportsAnnotation))));
        if (client is not null)
            changed = changed.WithIdentifier(SyntaxFactory.Identifier(client).WithTriviaFrom(type.Identifier));
        return document.WithSyntaxRoot(root.ReplaceNode(type, changed)).Project.Solution;
    }

    /// <summary><c>global::SdkGen.OpenAIModels.Gpt41</c> as the message writes it: <c>OpenAIModels.Gpt41</c>.</summary>
    private static string Short(string model)
    {
        var parts = model.Split('.', ':');
        return parts.Length < 2 ? model : $"{parts[parts.Length - 2]}.{parts[parts.Length - 1]}";
    }
}
