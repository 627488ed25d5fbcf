using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>LLM2042: a model that is named by a text which is nearly, but not quite, the id of a model.</summary>
/// <remarks>Looks at constants for parameters named <c>modelId</c> of SdkGen's own methods. The ids are read when the first such text is seen.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModelIdAnalyzer : DiagnosticAnalyzer
{
    private const int MostNames = 3;

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [CapabilityDescriptors.UnknownModel];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (CapabilitySymbols.Find(start.Compilation) is { } symbols)
                start.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.Invocation);
        });
    }

    private static void Analyze(OperationAnalysisContext context, CapabilitySymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        if (!CapabilitySymbols.IsOurs(call.TargetMethod))
            return;
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is { Name: "modelId", Type.SpecialType: SpecialType.System_String } && ValueFlow.Constant(argument.Value) is string { Length: > 0 } id)
                Judge(context, id, argument, symbols);
        }
    }

    private static void Judge(OperationAnalysisContext context, string id, IArgumentOperation argument, CapabilitySymbols symbols)
    {
        var known = KnownModels.Around(context.ContainingSymbol, symbols);
        if (known.Any(model => model.Id == id))
            return;
        var most = Math.Max(1, Math.Min(3, id.Length / 5));
        var near = known
            .Select(model => (Model: model, Distance: TextDistance.Of(id, model.Id, most)))
            .Where(item => item.Distance <= most)
            .OrderBy(item => item.Distance).ThenBy(item => item.Model.Id, StringComparer.Ordinal)
            .Select(item => item.Model.Id).Distinct().Take(MostNames).ToArray();
        if (near.Length == 0)
            return;
        var properties = ImmutableDictionary<string, string?>.Empty.Add(OptionsReport.Value, near[0]);
        context.ReportDiagnostic(Diagnostic.Create(
            CapabilityDescriptors.UnknownModel, argument.Value.Syntax.GetLocation(), properties, id, "any provider here", $"Did you mean {string.Join(" or ", near)}"));
    }
}
