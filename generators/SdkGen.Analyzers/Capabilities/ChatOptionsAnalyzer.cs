using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>
/// LLM2003 and LLM2011: options that are handed to a typed client with tools, or with a parameter, that its model refuses. The model's own options
/// cannot express either; this is for a plain <c>ChatOptions</c> and for the options of another model.
/// </summary>
/// <remarks>Follows the options from the call to the object creation, through locals that are written once; beyond that it is silent.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ChatOptionsAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [CapabilityDescriptors.Tools, CapabilityDescriptors.RefusedParameter];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (CapabilitySymbols.Find(start.Compilation) is { ChatOptions: not null } symbols)
                start.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.Invocation);
        });
    }

    private static void Analyze(OperationAnalysisContext context, CapabilitySymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        if (OptionsArgument(call, symbols) is not { } argument
            || (call.Instance ?? call.Arguments[0].Value) is not { } receiver
            || symbols.ModelOf(ClientValue.TypeOf(receiver, symbols)) is not { } model
            || (model.Refused.IsEmpty && model.Tools != CapabilityFact.No))
        {
            return;
        }

        if (ClientValue.Origin(argument.Value) is not IObjectCreationOperation creation)
            return;
        foreach (var write in OptionWrites.Of(creation, argument.Value))
        {
            if (Judge(write, model, symbols) is { } diagnostic)
                context.ReportDiagnostic(diagnostic);
        }
    }

    private static IArgumentOperation? OptionsArgument(IInvocationOperation call, CapabilitySymbols symbols)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.ArgumentKind == ArgumentKind.Explicit && SymbolEqualityComparer.Default.Equals(argument.Parameter?.Type, symbols.ChatOptions))
                return argument;
        }

        return null;
    }

    private static Diagnostic? Judge(OptionWrite write, ModelCard model, CapabilitySymbols symbols)
    {
        if (write.Property.Name == "Tools" && model.Tools == CapabilityFact.No)
            return CapabilityReport.Missing(Capability.Tools, model, null, symbols, write.Location);

        // The compiler speaks itself where the property is an [Obsolete] error of the model's own options.
        foreach (var parameter in model.Refused)
        {
            if (parameter.Option == write.Property.Name && !SymbolEqualityComparer.Default.Equals(write.Property.ContainingType.ContainingType, model.Type))
                return CapabilityReport.Refused(parameter, model, write.Location);
        }

        return null;
    }
}
