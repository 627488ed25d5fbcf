using SdkGen.Generators.Contracts;
using SdkGen.Generators.Specs.Json;

namespace SdkGen.Generators.Specs;

/// <summary>Reads the models of a provider file.</summary>
internal static class ModelReader
{
    private static readonly string[] s_input = ["text", "image", "audio", "video", "file"];
    private static readonly string[] s_output = ["text", "image", "audio", "video", "embedding"];

    public static EquatableArray<ModelSpec> Read(SpecObject root, SpecProblems problems)
    {
        var models = new List<ModelSpec>();
        foreach (var property in root.Map("models") ?? [])
        {
            if (root.AsObject(property, SpecShape.Provider.Model) is { } model)
                models.Add(Read(new PlacedText(property.Name, problems.PlaceOf(property.NameSpan)), model, problems));
        }

        return models.ToEquatableArray();
    }

    private static ModelSpec Read(PlacedText id, SpecObject model, SpecProblems problems)
    {
        var (reasoning, effort, defaultEffort) = Reasoning(model, problems);
        return new ModelSpec(id)
        {
            TypeName = ProviderReader.Identifier(model, "typeName", problems),
            Name = model.Text("name"),
            Doc = model.Text("doc"),
            Like = model.PlacedText("like"),
            Dialect = model.PlacedText("dialect"),
            Vendor = model.Text("vendor"),
            Operations = model.Texts("operations")?.ToEquatableArray(),
            Input = model.Words("input", s_input)?.ToEquatableArray(),
            Output = model.Words("output", s_output)?.ToEquatableArray(),
            Tools = Fact(model, "tools"),
            StructuredOutput = Fact(model, "structuredOutput"),
            Streaming = Fact(model, "streaming"),
            Reasoning = reasoning,
            Effort = effort,
            DefaultEffort = defaultEffort,
            Context = model.Integer("context"),
            MaxInput = model.Integer("maxInput"),
            MaxOutput = model.Integer("maxOutput"),
            Knowledge = model.Text("knowledge"),
            Released = model.Date("released"),
            Deprecated = Deprecated(model),
            ParameterSets = (model.Texts("parameterSets") ?? []).ToEquatableArray(),
            Parameters = ProviderReader.ParameterRules(model, "parameters", problems),
            Price = Price(model, problems),
            Source = model.Text("source"),
        };
    }

    private static SpecFact Fact(SpecObject model, string key) => model.Flag(key) switch
    {
        true => SpecFact.Yes,
        false => SpecFact.No,
        null => SpecFact.Unknown,
    };

    private static (SpecFact Fact, EquatableArray<string>? Effort, string? Default) Reasoning(SpecObject model, SpecProblems problems)
    {
        if (model.Find("reasoning")?.Value is not JsonObject)
            return (Fact(model, "reasoning"), null, null);
        var reasoning = model.Object("reasoning", SpecShape.Provider.Reasoning)!;
        var effort = reasoning.Texts("effort")?.Select(text => text.Value).ToEquatableArray();
        var chosen = reasoning.PlacedText("default");
        if (chosen is not null && effort is { } levels && !levels.Contains(chosen.Value))
            problems.Add(SpecRules.InvalidValue, chosen.Place, "default", chosen.Value, "it is one of " + string.Join(", ", levels));
        return (SpecFact.Yes, effort, chosen?.Value);
    }

    private static string? Deprecated(SpecObject model) => model.Find("deprecated")?.Value switch
    {
        JsonBoolean flag => flag.Value ? "yes" : null,
        _ => model.Date("deprecated"),
    };

    private static PriceSpec? Price(SpecObject model, SpecProblems problems)
    {
        if (model.Object("price", SpecShape.Provider.Price) is not { } price)
            return null;
        var complete = true;
        foreach (var key in (string[])["input", "output", "per", "currency", "asOf"])
        {
            if (price.Find(key) is not null)
                continue;
            complete = false;
            problems.Add(SpecRules.IncompletePrice, price.Start, key);
        }

        price.Word("per", "1M");
        var tiers = (price.Objects("tiers", SpecShape.Provider.PriceTier) ?? [])
            .Select(tier => (Above: tier.Integer("above"), Input: tier.Number("input"), Output: tier.Number("output"), Read: tier.Number("cacheRead"), Write: tier.Number("cacheWrite")))
            .Where(tier => tier is { Above: not null, Input: not null, Output: not null })
            .Select(tier => new PriceTierSpec(tier.Above!.Value, tier.Input!, tier.Output!, tier.Read, tier.Write));
        var (input, output, currency, asOf) = (price.Number("input"), price.Number("output"), price.Text("currency"), price.Date("asOf"));
        var (read, write) = (price.Number("cacheRead"), price.Number("cacheWrite"));
        return complete && input is not null && output is not null && currency is not null && asOf is not null
            ? new PriceSpec(input, output, read, write, currency, asOf, tiers.ToEquatableArray())
            : null;
    }
}
