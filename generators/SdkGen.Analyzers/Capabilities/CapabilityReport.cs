using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>Makes the diagnostics: the sentence that names the model, what is missing, and what to use instead.</summary>
internal static class CapabilityReport
{
    /// <summary>Name of the property that lists the models to use instead (type names, <c>;</c> between them), for code fixes.</summary>
    public const string Replacements = nameof(Replacements);

    /// <summary>Name of the property that holds the client interface to use instead, for code fixes.</summary>
    public const string Interface = nameof(Interface);

    /// <summary>A model that lacks a capability, asked through a client.</summary>
    public static Diagnostic Missing(Capability capability, ModelCard model, ClientInterface? client, CapabilitySymbols symbols, Location location)
    {
        var fitting = symbols.Clients.FirstOrDefault(other => other.Output == capability);
        var near = ModelAlternatives.Near(model, symbols, other => capability.Fact(other) == CapabilityFact.Yes
            && (client is null || fitting is null || other.Serves(client.Operation) != CapabilityFact.No || other.Serves(fitting.Operation) != CapabilityFact.No));
        var advice = Instead(model, near);
        var properties = With(ImmutableDictionary<string, string?>.Empty, near);
        if (client is not null && !near.IsEmpty)
        {
            var through = near.Where(other => other.Serves(client.Operation) != CapabilityFact.No).ToImmutableArray();
            properties = With(properties, through.IsEmpty ? near : through);
            if (through.IsEmpty && fitting is not null)
            {
                advice += $". Ask for {Plural(near)} as {fitting.Type.Name}<{near[0].Name}>";
                properties = properties.SetItem(Interface, fitting.Type.Name);
            }
        }

        return Diagnostic.Create(capability.Rule, location, properties, model.Id, capability.Verb, advice);
    }

    /// <summary>A client interface over a model that has no operation for it.</summary>
    public static Diagnostic Misfit(ClientInterface client, ModelCard model, CapabilitySymbols symbols, Location location)
    {
        var near = ModelAlternatives.Near(model, symbols, other => other.Serves(client.Operation) == CapabilityFact.Yes);
        var verb = client.Output.Fact(model) == CapabilityFact.No ? client.Output.Verb : $"have an operation for {client.Type.Name}";
        var advice = Instead(model, near);
        var properties = With(ImmutableDictionary<string, string?>.Empty, near);
        if (symbols.Clients.FirstOrDefault(other => model.Serves(other.Operation) == CapabilityFact.Yes) is { } fitting)
        {
            advice += $". {model.Id} itself is used as {fitting.Type.Name}<{model.Name}>";
            properties = properties.SetItem(Interface, fitting.Type.Name);
        }

        return Diagnostic.Create(CapabilityDescriptors.ClientInterface, location, properties, model.Id, verb, advice);
    }

    /// <summary>What to use instead of a model.</summary>
    public static string Instead(ModelCard model, ImmutableArray<ModelCard> near)
    {
        if (near.IsEmpty && model.Type.ContainingType is null)
            return $"Use another model of {model.Provider}";
        var names = near.ToLookup(other => ModelAlternatives.IsBeside(model, other), static other => other.Name);
        return CapabilityWords.Instead(model.Provider, [.. names[true]], [.. names[false]], model.Type.ContainingType?.Name);
    }

    /// <summary>What code fixes need to know of the models to use instead.</summary>
    public static ImmutableDictionary<string, string?> With(ImmutableArray<ModelCard> models) => With(ImmutableDictionary<string, string?>.Empty, models);

    private static string Plural(ImmutableArray<ModelCard> near) => near.Length == 1 ? "it" : "one";

    private static ImmutableDictionary<string, string?> With(ImmutableDictionary<string, string?> properties, ImmutableArray<ModelCard> models) => models.IsEmpty
        ? properties
        : properties.SetItem(Replacements, string.Join(";", models.Select(model => model.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat))));
}
