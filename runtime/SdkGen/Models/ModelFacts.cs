namespace SdkGen;

/// <summary>What the runtime knows of one model: the row that generated code passes to a dialect. The same facts as <see cref="LlmModelAttribute"/> and <see cref="LlmParameterAttribute"/>, without reflection.</summary>
public sealed class ModelFacts
{
    private volatile bool _cardRead;

    /// <summary>The model's id on the wire.</summary>
    public required string Id { get; init; }

    /// <summary>The marker type; null for a model known by its id alone.</summary>
    public Type? Type { get; init; }

    /// <summary>The protocol that serves the model, where the provider speaks several; null means its first.</summary>
    public string? Dialect { get; init; }

    /// <summary>Wire name of each parameter that this model takes under another name than the dialect's; null where none differs.</summary>
    public IReadOnlyDictionary<string, string>? WireNames { get; init; }

    /// <summary>Parameters that the service refuses for this model, each by its name and by its wire name, with the reason; null where none is.</summary>
    public IReadOnlyDictionary<string, string>? Refused { get; init; }

    /// <summary>The words that this model takes for a parameter, where they are not those of the dialect; null where all are.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Values { get; init; }

    /// <summary>The system message of requests that have none of their own; null where there is none.</summary>
    public string? Instructions { get; init; }

    /// <summary>Prices; null where unknown.</summary>
    public ModelPrice? Price { get; init; }

    /// <summary>Context window in tokens; null where unknown.</summary>
    public int? Context
    {
        get => field ?? (Card is { Context: > 0 } card ? card.Context : null);
        init;
    }

    /// <summary>Most output tokens of one answer; null where unknown.</summary>
    public int? MaxOutput
    {
        get => field ?? (Card is { MaxOutput: > 0 } card ? card.MaxOutput : null);
        init;
    }

    /// <summary>What the model can do; where it is not given, the attribute of the marker type, read when it is first asked for. Null where neither is there.</summary>
    public LlmModelAttribute? Card
    {
        get
        {
            if (!_cardRead)
            {
                field = Type is null ? null : (LlmModelAttribute?)Attribute.GetCustomAttribute(Type, typeof(LlmModelAttribute));
                _cardRead = true;
            }

            return field;
        }

        init
        {
            field = value;
            _cardRead = true;
        }
    }

    /// <summary>What requests could get wrong of each parameter; where it is not given, the attributes of the marker type, read when they are first asked for.</summary>
    public IReadOnlyList<LlmParameterAttribute> Parameters
    {
        get => field ??= Type is null ? [] : Array.ConvertAll(Attribute.GetCustomAttributes(Type, typeof(LlmParameterAttribute)), found => (LlmParameterAttribute)found);
        init;
    }

    /// <summary>What is known against the model, made ready when it is first asked for.</summary>
    internal ModelRules Rules => field ??= new ModelRules(this);
}
