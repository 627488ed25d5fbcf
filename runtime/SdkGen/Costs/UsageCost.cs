using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>Cost as it stands in usage.</summary>
internal static class UsageCost
{
    private const decimal Pico = 0.000_000_000_001m;

    /// <summary>Notes what the tokens cost.</summary>
    public static void Note(UsageDetails usage, ModelCost cost) =>
        (usage.AdditionalCounts ??= [])[UsageCounts.CostPrefix + cost.Currency] = (long)decimal.Round(Math.Min(cost.Total / Pico, long.MaxValue));

    /// <summary>What is noted; null where nothing is.</summary>
    public static decimal? Of(UsageDetails? usage, string currency) =>
        usage?.AdditionalCounts is { } counts && counts.TryGetValue(UsageCounts.CostPrefix + currency, out var picos) ? picos * Pico : null;

    /// <summary>Somebody has priced the usage, in whichever currency.</summary>
    public static bool IsNoted(UsageDetails usage)
    {
        foreach (var name in usage.AdditionalCounts?.Keys ?? [])
        {
            if (name.StartsWith(UsageCounts.CostPrefix, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    /// <summary>The same usage, told again from memory: it costs nothing.</summary>
    public static void MakeFree(UsageDetails usage)
    {
        var counts = usage.AdditionalCounts ??= [];
        foreach (var name in counts.Keys.Where(name => name.StartsWith(UsageCounts.CostPrefix, StringComparison.Ordinal)).ToArray())
            counts[name] = 0;
        counts[UsageCounts.FromResponseCache] = 1;
    }
}
