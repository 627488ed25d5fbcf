using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>What the attributes of a model type say. Lives as long as the compilation whose symbols it holds.</summary>
internal sealed class ModelCard
{
    private ModelCard(INamedTypeSymbol type, AttributeData attribute, ImmutableArray<RefusedParameter> refused)
    {
        Type = type;
        Id = attribute.ConstructorArguments[0].Value as string ?? type.Name;
        Provider = attribute.ConstructorArguments[1].Value as string ?? "";
        Refused = refused;
        foreach (var argument in attribute.NamedArguments)
        {
            switch (argument.Key)
            {
                case "ProviderName" when argument.Value.Value is string { Length: > 0 } name:
                    Provider = name;
                    break;
                case "Operations":
                    Operations = Strings(argument.Value);
                    break;
                case "Input":
                    Input = Strings(argument.Value);
                    break;
                case "Output":
                    Output = Strings(argument.Value);
                    break;
                case "Tools" when argument.Value.Value is int fact:
                    Tools = (CapabilityFact)fact;
                    break;
                case "Deprecated":
                    IsDeprecated = argument.Value.Value is not null;
                    break;
            }
        }
    }

    public INamedTypeSymbol Type { get; }

    /// <summary>The id on the wire: how messages name the model.</summary>
    public string Id { get; }

    /// <summary>The provider's name as people write it.</summary>
    public string Provider { get; }

    /// <summary>Kinds of operation that serve the model; empty where unknown.</summary>
    public ImmutableArray<string> Operations { get; } = [];

    public ImmutableArray<string> Input { get; } = [];

    /// <summary>Kinds of output; empty where unknown.</summary>
    public ImmutableArray<string> Output { get; } = [];

    public CapabilityFact Tools { get; }

    public bool IsDeprecated { get; }

    /// <summary>The id ends in a day: one state of a model that has a name of its own.</summary>
    public bool IsSnapshot => Id.Length > 11 && Id[Id.Length - 11] == '-' && DateTime.TryParseExact(
        Id.Substring(Id.Length - 10), "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out _);

    public ImmutableArray<RefusedParameter> Refused { get; }

    /// <summary>How code names the model: <c>OpenAIModels.Gpt41Mini</c>.</summary>
    public string Name => Type.ContainingType is { } container ? $"{container.Name}.{Type.Name}" : Type.Name;

    public CapabilityFact Produces(string kind) => In(Output, kind);

    public CapabilityFact Serves(string operation) => In(Operations, operation);

    /// <summary>Reads the card of a type; null where the type is no model.</summary>
    public static ModelCard? Read(INamedTypeSymbol type, INamedTypeSymbol modelAttribute, INamedTypeSymbol parameterAttribute)
    {
        AttributeData? model = null;
        var refused = ImmutableArray.CreateBuilder<RefusedParameter>();
        foreach (var attribute in type.GetAttributes())
        {
            if (SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, modelAttribute) && attribute.ConstructorArguments.Length == 2)
                model = attribute;
        }

        if (model is null)
            return null;
        for (var owner = type; owner is not null; owner = owner.BaseType)
        {
            foreach (var attribute in owner.GetAttributes())
            {
                if (SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, parameterAttribute) && RefusedParameter.Read(attribute) is { } parameter)
                    refused.Add(parameter);
            }
        }

        return new ModelCard(type, model, refused.ToImmutable());
    }

    private static CapabilityFact In(ImmutableArray<string> known, string kind) =>
        known.IsEmpty ? CapabilityFact.Unknown : known.Contains(kind) ? CapabilityFact.Yes : CapabilityFact.No;

    private static ImmutableArray<string> Strings(TypedConstant constant) =>
        constant is { Kind: TypedConstantKind.Array, IsNull: false } ? [.. constant.Values.Select(value => value.Value).OfType<string>()] : [];
}
