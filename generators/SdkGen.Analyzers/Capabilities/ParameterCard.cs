using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>What an attribute says of a request parameter of a model.</summary>
/// <param name="Name">The parameter's name in the dialect.</param>
internal sealed record ParameterCard(string Name)
{
    /// <summary>The property of <c>ChatOptions</c> that carries it; null where there is none.</summary>
    public string? Option { get; private set; }

    /// <summary>The name on the wire.</summary>
    public string Wire { get; private set; } = Name;

    public bool IsRefused { get; private set; }

    /// <summary>Why it is refused, and what to do instead; null where the spec does not say.</summary>
    public string? Reason { get; private set; }

    public double Minimum { get; private set; } = double.NaN;

    public double Maximum { get; private set; } = double.NaN;

    /// <summary>Which knob of reasoning it is; null where it is none.</summary>
    public string? Knob { get; private set; }

    /// <summary>The words that a knob takes; empty where unknown.</summary>
    public ImmutableArray<string> Values { get; private set; } = [];

    /// <summary>Why it is refused while the model reasons; null where it is not.</summary>
    public string? WhileReasoning { get; private set; }

    /// <summary>The property of typed options that carries it.</summary>
    public string Property { get; private set; } = char.ToUpperInvariant(Name[0]) + Name.Substring(1);

    public static ParameterCard? Read(AttributeData attribute)
    {
        if (attribute.ConstructorArguments.Length != 1 || attribute.ConstructorArguments[0].Value is not string { Length: > 0 } name)
            return null;
        var card = new ParameterCard(name);
        foreach (var argument in attribute.NamedArguments)
            card.Take(argument.Key, argument.Value);
        return card;
    }

    private void Take(string key, TypedConstant value)
    {
        switch (key)
        {
            case "Option":
                Option = value.Value as string;
                Property = Option ?? Property;
                break;
            case "Wire":
                Wire = value.Value as string ?? Name;
                break;
            case "Refused":
                IsRefused = value.Value is true;
                break;
            case "Reason":
                Reason = value.Value as string;
                break;
            case "Minimum" when value.Value is double minimum:
                Minimum = minimum;
                break;
            case "Maximum" when value.Value is double maximum:
                Maximum = maximum;
                break;
            case "Knob":
                Knob = value.Value as string;
                break;
            case "Values" when value is { Kind: TypedConstantKind.Array, IsNull: false }:
                Values = [.. value.Values.Select(word => word.Value).OfType<string>()];
                break;
            case "WhileReasoning":
                WhileReasoning = value.Value as string;
                break;
        }
    }
}
