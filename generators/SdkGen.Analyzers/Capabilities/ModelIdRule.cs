using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>LLM2042: a model that is named by a text which is nearly, but not quite, the id of a model.</summary>
/// <remarks>Looks at constants for parameters named <c>modelId</c> of SdkGen's own methods, and <c>id</c> of its registry. The ids are read when the first such text is seen.</remarks>
internal static class ModelIdRule
{
    private const int MostNames = 3;

    public static void SeeCall(OperationAnalysisContext context, IInvocationOperation call, CapabilitySymbols symbols)
    {
        foreach (var argument in call.Arguments)
        {
            if (IsModelId(argument.Parameter) && ValueFlow.Constant(argument.Value) is string { Length: > 0 } id)
                Judge(context, id, argument, symbols);
        }
    }

    /// <summary>Whether a method takes the id of a model.</summary>
    public static bool MayName(IMethodSymbol method) => CapabilitySymbols.IsOurs(method) && method.Parameters.Any(IsModelId);

    private static bool IsModelId(IParameterSymbol? parameter) => parameter is { Name: "modelId", Type.SpecialType: SpecialType.System_String }
        or { Name: "id", Type.SpecialType: SpecialType.System_String, ContainingSymbol.ContainingType.Name: "ModelRegistry" };

    private static void Judge(OperationAnalysisContext context, string id, IArgumentOperation argument, CapabilitySymbols symbols)
    {
        var known = KnownModels.Around(context.ContainingSymbol, context.Compilation, symbols);
        // The registry takes a model at a provider as well: gpt-4.1-mini:azure-openai.
        if (known.Any(model => IsVersionOf(id, model.Id) || id.StartsWith(model.Id + ":", StringComparison.Ordinal)))
            return;
        var most = Math.Max(1, Math.Min(3, id.Length / 5));
        var measured = known.Select(model => (model.Id, Distance: TextDistance.Of(id, model.Id, most))).Where(item => item.Distance <= most).ToArray();
        if (measured.Length == 0)
            return;
        var least = measured.Min(item => item.Distance);
        var near = measured.Where(item => item.Distance == least).Select(item => item.Id).Distinct().OrderBy(name => name, StringComparer.Ordinal).Take(MostNames).ToArray();
        var properties = ImmutableDictionary<string, string?>.Empty.Add(OptionsReport.Value, near[0]);
        context.ReportDiagnostic(Diagnostic.Create(
            CapabilityDescriptors.UnknownModel, argument.Value.Syntax.GetLocation(), properties, id, "any provider here", $"Did you mean {string.Join(" or ", near)}"));
    }

    /// <summary>Whether two ids are the same, or differ in digits alone: a model that is newer than the spec is no slip of the hand.</summary>
    private static bool IsVersionOf(string left, string right) => left.Where(character => !char.IsDigit(character)).SequenceEqual(right.Where(character => !char.IsDigit(character)));
}
