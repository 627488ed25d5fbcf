using SdkGen.Generators.Contracts;
using SdkGen.Generators.Emission;
using SdkGen.Generators.Providers;

namespace SdkGen.Generators.Specs;

internal sealed partial class ProviderResolver
{
    private EquatableArray<ModelModel> Models(List<DialectFacts> dialects, string container)
    {
        var models = new List<ModelModel>();
        var names = new Dictionary<string, string>(StringComparer.Ordinal) { [container] = "the class of the models" };
        foreach (var own in _own.Models)
        {
            var spec = Liken(own, depth: 0);
            var clrName = own.TypeName?.Value ?? CSharpIdentifier.Pascal(own.Id.Value);
            if (names.TryGetValue(clrName, out var first))
            {
                _problems.Add(SpecRules.DuplicateId, own.TypeName?.Place ?? own.Id.Place, "The C# name", clrName, first + " (typeName chooses another)");
                continue;
            }

            names.Add(clrName, $"the model '{own.Id.Value}'");
            var dialect = DialectOf(spec, own, dialects);
            var kinds = Kinds(spec, own, dialect);
            var sets = spec.ParameterSets.SelectMany(name => Rules(name, own)).ToArray();
            var parameters = Parameters(dialect, sets, spec.Parameters)
                .Where(parameter => parameter.Declared.Operations.Any(kinds.Contains))
                .Where(parameter => parameter.Declared.Knob is null || parameter.Refused is not null || spec.Reasoning != SpecFact.No)
                .Select(parameter => Narrowed(parameter, spec))
                .ToArray();
            CheckSuccessor(own);
            models.Add(new ModelModel(WithoutPlaces(spec), clrName, kinds.ToEquatableArray(), parameters.ToEquatableArray())
            {
                Dialect = dialect == dialects[0] ? null : dialect.Id,
                Knobs = Knobs(spec, parameters).ToEquatableArray(),
            });
        }

        return models.ToEquatableArray();
    }

    /// <summary>A knob of reasoning as one model has it. A rule of the model itself knows better than its facts.</summary>
    private static ModelParameter Narrowed(ModelParameter parameter, ModelSpec spec) => parameter.Declared.Knob switch
    {
        null => parameter,
        _ when spec.Parameters.Any(rule => rule.Name.Value == parameter.Name && (rule.Values ?? (object?)rule.Minimum ?? rule.Maximum) is not null) => parameter,
        Knob.Effort when spec.Effort is { } levels => parameter with { Values = levels },
        Knob.Budget when spec.Budget is { } budget => parameter with { Minimum = budget.Minimum ?? parameter.Minimum, Maximum = budget.Maximum ?? parameter.Maximum },
        _ => parameter,
    };

    /// <summary>What an interface can offer a person: levels, a range, a switch; with the parameter that carries it, where there is one.</summary>
    private static IEnumerable<KnobModel> Knobs(ModelSpec spec, IReadOnlyList<ModelParameter> parameters)
    {
        if (spec.Effort is { Count: > 0 } levels)
            yield return new KnobModel(Knob.Effort, Parameter(Knob.Effort)?.Wire, levels, null, null, spec.DefaultEffort);
        if (spec.Budget is { } budget)
            yield return new KnobModel(Knob.Budget, Parameter(Knob.Budget)?.Wire, EquatableArray<string>.Empty, budget.Minimum, budget.Maximum, budget.Default);
        if (spec.Toggle)
            yield return new KnobModel(Knob.Toggle, Parameter(Knob.Toggle)?.Wire, Parameter(Knob.Toggle)?.Values ?? EquatableArray<string>.Empty, null, null, null);

        ModelParameter? Parameter(string knob) => parameters.FirstOrDefault(parameter => parameter.Declared.Knob == knob && parameter.Refused is null);
    }

    private void CheckSuccessor(ModelSpec own)
    {
        var known = _chain.SelectMany(spec => spec.Models).Select(model => model.Id.Value).Where(id => id != own.Id.Value).ToArray();
        if (own.Successor is { } successor && !known.Contains(successor.Value))
            Unresolved("model", successor, known);
    }

    /// <summary>Lays a model over the one that it is like.</summary>
    private ModelSpec Liken(ModelSpec own, int depth)
    {
        if (own.Like is not { } like)
            return own;
        var other = _chain.SelectMany(spec => spec.Models).FirstOrDefault(model => model.Id.Value == like.Value && !ReferenceEquals(model, own));
        if (other is null || depth > 8)
        {
            if (depth == 0)
                Unresolved("model", like, _chain.SelectMany(spec => spec.Models).Select(model => model.Id.Value));
            return own;
        }

        var below = Liken(other, depth + 1);
        return own with
        {
            Name = own.Name ?? below.Name,
            Doc = own.Doc ?? below.Doc,
            Dialect = own.Dialect ?? below.Dialect,
            Vendor = own.Vendor ?? below.Vendor,
            Operations = own.Operations ?? below.Operations,
            Input = own.Input ?? below.Input,
            Output = own.Output ?? below.Output,
            Tools = Or(own.Tools, below.Tools),
            StructuredOutput = Or(own.StructuredOutput, below.StructuredOutput),
            Streaming = Or(own.Streaming, below.Streaming),
            Reasoning = Or(own.Reasoning, below.Reasoning),
            Effort = own.Effort ?? below.Effort,
            DefaultEffort = own.DefaultEffort ?? below.DefaultEffort,
            Budget = own.Budget ?? below.Budget,
            Toggle = own.Toggle || below.Toggle,
            Context = own.Context ?? below.Context,
            MaxInput = own.MaxInput ?? below.MaxInput,
            MaxOutput = own.MaxOutput ?? below.MaxOutput,
            Knowledge = own.Knowledge ?? below.Knowledge,
            Released = own.Released ?? below.Released,
            Deprecated = own.Deprecated ?? below.Deprecated,
            Retires = own.Retires ?? below.Retires,
            Retired = own.Retired ?? below.Retired,
            Successor = own.Successor ?? below.Successor,
            Instructions = own.Instructions ?? below.Instructions,
            Price = own.Price ?? below.Price,
            ParameterSets = below.ParameterSets.Concat(own.ParameterSets).ToEquatableArray(),
            Parameters = below.Parameters.Concat(own.Parameters).ToEquatableArray(),
        };

        static SpecFact Or(SpecFact fact, SpecFact otherwise) => fact == SpecFact.Unknown ? otherwise : fact;
    }

    private DialectFacts DialectOf(ModelSpec spec, ModelSpec own, List<DialectFacts> dialects)
    {
        if (spec.Dialect is not { } id)
            return dialects[0];
        if (dialects.FirstOrDefault(dialect => dialect.Id == id.Value) is { } found)
            return found;
        if (own.Dialect is not null)
            Unresolved("dialect of the provider", id, dialects.Select(dialect => dialect.Id));
        return dialects[0];
    }

    private List<string> Kinds(ModelSpec spec, ModelSpec own, DialectFacts dialect)
    {
        if (spec.Operations is not { } names)
            return ["chat"];
        if (names.Count == 0)
            return [ModelModel.NoOperation];
        var kinds = new List<string>();
        foreach (var name in names)
        {
            if (dialect.Operations.FirstOrDefault(operation => operation.Name == name.Value) is { } operation)
                kinds.Add(operation.Kind);
            else if (own.Operations is not null)
                Unresolved("operation", name, dialect.Operations.Select(known => known.Name));
        }

        return kinds;
    }

    private IEnumerable<ParameterRule> Rules(PlacedText set, ModelSpec own)
    {
        var sets = _chain.SelectMany(spec => spec.ParameterSets).ToArray();
        if (sets.FirstOrDefault(known => known.Name.Value == set.Value) is { } found)
            return found.Rules;
        if (own.ParameterSets.Contains(set))
            Unresolved("parameter set", set, sets.Select(known => known.Name.Value));
        return [];
    }

    /// <summary>The dialect's parameters, with every rule laid over them: the provider's from the bottom of the chain up, then sets, then the model's own.</summary>
    private IEnumerable<ModelParameter> Parameters(DialectFacts dialect, IEnumerable<ParameterRule> sets, IEnumerable<ParameterRule> own)
    {
        var rules = Enumerable.Reverse(_chain).SelectMany(spec => spec.Parameters).Concat(sets).Concat(own).ToArray();
        foreach (var declared in Declared(dialect))
        {
            var parameter = new ModelParameter(declared, declared.Wire, declared.Minimum, declared.Maximum, declared.Values, null);
            foreach (var rule in rules.Where(rule => rule.Name.Value == declared.Name))
            {
                parameter = parameter with
                {
                    Declared = rule.Knob is { } knob ? parameter.Declared with { Knob = knob.Value } : parameter.Declared,
                    Wire = rule.Wire ?? parameter.Wire,
                    Minimum = rule.Minimum ?? parameter.Minimum,
                    Maximum = rule.Maximum ?? parameter.Maximum,
                    Values = rule.Values ?? parameter.Values,
                    Refused = rule.Refused ?? parameter.Refused,
                    WhileReasoning = rule.WhileReasoning ?? parameter.WhileReasoning,
                };
            }

            yield return parameter;
        }
    }

    /// <summary>The dialect's parameters, and those that the provider declares beyond them.</summary>
    private IEnumerable<ParameterSpec> Declared(DialectFacts dialect) => dialect.Parameters.Concat(Enumerable.Reverse(_chain)
        .SelectMany(spec => spec.Parameters)
        .Where(rule => rule.Type is not null && dialect.Parameters.All(parameter => parameter.Name != rule.Name.Value))
        .GroupBy(rule => rule.Name.Value, StringComparer.Ordinal)
        .Select(rules => rules.First())
        .Select(rule => new ParameterSpec(rule.Name.Value, DialectReader.ParameterType(rule.Type!.Value), rule.Wire ?? rule.Name.Value, null, rule.Doc)
        {
            Knob = rule.Knob?.Value,
            Minimum = rule.Minimum,
            Maximum = rule.Maximum,
            Values = rule.Values ?? EquatableArray<string>.Empty,
            Operations = new[] { "chat" }.ToEquatableArray(),
        }));

    private void CheckParameters(List<DialectFacts> dialects)
    {
        foreach (var rule in _own.Parameters.Where(rule => rule.Type is not null))
        {
            if (dialects.Any(dialect => dialect.Parameters.Any(parameter => parameter.Name == rule.Name.Value)))
                _problems.Add(SpecRules.InvalidValue, rule.Type!.Place, "type", rule.Type.Value, $"the dialect says what {rule.Name.Value} holds");
            else if (rule.Wire is null)
                _problems.Add(SpecRules.MissingKey, rule.Name.Place, "A parameter that the dialect does not have", "wire");
        }

        var known = dialects.SelectMany(Declared).Select(parameter => parameter.Name).ToArray();
        var rules = _own.Parameters.Concat(_own.ParameterSets.SelectMany(set => set.Rules)).Concat(_own.Models.SelectMany(model => model.Parameters));
        foreach (var rule in rules.Where(rule => !known.Contains(rule.Name.Value)))
            _problems.Add(SpecRules.UnknownParameter, rule.Name.Place, dialects[0].Id, rule.Name.Value, NearestName.Hint(rule.Name.Value, known));
    }

    /// <summary>The facts alone: a model that moved down a line is the same model.</summary>
    private static ModelSpec WithoutPlaces(ModelSpec spec) => spec with
    {
        Id = new PlacedText(spec.Id.Value, default),
        TypeName = null,
        Like = null,
        Dialect = null,
        Operations = null,
        Successor = spec.Successor is { } successor ? new PlacedText(successor.Value, default) : null,
        ParameterSets = EquatableArray<PlacedText>.Empty,
        Parameters = EquatableArray<ParameterRule>.Empty,
    };
}
