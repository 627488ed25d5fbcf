using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>Prices of a model in one currency, per million tokens.</summary>
/// <param name="Input">Per million input tokens that no cache served.</param>
/// <param name="Output">Per million output tokens, reasoning included.</param>
/// <param name="AsOf">The day on which the price was read, or from which it holds.</param>
public sealed record ModelPrice(decimal Input, decimal Output, DateOnly AsOf)
{
    /// <summary>Per million input tokens read from a cache; null means the input price.</summary>
    public decimal? CacheRead { get; init; }

    /// <summary>Per million input tokens written to a cache; null means the input price.</summary>
    public decimal? CacheWrite { get; init; }

    /// <summary>Per million reasoning tokens; null means the output price.</summary>
    public decimal? Reasoning { get; init; }

    /// <summary>Per million input tokens of audio; null means the input price.</summary>
    public decimal? InputAudio { get; init; }

    /// <summary>Per million output tokens of audio; null means the output price.</summary>
    public decimal? OutputAudio { get; init; }

    /// <summary>ISO 4217 code.</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>Other prices for long prompts, by rising threshold; empty where one price fits all.</summary>
    public IReadOnlyList<ModelPriceTier> Tiers { get; init; } = [];

    /// <summary>Prices of later days that are known already, by rising day.</summary>
    public IReadOnlyList<ModelPriceChange> Changes { get; init; } = [];

    /// <summary>The price of a day: this one, or the last change up to that day. What was read on <see cref="AsOf"/> also counts for the days before.</summary>
    public ModelPrice On(DateOnly day)
    {
        ModelPriceChange? last = null;
        foreach (var change in Changes)
        {
            if (change.From <= day)
                last = change;
        }

        return last is null ? this : new ModelPrice(last.Input, last.Output, last.From) { CacheRead = last.CacheRead, CacheWrite = last.CacheWrite, Currency = Currency };
    }

    /// <summary>What the tokens of a request cost, in <see cref="Currency"/>.</summary>
    /// <param name="usage">The tokens; a count that is not reported counts as 0.</param>
    public decimal CostOf(UsageDetails usage) => Itemize(usage).Total;

    /// <summary>What the tokens of a request cost, row by row.</summary>
    /// <param name="usage">The tokens; a count that is not reported counts as 0. Cached reads and writes and audio are part of the input, reasoning and audio of the output.</param>
    /// <param name="on">The day of the request, where prices change by a day; null means the day on which the price was read.</param>
    public ModelCost Itemize(UsageDetails usage, DateOnly? on = null)
    {
        ArgumentNullException.ThrowIfNull(usage);
        if (on is { } day && On(day) is var dated && !ReferenceEquals(dated, this))
            return dated.Itemize(usage);
        var input = usage.InputTokenCount ?? 0;
        var read = usage.CachedInputTokenCount ?? 0;
        var write = usage.AdditionalCounts is { } counts && counts.TryGetValue(UsageCounts.CacheWriteInput, out var count) ? count : 0;
        var heard = usage.InputAudioTokenCount ?? 0;
        var output = usage.OutputTokenCount ?? 0;
        var reasoned = usage.ReasoningTokenCount ?? 0;
        var spoken = usage.OutputAudioTokenCount ?? 0;
        ModelPriceTier? tier = null;
        foreach (var candidate in Tiers)
        {
            if (input > candidate.Above)
                tier = candidate;
        }

        // A tier has one price for all output: where reasoning or audio cost something else, the source says so for the first row only.
        var (perInput, perOutput) = tier is null ? (Input, Output) : (tier.Input, tier.Output);
        var (perRead, perWrite) = tier is null ? (CacheRead, CacheWrite) : (tier.CacheRead, tier.CacheWrite);
        return new ModelCost(Currency, AsOf)
        {
            Input = Cost(Math.Max(0, input - read - write - heard), perInput),
            CacheRead = Cost(read, perRead ?? perInput),
            CacheWrite = Cost(write, perWrite ?? perInput),
            InputAudio = Cost(heard, tier is null ? InputAudio ?? perInput : perInput),
            Output = Cost(Math.Max(0, output - reasoned - spoken), perOutput),
            Reasoning = Cost(reasoned, tier is null ? Reasoning ?? perOutput : perOutput),
            OutputAudio = Cost(spoken, tier is null ? OutputAudio ?? perOutput : perOutput),
            TierAbove = tier?.Above,
        };
    }

    private static decimal Cost(long tokens, decimal perMillion) => tokens * perMillion / 1_000_000m;
}

/// <summary>Prices of a request whose prompt is longer than a threshold, per million tokens. They hold for the whole request.</summary>
/// <param name="Above">Input tokens above which the tier counts.</param>
/// <param name="Input">Per million input tokens that no cache served.</param>
/// <param name="Output">Per million output tokens, reasoning included.</param>
/// <param name="CacheRead">Per million input tokens read from a cache; null means the input price.</param>
/// <param name="CacheWrite">Per million input tokens written to a cache; null means the input price.</param>
public sealed record ModelPriceTier(int Above, decimal Input, decimal Output, decimal? CacheRead = null, decimal? CacheWrite = null);

/// <summary>Prices from a day on, per million tokens: the end of an introductory price, an announced rise.</summary>
/// <param name="From">The first day on which they hold.</param>
/// <param name="Input">Per million input tokens that no cache served.</param>
/// <param name="Output">Per million output tokens, reasoning included.</param>
/// <param name="CacheRead">Per million input tokens read from a cache; null means the input price.</param>
/// <param name="CacheWrite">Per million input tokens written to a cache; null means the input price.</param>
public sealed record ModelPriceChange(DateOnly From, decimal Input, decimal Output, decimal? CacheRead = null, decimal? CacheWrite = null);
