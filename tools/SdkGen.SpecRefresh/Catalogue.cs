using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SdkGen.SpecRefresh;

/// <summary>
/// Reads a catalogue file in one of two forms: that of models.dev (an object of providers, each with an object of <c>models</c>), or a list under
/// <c>providers</c> whose models have <c>supports</c> and <c>price_usd_per_mtok</c>.
/// </summary>
internal sealed partial class Catalogue
{
    private static readonly string[] s_kinds = ["text", "image", "audio", "video", "file"];

    private readonly Dictionary<string, IReadOnlyList<CatalogueModel>> _providers = new(StringComparer.Ordinal);

    private Catalogue()
    {
    }

    /// <summary>The models of a provider, in the order of the file; null where the file does not have it.</summary>
    public IReadOnlyList<CatalogueModel>? Models(string provider) => _providers.GetValueOrDefault(provider);

    /// <param name="json">The file.</param>
    /// <param name="asOf">The day of prices, where the file does not say.</param>
    public static Catalogue Parse(string json, string? asOf)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
            throw new RefreshException("The catalogue is no JSON object.");
        var catalogue = new Catalogue();
        if (root.TryGetProperty("providers", out var list) && list.ValueKind == JsonValueKind.Array)
        {
            foreach (var provider in list.EnumerateArray())
                catalogue._providers[Text(provider, "provider")!] = [.. provider.GetProperty("models").EnumerateArray().Select(model => FromFacts(model, asOf))];
        }
        else
        {
            foreach (var provider in root.EnumerateObject().Where(provider => provider.Value.ValueKind == JsonValueKind.Object && provider.Value.TryGetProperty("models", out _)))
                catalogue._providers[provider.Name] = [.. provider.Value.GetProperty("models").EnumerateObject().Select(model => FromModelsDev(model.Name, model.Value, asOf))];
        }

        return catalogue;
    }

    private static CatalogueModel FromFacts(JsonElement model, string? asOf)
    {
        var supports = Member(model, "supports");
        var day = AsOf(model, Text(model, "source"), asOf);
        return Limits(Common(model, Member(model, "modalities")), model) with
        {
            Kind = Text(model, "kind") ?? "chat",
            Knowledge = Text(model, "knowledge_cutoff"),
            Tools = Flag(supports, "tools"),
            StructuredOutput = Flag(supports, "structured_output"),
            Temperature = Flag(supports, "temperature"),
            Reasoning = Flag(supports, "reasoning"),
            Knobs = Knobs(Member(supports, "reasoning_knobs")),
            Deprecated = Flag(model, "deprecated") ?? false,
            Price = day is null ? null : Price(Member(model, "price_usd_per_mtok"), day),
        };
    }

    private static CatalogueModel FromModelsDev(string id, JsonElement model, string? asOf)
    {
        var limit = Member(model, "limit");
        var output = Words(Member(model, "modalities"), "output") ?? [];
        return Common(model, Member(model, "modalities")) with
        {
            Id = Text(model, "id") ?? id,
            Kind = output.Contains("embedding") ? "embedding" : output.Contains("text") ? "chat" : output.FirstOrDefault() ?? "chat",
            Context = Count(limit, "context"),
            MaxInput = Count(limit, "input"),
            MaxOutput = Count(limit, "output"),
            Knowledge = Text(model, "knowledge"),
            Tools = Flag(model, "tool_call"),
            StructuredOutput = Flag(model, "structured_output"),
            Temperature = Flag(model, "temperature"),
            Reasoning = Flag(model, "reasoning"),
            Knobs = Knobs(Member(model, "reasoning_options")),
            Deprecated = Text(model, "status") == "deprecated",
            Price = (asOf ?? Text(model, "last_updated")) is { Length: 10 } day ? Price(Member(model, "cost"), day) : null,
        };
    }

    private static CatalogueModel Common(JsonElement? model, JsonElement? modalities) => new(Text(model, "id") ?? "")
    {
        Name = Text(model, "name"),
        Family = Text(model, "family"),
        Input = Words(modalities, "input"),
        Output = Words(modalities, "output"),
        Released = Text(model, "release_date") is { Length: 10 } day ? day : null,
    };

    private static CatalogueModel Limits(CatalogueModel read, JsonElement model) => read with
    {
        Context = Count(model, "context_window"),
        MaxInput = Count(model, "max_input"),
        MaxOutput = Count(model, "max_output"),
    };

    /// <summary>The day that the row's source names, else the one that was asked for, else that of the row's last change.</summary>
    private static string? AsOf(JsonElement model, string? source, string? asOf) =>
        source is not null && Day().Match(source) is { Success: true } day ? day.Groups[1].Value : asOf ?? Text(model, "last_updated");

    private static ReasoningFacts? Knobs(JsonElement? knobs)
    {
        if (knobs is not { ValueKind: JsonValueKind.Array, } list || list.GetArrayLength() == 0)
            return null;
        var (effort, usual, budget, toggle) = ((IReadOnlyList<string>?)null, (string?)null, ((int?, int?)?)null, false);
        foreach (var knob in list.EnumerateArray())
        {
            switch (Text(knob, "type"))
            {
                case "effort":
                    effort = Strings(Member(knob, "values"));
                    usual = Text(knob, "default");
                    break;
                case "budget_tokens":
                    budget = (Number(knob, "min"), Number(knob, "max"));
                    break;
                case "toggle":
                    toggle = true;
                    break;
            }
        }

        return new ReasoningFacts(effort, usual, budget, toggle);
    }

    private static PriceFacts? Price(JsonElement? price, string day)
    {
        // Half a price is none: who pays cannot add it up.
        if (Amount(price, "input") is not { } input || Amount(price, "output") is not { } output)
            return null;
        return new PriceFacts(input, output, day)
        {
            CacheRead = CacheAmount(price, "cache_read", input),
            CacheWrite = CacheAmount(price, "cache_write", input),
            Reasoning = Amount(price, "reasoning") is { } reasoning && reasoning != output ? reasoning : null,
            InputAudio = Amount(price, "input_audio"),
            OutputAudio = Amount(price, "output_audio"),
            Tiers = Tiers(price!.Value),
        };
    }

    private static IReadOnlyList<PriceTierFacts> Tiers(JsonElement price)
    {
        var rows = Member(price, "tiers") is { ValueKind: JsonValueKind.Array } tiers
            ? tiers.EnumerateArray().Select(tier => (Above: Number(Member(tier, "tier"), "size"), Row: tier))
            : Member(price, "context_over_200k") is { } over ? [(200_000, over)] : [];
        return [.. rows
            .Where(row => row.Above is not null && Amount(row.Row, "input") is not null && Amount(row.Row, "output") is not null)
            .Select(row => new PriceTierFacts(
                row.Above!.Value, Amount(row.Row, "input")!.Value, Amount(row.Row, "output")!.Value, CacheAmount(row.Row, "cache_read", 1), CacheAmount(row.Row, "cache_write", 1)))
            .OrderBy(tier => tier.Above)];
    }

    /// <summary>Kinds of data in our words and order; null where there are none.</summary>
    private static IReadOnlyList<string>? Words(JsonElement? modalities, string key)
    {
        var words = Strings(Member(modalities, key))?.Select(word => word switch { "pdf" => "file", "embeddings" => "embedding", _ => word }).ToHashSet();
        return words is not { Count: > 0 } ? null : [.. s_kinds.Append("embedding").Where(words.Contains)];
    }

    private static JsonElement? Member(JsonElement? from, string key) =>
        from is { ValueKind: JsonValueKind.Object } element && element.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string? Text(JsonElement? from, string key) => Member(from, key) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static bool? Flag(JsonElement? from, string key) => Member(from, key) is { ValueKind: JsonValueKind.True or JsonValueKind.False } flag ? flag.GetBoolean() : null;

    private static int? Number(JsonElement? from, string key) => Member(from, key) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) ? value : null;

    /// <summary>A number of tokens; catalogues write 0 where they know none.</summary>
    private static int? Count(JsonElement? from, string key) => Number(from, key) is > 0 and var count ? count : null;

    private static decimal? Amount(JsonElement? from, string key) =>
        Member(from, key) is { ValueKind: JsonValueKind.Number } number
        && decimal.TryParse(number.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= 0 ? value : null;

    /// <summary>A price of the cache. Beside input that costs something, catalogues write 0 where there is no such price.</summary>
    private static decimal? CacheAmount(JsonElement? from, string key, decimal input) => Amount(from, key) is { } amount && (amount > 0 || input == 0) ? amount : null;

    private static IReadOnlyList<string>? Strings(JsonElement? array) => array is { ValueKind: JsonValueKind.Array } list
        ? [.. list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)]
        : null;

    [GeneratedRegex(@"@(\d{4}-\d{2}-\d{2})")]
    private static partial Regex Day();
}
