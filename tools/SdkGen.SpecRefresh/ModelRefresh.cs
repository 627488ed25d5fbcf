using System.Text.Json;

namespace SdkGen.SpecRefresh;

/// <summary>What one model of a spec should say after a look at the catalogue. People's own members (docs, parameters, parameter sets, names) are never touched.</summary>
/// <param name="isExtended">The spec that this one extends has the model too.</param>
internal sealed class ModelRefresh(SpecSource source, RefreshMap map, CatalogueModel facts, bool isExtended)
{
    /// <summary>Members of a model in the order of our specs.</summary>
    public static readonly string[] Order =
    [
        "typeName", "name", "doc", "instructions", "like", "dialect", "vendor", "operations", "input", "output", "tools", "structuredOutput", "streaming", "reasoning", "context",
        "maxInput", "maxOutput", "knowledge", "released", "deprecated", "retires", "retired", "successor", "parameterSets", "parameters", "price", "source",
    ];

    /// <summary>The members that differ, each with its text.</summary>
    public IEnumerable<(string Name, string Value)> Changes(SpecModel model)
    {
        // A model that is like another says only where it differs: what is not there is not missing.
        var isPart = model.Find("like") is not null;
        var kept = source.Keep.GetValueOrDefault(facts.Id, []);
        foreach (var (name, value) in Wanted(model).Where(member => !kept.Contains(member.Name)))
        {
            if (value is not null && (model.Find(name) is { } member ? !IsSame(name, member.Value, value) : !isPart))
                yield return (name, value);
        }
    }

    /// <summary>A model that the spec does not have yet.</summary>
    public IReadOnlyList<(string Name, string Value)> New()
    {
        if (isExtended)
            return Price(null) is { } price ? [("like", SpecText.Of(facts.Id)), ("price", price)] : [("like", SpecText.Of(facts.Id))];
        var members = new List<(string Name, string? Value)>
        {
            ("name", facts.Name is { } name && name != facts.Id ? SpecText.Of(name) : null),
            ("dialect", source.DialectOf(facts.Id) is { } dialect ? SpecText.Of(dialect) : null),
            ("operations", facts.Kind == "chat" ? null : SpecText.Of(source.Operations.GetValueOrDefault(facts.Kind, []))),
            ("parameterSets", IsChat && Sets().ToArray() is { Length: > 0 } sets ? SpecText.Of(sets) : null),
        };
        members.AddRange(Wanted(null));
        if (IsChatInDisguise)
            members.RemoveAll(member => member.Name == "operations");
        return [.. members.Where(member => member.Value is not null).OrderBy(member => Array.IndexOf(Order, member.Name)).Select(member => (member.Name, member.Value!))];
    }

    private IEnumerable<string> Sets()
    {
        var (knobs, conditions) = (facts.Knobs, new List<string>());
        if (facts.Reasoning == false)
            conditions.Add("withoutReasoning");
        if (knobs is { Budget: not null, Effort: null })
            conditions.Add("budgetOnly");
        if (knobs is { Budget: null, Effort: not null, Toggle: true })
            conditions.Add("effortOrOff");
        if (knobs is { IsAlwaysOn: true } && facts.Temperature == false)
            conditions.Add("alwaysReasons");
        if (facts.Temperature == false)
            conditions.Add("withoutTemperature");
        return conditions.SelectMany(condition => source.Sets.GetValueOrDefault(condition, []));
    }

    /// <summary>The dialect serves this kind of model by its chat operation, as Gemini does images.</summary>
    private bool IsChatInDisguise => source.Operations.GetValueOrDefault(facts.Kind) is ["chat"];

    private bool IsChat => facts.Kind == "chat" || IsChatInDisguise;

    private IEnumerable<(string Name, string? Value)> Wanted(SpecModel? model)
    {
        yield return ("vendor", model?.Find("vendor") is null ? (source.Vendor ?? map.VendorOf(facts)) is { } vendor ? SpecText.Of(vendor) : null : null);
        yield return ("input", facts.Input is { } input ? SpecText.Of(input) : null);
        yield return ("output", Output);
        if (IsChat)
        {
            yield return ("tools", facts.Tools is { } tools ? SpecText.Of(tools) : null);
            yield return ("structuredOutput", facts.StructuredOutput is { } structured ? SpecText.Of(structured) : null);
            yield return ("reasoning", Reasoning(model));
        }

        yield return ("context", facts.Context is { } context ? SpecText.Of(context) : null);
        yield return ("maxInput", facts.MaxInput is { } maxInput ? SpecText.Of(maxInput) : null);

        // Of a model that makes vectors, catalogues write their length here.
        yield return ("maxOutput", facts.Kind != "embedding" && facts.MaxOutput is { } maxOutput ? SpecText.Of(maxOutput) : null);
        yield return ("knowledge", facts.Knowledge is { } knowledge ? SpecText.Of(knowledge) : null);
        yield return ("released", facts.Released is { } released ? SpecText.Of(released) : null);
        yield return ("deprecated", facts.Deprecated ? SpecText.Of(true) : null);
        yield return ("price", Price(model));
    }

    /// <summary>What an operation that makes one kind of data gives is that kind, whatever else a catalogue says of the model.</summary>
    private string? Output => facts.Kind switch
    {
        "embedding" => SpecText.Of(["embedding"]),
        "image" when !IsChatInDisguise => SpecText.Of(["image"]),
        _ => facts.Output is { } output ? SpecText.Of(output) : null,
    };

    private string? Reasoning(SpecModel? model)
    {
        if (facts.Reasoning is not { } reasons)
            return null;
        if (!reasons)
            return SpecText.Of(false);
        var today = model?.Find("reasoning")?.Value is { ValueKind: JsonValueKind.Object } value ? ModelFactsReader.Reasoning(value) : null;
        if (facts.Knobs is not { } knobs)
            return today is null ? SpecText.Of(true) : null;

        // The level where a request names none is seldom in a catalogue: what a person found out stays.
        var usual = knobs.Default ?? (today?.Default is { } known && knobs.Effort?.Contains(known) == true ? known : null);
        return SpecText.Reasoning(knobs with { Default = usual });
    }

    private string? Price(SpecModel? model)
    {
        if (facts.Price is not { } price)
            return null;
        if (model?.Find("price")?.Value is not { } today)
            return SpecText.Price(price, "USD");
        var currency = today.TryGetProperty("currency", out var code) ? code.GetString()! : "USD";
        var kept = today.TryGetProperty("changes", out var changes) ? changes.GetRawText() : null;
        return currency == "USD" ? SpecText.Price(price, currency, ("changes", kept)) : null;
    }

    private static bool IsSame(string name, JsonElement today, string wanted)
    {
        using var document = JsonDocument.Parse(wanted);
        var value = document.RootElement;
        switch (name)
        {
            case "price":
                var (left, right) = (ModelFactsReader.Price(today), ModelFactsReader.Price(value));
                return left is not null && right is not null && left.Tiers.SequenceEqual(right.Tiers) && left with { Tiers = right.Tiers } == right;
            case "reasoning" when today.ValueKind == JsonValueKind.Object && value.ValueKind == JsonValueKind.Object:
                var (before, after) = (ModelFactsReader.Reasoning(today), ModelFactsReader.Reasoning(value));
                return (before.Effort ?? []).SequenceEqual(after.Effort ?? []) && before with { Effort = after.Effort } == after;
            case "input" or "output":
                return ModelFactsReader.Texts(today).ToHashSet().SetEquals(ModelFactsReader.Texts(value));
            case "deprecated":
                return today.ValueKind != JsonValueKind.False;
            default:
                return JsonElement.DeepEquals(today, value);
        }
    }
}
