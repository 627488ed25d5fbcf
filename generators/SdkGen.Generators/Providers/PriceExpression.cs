using System.Globalization;
using SdkGen.Generators.Emission;
using SdkGen.Generators.Specs;

namespace SdkGen.Generators.Providers;

/// <summary>A model's prices as an expression.</summary>
internal static class PriceExpression
{
    public static string Of(PriceSpec price)
    {
        var parts = new List<string>();
        if (price.CacheRead is { } read)
            parts.Add($"CacheRead = {read}m");
        if (price.CacheWrite is { } write)
            parts.Add($"CacheWrite = {write}m");
        if (price.Reasoning is { } reasoning)
            parts.Add($"Reasoning = {reasoning}m");
        if (price.InputAudio is { } heard)
            parts.Add($"InputAudio = {heard}m");
        if (price.OutputAudio is { } spoken)
            parts.Add($"OutputAudio = {spoken}m");
        if (price.Currency != "USD")
            parts.Add($"Currency = {CSharpLiteral.Of(price.Currency)}");
        if (price.Tiers.Count > 0)
            parts.Add($"Tiers = [{string.Join(", ", price.Tiers.Select(Tier))}]");
        if (price.Changes.Count > 0)
            parts.Add($"Changes = [{string.Join(", ", price.Changes.Select(Change))}]");
        var initializer = parts.Count == 0 ? "" : $" {{ {string.Join(", ", parts)} }}";
        return $"new global::SdkGen.ModelPrice({price.Input}m, {price.Output}m, {Day(price.AsOf)}){initializer}";
    }

    private static string Tier(PriceTierSpec tier)
    {
        var cache = (tier.CacheRead is { } read ? $", CacheRead: {read}m" : "") + (tier.CacheWrite is { } write ? $", CacheWrite: {write}m" : "");
        return $"new global::SdkGen.ModelPriceTier({tier.Above.ToString(CultureInfo.InvariantCulture)}, {tier.Input}m, {tier.Output}m{cache})";
    }

    private static string Change(PriceChangeSpec change)
    {
        var cache = (change.CacheRead is { } read ? $", CacheRead: {read}m" : "") + (change.CacheWrite is { } write ? $", CacheWrite: {write}m" : "");
        return $"new global::SdkGen.ModelPriceChange({Day(change.From)}, {change.Input}m, {change.Output}m{cache})";
    }

    private static string Day(string text)
    {
        var date = DateTime.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return $"new global::System.DateOnly({date.Year}, {date.Month}, {date.Day})";
    }
}
