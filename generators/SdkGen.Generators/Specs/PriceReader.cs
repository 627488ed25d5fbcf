using SdkGen.Generators.Contracts;

namespace SdkGen.Generators.Specs;

/// <summary>Reads the price of a model. A price that does not say what it counts is no price.</summary>
internal static class PriceReader
{
    private static readonly string[] s_needed = ["input", "output", "per", "currency", "asOf"];
    private static readonly string[] s_neededOfTier = ["above", "input", "output"];
    private static readonly string[] s_neededOfChange = ["from", "input", "output"];

    public static PriceSpec? Read(SpecObject model, SpecProblems problems)
    {
        if (model.Object("price", SpecShape.Provider.Price) is not { } price)
            return null;
        var complete = IsComplete(price, s_needed, problems);
        price.Word("per", "1M");
        var tiers = (price.Objects("tiers", SpecShape.Provider.PriceTier) ?? []).Where(tier => IsComplete(tier, s_neededOfTier, problems)).ToArray();
        var changes = (price.Objects("changes", SpecShape.Provider.PriceChange) ?? []).Where(change => IsComplete(change, s_neededOfChange, problems)).ToArray();
        var (input, output, currency, asOf) = (price.Number("input"), price.Number("output"), price.Text("currency"), price.Date("asOf"));
        if (!complete || input is null || output is null || currency is null || asOf is null)
            return null;
        return new PriceSpec(input, output, price.Number("cacheRead"), price.Number("cacheWrite"), currency, asOf, Tiers(tiers))
        {
            Reasoning = price.Number("reasoning"),
            InputAudio = price.Number("inputAudio"),
            OutputAudio = price.Number("outputAudio"),
            Changes = Changes(changes),
        };
    }

    private static EquatableArray<PriceTierSpec> Tiers(IEnumerable<SpecObject> tiers) => tiers
        .Select(tier => (Above: tier.Integer("above"), Input: tier.Number("input"), Output: tier.Number("output"), Tier: tier))
        .Where(row => row is { Above: not null, Input: not null, Output: not null })
        .Select(row => new PriceTierSpec(row.Above!.Value, row.Input!, row.Output!, row.Tier.Number("cacheRead"), row.Tier.Number("cacheWrite")))
        .OrderBy(tier => tier.Above)
        .ToEquatableArray();

    private static EquatableArray<PriceChangeSpec> Changes(IEnumerable<SpecObject> changes) => changes
        .Select(change => (From: change.Date("from"), Input: change.Number("input"), Output: change.Number("output"), Change: change))
        .Where(row => row is { From: not null, Input: not null, Output: not null })
        .Select(row => new PriceChangeSpec(row.From!, row.Input!, row.Output!, row.Change.Number("cacheRead"), row.Change.Number("cacheWrite")))
        .OrderBy(change => change.From, StringComparer.Ordinal)
        .ToEquatableArray();

    private static bool IsComplete(SpecObject price, string[] needed, SpecProblems problems)
    {
        var complete = true;
        foreach (var key in needed)
        {
            if (price.Find(key) is not null)
                continue;
            complete = false;
            problems.Add(SpecRules.IncompletePrice, price.Start, key);
        }

        return complete;
    }
}
