using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>
/// What a request asks of a model that cannot do it: parts of messages, tools, formats, streams, and parameters of its options. Looks at calls on typed
/// clients, at methods that take the model as a type, and at a model's own options wherever they are made.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RequestAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        CapabilityDescriptors.Tools, CapabilityDescriptors.InputKind, CapabilityDescriptors.StructuredOutput, CapabilityDescriptors.Streaming,
        CapabilityDescriptors.ParallelTools, CapabilityDescriptors.ToolChoice, CapabilityDescriptors.SystemMessages,
        CapabilityDescriptors.RefusedParameter, CapabilityDescriptors.OtherOptions, CapabilityDescriptors.OtherModel, CapabilityDescriptors.Range,
        CapabilityDescriptors.OutputLimit, CapabilityDescriptors.ReasoningLevel, CapabilityDescriptors.WhileReasoning, CapabilityDescriptors.Logprobs,
        CapabilityDescriptors.Choices, CapabilityDescriptors.PromptCaching, CapabilityDescriptors.Reasoning, CapabilityDescriptors.ToolCount, CapabilityDescriptors.Context,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (CapabilitySymbols.Find(start.Compilation) is not { ChatOptions: not null } symbols)
                return;
            start.RegisterOperationAction(operation => AnalyzeCall(operation, symbols), OperationKind.Invocation);
            start.RegisterOperationAction(operation => AnalyzeOwnOptions(operation, symbols), OperationKind.ObjectCreation);
        });
    }

    private static void AnalyzeCall(OperationAnalysisContext context, CapabilitySymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        var said = default(HashSet<(string, Location)>);
        if (ClientCall.Of(call, symbols) is { } request)
            Judge(request);
        foreach (var passed in PassedOn.Of(call, symbols))
            Judge(passed);

        void Judge(ClientCall request)
        {
            foreach (var model in request.Models)
            {
                foreach (var diagnostic in CallJudge.Judge(request, model, symbols))
                {
                    // One member of an AnyOf speaks for all, and so does one of several requests.
                    if ((said ??= []).Add((diagnostic.Id, diagnostic.Location)))
                        context.ReportDiagnostic(diagnostic);
                }
            }
        }
    }

    private static void AnalyzeOwnOptions(OperationAnalysisContext context, CapabilitySymbols symbols)
    {
        var creation = (IObjectCreationOperation)context.Operation;
        if (creation.Type is not { Name: "Options", ContainingType: { } owner } || symbols.CardOf(owner) is not { } model)
            return;
        foreach (var diagnostic in new OptionsJudge(model, symbols).Judge(OptionWrites.Of(creation)))
            context.ReportDiagnostic(diagnostic);
    }
}
