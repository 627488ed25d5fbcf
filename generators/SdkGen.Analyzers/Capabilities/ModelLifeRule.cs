using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>LLM2040 and LLM2041: a client of a model that its provider calls deprecated, or no longer serves, wherever the client's type is written.</summary>
/// <remarks>What holds is what the spec says: no clock is asked, so that the same source builds alike on every day.</remarks>
internal static class ModelLifeRule
{
    public static Diagnostic? Judge(ModelCard model, GenericNameSyntax name, CapabilitySymbols symbols) =>
        model.Retired is not null || model.Deprecated is not null ? Report(model, symbols, name.GetLocation()) : null;

    private static Diagnostic Report(ModelCard model, CapabilitySymbols symbols, Location location)
    {
        var successor = model.Successor is { } id ? symbols.ModelById(model, id) : null;
        var near = successor is not null
            ? [successor]
            : ModelAlternatives.Near(model, symbols, other =>
                other.Deprecated is null && model.Operations.All(operation => other.Serves(operation) != CapabilityFact.No)
                && model.Input.All(kind => other.Takes(kind) != CapabilityFact.No) && !(model.Tools == CapabilityFact.Yes && other.Tools == CapabilityFact.No));
        var advice = near.IsEmpty ? $"Use another model of {model.Provider}" : successor is not null ? $"Use {successor.Name}" : $"Use one of {string.Join(", ", near.Select(other => other.Name))}";
        return model.Retired is { } retired
            ? Diagnostic.Create(CapabilityDescriptors.Retired, location, CapabilityReport.With(near), model.Id, retired == "yes" ? "" : $" since {retired}", advice)
            : Diagnostic.Create(CapabilityDescriptors.Deprecated, location, CapabilityReport.With(near), model.Id, CapabilityWords.Dates(model.Deprecated!, model.Retires), advice);
    }
}
