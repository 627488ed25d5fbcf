using Microsoft.Extensions.AI;

namespace SdkGen.Runtime.Tests.Catalog;

/// <summary>What tokens cost: exact decimals, each count in one row.</summary>
public class ModelPriceTests
{
    private static readonly ModelPrice s_price = new(2m, 10m, new(2026, 8, 19))
    {
        CacheRead = 0.2m,
        CacheWrite = 2.5m,
        Reasoning = 20m,
        InputAudio = 32m,
        OutputAudio = 64m,
        Currency = "EUR",
        Tiers = [new ModelPriceTier(200_000, 4m, 15m, 0.4m), new ModelPriceTier(500_000, 8m, 30m)],
        Changes = [new ModelPriceChange(new(2026, 12, 1), 4m, 20m, 0.5m), new ModelPriceChange(new(2027, 1, 1), 5m, 25m)],
    };

    private static UsageDetails Usage(long input) => new()
    {
        InputTokenCount = input,
        CachedInputTokenCount = 40_000,
        InputAudioTokenCount = 1_000,
        OutputTokenCount = 3_000,
        ReasoningTokenCount = 1_000,
        OutputAudioTokenCount = 500,
        AdditionalCounts = new() { [UsageCounts.CacheWriteInput] = 9_000 },
    };

    [Fact]
    public void Each_count_is_in_one_row()
    {
        var cost = s_price.Itemize(Usage(100_000));

        cost.ShouldBe(new ModelCost("EUR", new(2026, 8, 19))
        {
            Input = 0.1m,           // 50,000 at 2
            CacheRead = 0.008m,     // 40,000 at 0.2
            CacheWrite = 0.0225m,   // 9,000 at 2.5
            InputAudio = 0.032m,    // 1,000 at 32
            Output = 0.015m,        // 1,500 at 10
            Reasoning = 0.02m,      // 1,000 at 20
            OutputAudio = 0.032m,   // 500 at 64
        });
        cost.Total.ShouldBe(0.2295m);
        s_price.CostOf(Usage(100_000)).ShouldBe(0.2295m);
    }

    [Theory]
    [InlineData(200_000, null, 2)]
    [InlineData(200_001, 200_000, 4)]
    [InlineData(600_000, 500_000, 8)]
    public void A_tier_holds_for_the_whole_request(long input, int? above, int perMillion)
    {
        var cost = s_price.Itemize(Usage(input));

        cost.TierAbove.ShouldBe(above);
        cost.Input.ShouldBe((input - 50_000) * perMillion / 1_000_000m);
    }

    [Fact]
    public void Without_a_price_of_their_own_cache_and_reasoning_cost_what_the_rest_costs()
    {
        var cost = new ModelPrice(1m, 3m, new(2026, 1, 1)).Itemize(Usage(50_000));

        (cost.Input + cost.CacheRead + cost.CacheWrite + cost.InputAudio).ShouldBe(0.05m);
        (cost.Output + cost.Reasoning + cost.OutputAudio).ShouldBe(0.009m);
    }

    [Theory]
    [InlineData(2026, 11, 30, 2, 2026, 8)]
    [InlineData(2026, 12, 1, 4, 2026, 12)]
    [InlineData(2026, 12, 31, 4, 2026, 12)]
    [InlineData(2028, 2, 29, 5, 2027, 1)]
    [InlineData(2025, 1, 1, 2, 2026, 8)]
    public void The_day_of_the_request_chooses_the_price_and_the_cost_says_which(int year, int month, int day, int input, int fromYear, int fromMonth)
    {
        var cost = s_price.Itemize(new UsageDetails { InputTokenCount = 1_000_000 }, new DateOnly(year, month, day));

        // A million tokens is above both tiers of the first price; later prices have none.
        cost.Input.ShouldBe(input == 2 ? 8m : input);
        (cost.PriceDate.Year, cost.PriceDate.Month, cost.Currency).ShouldBe((fromYear, fromMonth, "EUR"));
    }

    [Fact]
    public void Nothing_costs_nothing() => s_price.Itemize(new UsageDetails()).Total.ShouldBe(0m);
}
