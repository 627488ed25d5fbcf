using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>What the runtime knows of one model: the row that generated code passes to a dialect. The same facts as <see cref="LlmModelAttribute"/>, without reflection.</summary>
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

    /// <summary>Prices; null where unknown.</summary>
    public ModelPrice? Price { get; init; }

    /// <summary>Context window in tokens; null where unknown.</summary>
    public int? Context { get; init; }

    /// <summary>Most output tokens of one answer; null where unknown.</summary>
    public int? MaxOutput { get; init; }

    /// <summary>The attribute of the marker type, read when it is first asked for; null where there is none.</summary>
    internal LlmModelAttribute? Card
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
    }
}

/// <summary>Prices of a model in one currency, per million tokens.</summary>
/// <param name="Input">Per million input tokens that no cache served.</param>
/// <param name="Output">Per million output tokens, reasoning included.</param>
/// <param name="AsOf">The day on which the price was read.</param>
public sealed record ModelPrice(decimal Input, decimal Output, DateOnly AsOf)
{
    /// <summary>Per million input tokens read from a cache; null means the input price.</summary>
    public decimal? CacheRead { get; init; }

    /// <summary>Per million input tokens written to a cache; null means the input price.</summary>
    public decimal? CacheWrite { get; init; }

    /// <summary>ISO 4217 code.</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>Other prices for long prompts, by rising threshold; empty where one price fits all.</summary>
    public IReadOnlyList<ModelPriceTier> Tiers { get; init; } = [];

    /// <summary>What the tokens of a request cost, in <see cref="Currency"/>. Cached reads and writes are part of the input, reasoning of the output.</summary>
    /// <param name="usage">The tokens; a count that is not reported counts as 0.</param>
    public decimal CostOf(UsageDetails usage)
    {
        ArgumentNullException.ThrowIfNull(usage);
        var input = usage.InputTokenCount ?? 0;
        var read = usage.CachedInputTokenCount ?? 0;
        var write = usage.AdditionalCounts is { } counts && counts.TryGetValue(UsageCounts.CacheWriteInput, out var count) ? count : 0;
        var price = new ModelPriceTier(0, Input, Output, CacheRead, CacheWrite);
        foreach (var tier in Tiers)
        {
            if (input > tier.Above)
                price = tier;
        }

        var fresh = Math.Max(0, input - read - write);
        var total = (fresh * price.Input) + (read * (price.CacheRead ?? price.Input)) + (write * (price.CacheWrite ?? price.Input)) + ((usage.OutputTokenCount ?? 0) * price.Output);
        return total / 1_000_000m;
    }
}

/// <summary>Prices of a request whose prompt is longer than a threshold, per million tokens. They hold for the whole request.</summary>
/// <param name="Above">Input tokens above which the tier counts.</param>
/// <param name="Input">Per million input tokens that no cache served.</param>
/// <param name="Output">Per million output tokens, reasoning included.</param>
/// <param name="CacheRead">Per million input tokens read from a cache; null means the input price.</param>
/// <param name="CacheWrite">Per million input tokens written to a cache; null means the input price.</param>
public sealed record ModelPriceTier(int Above, decimal Input, decimal Output, decimal? CacheRead = null, decimal? CacheWrite = null);
