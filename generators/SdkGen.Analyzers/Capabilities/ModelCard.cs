using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>What the attributes of a model type say. Lives as long as the compilation whose symbols it holds.</summary>
internal sealed class ModelCard
{
    private ModelCard(INamedTypeSymbol type, AttributeData attribute, ImmutableArray<ParameterCard> parameters)
    {
        Type = type;
        Id = attribute.ConstructorArguments[0].Value as string ?? type.Name;
        Provider = attribute.ConstructorArguments[1].Value as string ?? "";
        Parameters = parameters;
        foreach (var argument in attribute.NamedArguments)
            Take(argument.Key, argument.Value);
    }

    public INamedTypeSymbol Type { get; }

    /// <summary>The id on the wire: how messages name the model.</summary>
    public string Id { get; }

    /// <summary>The provider's name as people write it.</summary>
    public string Provider { get; private set; }

    /// <summary>Kinds of operation that serve the model; empty where unknown.</summary>
    public ImmutableArray<string> Operations { get; private set; } = [];

    public ImmutableArray<string> Input { get; private set; } = [];

    /// <summary>Kinds of output; empty where unknown.</summary>
    public ImmutableArray<string> Output { get; private set; } = [];

    public CapabilityFact Tools { get; private set; }

    public CapabilityFact StructuredOutput { get; private set; }

    public CapabilityFact Streaming { get; private set; }

    public CapabilityFact Reasoning { get; private set; }

    /// <summary>Context window in tokens; 0 where unknown.</summary>
    public int Context { get; private set; }

    /// <summary>Most output tokens of one answer; 0 where unknown.</summary>
    public int MaxOutput { get; private set; }

    /// <summary>The level of reasoning where a request names none; null where unknown.</summary>
    public string? DefaultEffort { get; private set; }

    /// <summary>The first day of deprecation, or <c>yes</c>; null where the model is not deprecated.</summary>
    public string? Deprecated { get; private set; }

    /// <summary>The announced last day; null where none is known.</summary>
    public string? Retires { get; private set; }

    /// <summary>The day since which it is not served, or <c>yes</c>; null where it is.</summary>
    public string? Retired { get; private set; }

    /// <summary>Id of the model that takes its place; null where none is named.</summary>
    public string? Successor { get; private set; }

    /// <summary>The id ends in a day: one state of a model that has a name of its own.</summary>
    public bool IsSnapshot => Id.Length > 11 && Id[Id.Length - 11] == '-' && DateTime.TryParseExact(
        Id.Substring(Id.Length - 10), "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out _);

    /// <summary>The parameters of which anything is known.</summary>
    public ImmutableArray<ParameterCard> Parameters { get; }

    /// <summary>How code names the model: <c>OpenAIModels.Gpt41Mini</c>.</summary>
    public string Name => Type.ContainingType is { } container ? $"{container.Name}.{Type.Name}" : Type.Name;

    public CapabilityFact Produces(string kind) => In(Output, kind);

    /// <summary>Whether the model takes a kind of input. A model that takes images is not known to refuse files: services make images of their pages.</summary>
    public CapabilityFact Takes(string kind) => In(Input, kind) is var fact && fact == CapabilityFact.No && kind == "file" && Input.Contains("image") ? CapabilityFact.Unknown : fact;

    public CapabilityFact Serves(string operation) => In(Operations, operation);

    /// <summary>The parameter, where the service is known to refuse it.</summary>
    public ParameterCard? Refuses(string parameter) => Parameters.FirstOrDefault(card => card.IsRefused && card.Name == parameter);

    /// <summary>The parameter that is a knob of reasoning, where the model has it.</summary>
    public ParameterCard? Knob(string knob) => Parameters.FirstOrDefault(card => !card.IsRefused && card.Knob == knob);

    /// <summary>Reads the card of a type; null where the type is no model.</summary>
    public static ModelCard? Read(INamedTypeSymbol type, INamedTypeSymbol modelAttribute, INamedTypeSymbol parameterAttribute)
    {
        AttributeData? model = null;
        foreach (var attribute in type.GetAttributes())
        {
            if (SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, modelAttribute) && attribute.ConstructorArguments.Length == 2)
                model = attribute;
        }

        if (model is null)
            return null;
        var parameters = ImmutableArray.CreateBuilder<ParameterCard>();
        for (var owner = type; owner is not null; owner = owner.BaseType)
        {
            foreach (var attribute in owner.GetAttributes())
            {
                if (SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, parameterAttribute) && ParameterCard.Read(attribute) is { } parameter)
                    parameters.Add(parameter);
            }
        }

        return new ModelCard(type, model, parameters.ToImmutable());
    }

    private void Take(string key, TypedConstant value)
    {
        switch (key)
        {
            case "ProviderName" when value.Value is string { Length: > 0 } name:
                Provider = name;
                break;
            case "Operations":
                Operations = Strings(value);
                break;
            case "Input":
                Input = Strings(value);
                break;
            case "Output":
                Output = Strings(value);
                break;
            case "Tools":
                Tools = Fact(value);
                break;
            case "StructuredOutput":
                StructuredOutput = Fact(value);
                break;
            case "Streaming":
                Streaming = Fact(value);
                break;
            case "Reasoning":
                Reasoning = Fact(value);
                break;
            case "Context" when value.Value is int context:
                Context = context;
                break;
            case "MaxOutput" when value.Value is int output:
                MaxOutput = output;
                break;
            case "DefaultEffort":
                DefaultEffort = value.Value as string;
                break;
            case "Deprecated":
                Deprecated = value.Value as string;
                break;
            case "Retires":
                Retires = value.Value as string;
                break;
            case "Retired":
                Retired = value.Value as string;
                break;
            case "Successor":
                Successor = value.Value as string;
                break;
        }
    }

    private static CapabilityFact Fact(TypedConstant value) => value.Value is int fact ? (CapabilityFact)fact : CapabilityFact.Unknown;

    private static CapabilityFact In(ImmutableArray<string> known, string kind) =>
        known.IsEmpty ? CapabilityFact.Unknown : known.Contains(kind) ? CapabilityFact.Yes : CapabilityFact.No;

    private static ImmutableArray<string> Strings(TypedConstant constant) =>
        constant is { Kind: TypedConstantKind.Array, IsNull: false } ? [.. constant.Values.Select(value => value.Value).OfType<string>()] : [];
}
