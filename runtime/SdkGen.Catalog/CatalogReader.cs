using System.Globalization;
using System.Text.Json;

namespace SdkGen;

/// <summary>Reads the rows that the generator makes of a provider's spec. They are our own, so what does not fit is a defect and throws.</summary>
internal static class CatalogReader
{
    public static CatalogProvider Read(ReadOnlySpan<byte> utf8)
    {
        var json = new Utf8JsonReader(utf8);
        using var document = JsonDocument.ParseValue(ref json);
        var root = document.RootElement;
        var provider = new CatalogProvider(Text(root, "id")!, Text(root, "name")!, Text(root, "runtime")!);
        return provider with { Models = [.. root.GetProperty("models").EnumerateArray().Select(row => Model(row, provider))] };
    }

    private static CatalogModel Model(JsonElement row, CatalogProvider provider)
    {
        var deprecated = Text(row, "deprecated");
        return new CatalogModel(Text(row, "id")!, provider.Id)
        {
            ProviderName = provider.Name,
            Runtime = provider.Runtime,
            Name = Text(row, "name"),
            Vendor = Text(row, "vendor"),
            TypeName = Text(row, "type"),
            Operations = Texts(row, "operations"),
            Input = Texts(row, "input"),
            Output = Texts(row, "output"),
            Tools = FactOf(row, "tools"),
            StructuredOutput = FactOf(row, "structuredOutput"),
            Reasoning = FactOf(row, "reasoning"),
            Streaming = FactOf(row, "streaming"),
            ReasoningKnobs = row.TryGetProperty("knobs", out var knobs) ? [.. knobs.EnumerateArray().Select(Knob)] : [],
            Context = Number(row, "context"),
            MaxInput = Number(row, "maxInput"),
            MaxOutput = Number(row, "maxOutput"),
            Knowledge = Text(row, "knowledge"),
            Released = Date(row, "released"),
            IsDeprecated = deprecated is not null,
            DeprecatedFrom = deprecated is null or "yes" ? null : Day(deprecated),
            Successor = Text(row, "successor"),
            Price = row.TryGetProperty("price", out var price) ? Price(price) : null,
        };
    }

    private static ReasoningKnob Knob(JsonElement row)
    {
        var wire = Text(row, "wire");
        return Text(row, "kind") switch
        {
            "effort" => new ReasoningLevels(Texts(row, "levels"), Text(row, "default")) { Wire = wire },
            "budget" => new ReasoningBudget(Number(row, "minimum"), Number(row, "maximum"), Number(row, "default")) { Wire = wire },
            _ => Texts(row, "levels") is [var off, .., var on] ? new ReasoningSwitch(off, on) { Wire = wire } : new ReasoningSwitch(null, null) { Wire = wire },
        };
    }

    private static ModelPrice Price(JsonElement row) => new(Amount(row, "input")!.Value, Amount(row, "output")!.Value, Date(row, "asOf")!.Value)
    {
        CacheRead = Amount(row, "cacheRead"),
        CacheWrite = Amount(row, "cacheWrite"),
        Reasoning = Amount(row, "reasoning"),
        InputAudio = Amount(row, "inputAudio"),
        OutputAudio = Amount(row, "outputAudio"),
        Currency = Text(row, "currency")!,
        Tiers = row.TryGetProperty("tiers", out var tiers)
            ? [.. tiers.EnumerateArray().Select(tier => new ModelPriceTier(
                Number(tier, "above")!.Value, Amount(tier, "input")!.Value, Amount(tier, "output")!.Value, Amount(tier, "cacheRead"), Amount(tier, "cacheWrite")))]
            : [],
        Changes = row.TryGetProperty("changes", out var changes)
            ? [.. changes.EnumerateArray().Select(change => new ModelPriceChange(
                Date(change, "from")!.Value, Amount(change, "input")!.Value, Amount(change, "output")!.Value, Amount(change, "cacheRead"), Amount(change, "cacheWrite")))]
            : [],
    };

    private static Fact FactOf(JsonElement row, string key) => row.TryGetProperty(key, out var fact) ? fact.GetBoolean() ? Fact.Yes : Fact.No : Fact.Unknown;

    private static string? Text(JsonElement row, string key) => row.TryGetProperty(key, out var text) ? text.GetString() : null;

    private static string[] Texts(JsonElement row, string key) =>
        row.TryGetProperty(key, out var texts) ? [.. texts.EnumerateArray().Select(text => text.GetString()!)] : [];

    private static int? Number(JsonElement row, string key) => row.TryGetProperty(key, out var number) ? number.GetInt32() : null;

    private static decimal? Amount(JsonElement row, string key) => row.TryGetProperty(key, out var amount) ? amount.GetDecimal() : null;

    private static DateOnly? Date(JsonElement row, string key) => Text(row, key) is { } text ? Day(text) : null;

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
