using System.Globalization;
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
        var (reasoning, knobs) = Reasoning(model, problems);
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
            Effort = knobs?.Texts("effort")?.Select(text => text.Value).ToEquatableArray(),
            DefaultEffort = knobs?.Text("default"),
            Budget = Budget(knobs, problems),
            Toggle = knobs?.Flag("toggle") ?? false,
            Context = model.Integer("context"),
            MaxInput = model.Integer("maxInput"),
            MaxOutput = model.Integer("maxOutput"),
            Knowledge = model.Text("knowledge"),
            Released = model.Date("released"),
            Deprecated = DayOrYes(model, "deprecated"),
            Retires = model.Date("retires"),
            Retired = DayOrYes(model, "retired"),
            Successor = model.PlacedText("successor"),
            Instructions = model.Text("instructions"),
            ParameterSets = (model.Texts("parameterSets") ?? []).ToEquatableArray(),
            Parameters = ProviderReader.ParameterRules(model, "parameters", problems),
            Price = PriceReader.Read(model, problems),
            Source = model.Text("source"),
        };
    }

    private static SpecFact Fact(SpecObject model, string key) => model.Flag(key) switch
    {
        true => SpecFact.Yes,
        false => SpecFact.No,
        null => SpecFact.Unknown,
    };

    /// <summary>Whether the model reasons, and what says how.</summary>
    private static (SpecFact Fact, SpecObject? Knobs) Reasoning(SpecObject model, SpecProblems problems)
    {
        if (model.Find("reasoning")?.Value is not JsonObject)
            return (Fact(model, "reasoning"), null);
        var reasoning = model.Object("reasoning", SpecShape.Provider.Reasoning)!;
        if (reasoning.PlacedText("default") is { } chosen && reasoning.Texts("effort") is { } levels && levels.All(level => level.Value != chosen.Value))
            problems.Add(SpecRules.InvalidValue, chosen.Place, "default", chosen.Value, "it is one of " + string.Join(", ", levels.Select(level => level.Value)));
        return (SpecFact.Yes, reasoning);
    }

    private static BudgetSpec? Budget(SpecObject? knobs, SpecProblems problems)
    {
        if (knobs?.Object("budget", SpecShape.Provider.Budget) is not { } budget)
            return null;
        var (minimum, maximum, usual) = (budget.Integer("minimum"), budget.Integer("maximum"), budget.Integer("default"));
        if (minimum > maximum)
            problems.Add(SpecRules.InvalidValue, budget.Find("minimum")!.Value.Span, "minimum", Text(minimum)!, $"the maximum is {Text(maximum)}");
        if (usual < minimum || usual > maximum)
            problems.Add(SpecRules.InvalidValue, budget.Find("default")!.Value.Span, "default", Text(usual)!, "it lies between minimum and maximum");
        return new BudgetSpec(Text(minimum), Text(maximum), Text(usual));

        static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);
    }

    private static string? DayOrYes(SpecObject model, string key) => model.Find(key)?.Value switch
    {
        JsonBoolean flag => flag.Value ? "yes" : null,
        _ => model.Date(key),
    };
}
