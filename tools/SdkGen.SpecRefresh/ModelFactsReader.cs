using System.Text.Json;

namespace SdkGen.SpecRefresh;

/// <summary>Reads what a spec says today, to tell a difference of facts from one of writing.</summary>
internal static class ModelFactsReader
{
    public static ReasoningFacts Reasoning(JsonElement value) => new(
        value.TryGetProperty("effort", out var effort) ? Texts(effort) : null,
        value.TryGetProperty("default", out var usual) ? usual.GetString() : null,
        value.TryGetProperty("budget", out var budget) ? (Integer(budget, "minimum"), Integer(budget, "maximum")) : null,
        value.TryGetProperty("toggle", out var toggle) && toggle.ValueKind == JsonValueKind.True);

    public static PriceFacts? Price(JsonElement value)
    {
        if (Number(value, "input") is not { } input || Number(value, "output") is not { } output)
            return null;
        return new PriceFacts(input, output, "")
        {
            CacheRead = Number(value, "cacheRead"),
            CacheWrite = Number(value, "cacheWrite"),
            Reasoning = Number(value, "reasoning"),
            InputAudio = Number(value, "inputAudio"),
            OutputAudio = Number(value, "outputAudio"),
            Tiers = value.TryGetProperty("tiers", out var tiers)
                ? [.. tiers.EnumerateArray().Select(tier => new PriceTierFacts(
                    Integer(tier, "above") ?? 0, Number(tier, "input") ?? 0, Number(tier, "output") ?? 0, Number(tier, "cacheRead"), Number(tier, "cacheWrite")))]
                : [],
        };
    }

    public static IReadOnlyList<string> Texts(JsonElement array) => [.. array.EnumerateArray().Select(item => item.GetString()!)];

    private static int? Integer(JsonElement value, string key) => value.TryGetProperty(key, out var number) ? number.GetInt32() : null;

    private static decimal? Number(JsonElement value, string key) => value.TryGetProperty(key, out var number) ? number.GetDecimal() : null;
}
