using SdkGen.Generators.Contracts;

namespace SdkGen.Generators.Schemas.Emission;

/// <summary>What the emitter must know of a schema before it writes it.</summary>
internal sealed class SchemaFacts(EquatableArray<Subschema> nodes)
{
    private readonly JsonTypes?[] _kinds = new JsonTypes?[nodes.Count];

    /// <summary>The schema that a chain of nothing but references ends at. Circles have been refused before.</summary>
    public int Resolve(int index)
    {
        while (nodes[index] is { Target: { } target } node && node with { Target = null, Title = null, Pointer = "" } == s_empty)
            index = target;
        return index;
    }

    /// <summary>Every value fits.</summary>
    public bool IsAnything(int index) => nodes[index] is var node
        && (node.Always == true || (node.Always is null && node.Types == JsonTypes.Any && node.Enum is null && node.Const is null && node.Numbers == NumberBounds.None
            && !node.Length.Any && node.Pattern is null && !HasChoices(node) && !HasMembers(node) && !HasItems(node)));

    /// <summary>Looking at one token is enough, or at a whole value that is compared.</summary>
    public bool IsScalar(int index) => nodes[index] is { Always: null } node && !HasChoices(node) && !HasMembers(node) && !HasItems(node);

    public static bool HasChoices(Subschema node) =>
        node.Target is not null || node.AllOf.Count > 0 || node.AnyOf.Count > 0 || node.OneOf.Count > 0 || node.Not is not null || HasBranches(node);

    public static bool HasBranches(Subschema node) => node.If is not null && (node.Then is not null || node.Else is not null);

    public bool HasMembers(Subschema node) => (node.Types & JsonTypes.Object) != 0
        && (node.Properties.Count > 0 || node.PatternProperties.Count > 0 || HasRest(node) || node.PropertyNames is not null || node.Required.Count > 0
            || node.DependentRequired.Count > 0 || node.DependentSchemas.Count > 0 || node.Members.Any);

    public bool HasItems(Subschema node) => (node.Types & JsonTypes.Array) != 0 && (HasItemSchemas(node) || Counts(node) || node.Items.Any || node.UniqueItems);

    public static bool HasItemSchemas(Subschema node) => node.PrefixItems.Count > 0 || node.RestItems is not null;

    /// <summary><c>contains</c> can fail.</summary>
    public static bool Counts(Subschema node) => node.Contains is not null && node.Contained.Any;

    public bool HasRest(Subschema node) => node.AdditionalProperties is { } rest && nodes[rest].Always != true;

    /// <summary>The kinds of values that may fit; what <c>not</c> and <c>if</c> take away is left in.</summary>
    public JsonTypes Kinds(int index)
    {
        if (_kinds[index] is { } known)
            return known;
        var node = nodes[index];
        var kinds = node.Always == false ? JsonTypes.None : Widen(node.Types);
        if (node.Const is { } constant)
            kinds &= KindOf(constant);
        if (node.Enum is { } values)
            kinds &= values.Aggregate(JsonTypes.None, (all, value) => all | KindOf(value));
        if (node.Target is { } target)
            kinds &= Kinds(target);
        foreach (var part in node.AllOf)
            kinds &= Kinds(part);
        if (node.AnyOf.Count > 0)
            kinds &= node.AnyOf.Aggregate(JsonTypes.None, (all, part) => all | Kinds(part));
        if (node.OneOf.Count > 0)
            kinds &= node.OneOf.Aggregate(JsonTypes.None, (all, part) => all | Kinds(part));
        _kinds[index] = kinds;
        return kinds;
    }

    /// <summary>A member that each of the choices requires, with a constant of its own in each: it tells them apart.</summary>
    public ChoiceTag? FindTag(IReadOnlyList<int> choices)
    {
        foreach (var name in Constants(choices[0]).Select(constant => constant.Name))
        {
            var values = choices.Select(choice => (Constants(choice).FirstOrDefault(constant => constant.Name == name).Json, choice)).ToArray();
            if (values.All(value => value.Json is not null) && values.Select(value => value.Json).Distinct(StringComparer.Ordinal).Count() == choices.Count)
                return new ChoiceTag(name, values);
        }

        return null;
    }

    private IEnumerable<(string Name, string Json)> Constants(int index) =>
        from property in nodes[index].Properties
        where nodes[index].Required.Contains(property.Name)
        let value = nodes[Resolve(property.Schema)]
        let json = value.Const ?? (value.Enum is { Count: 1 } only ? only[0] : null)
        where json is not null
        select (property.Name, json);

    /// <summary>The value alone says that it is of one of the types.</summary>
    public static bool Conforms(string json, JsonTypes types) =>
        (KindOf(json) & types) != 0 || ((types & JsonTypes.Integer) != 0 && KindOf(json) == JsonTypes.Number && json.IndexOfAny(['.', 'e', 'E']) < 0);

    private static readonly Subschema s_empty = new("");

    private static JsonTypes Widen(JsonTypes types) => (types & JsonTypes.Integer) != 0 ? (types & ~JsonTypes.Integer) | JsonTypes.Number : types;

    private static JsonTypes KindOf(string json) => json[0] switch
    {
        'n' => JsonTypes.Null,
        't' or 'f' => JsonTypes.Boolean,
        '"' => JsonTypes.String,
        '{' => JsonTypes.Object,
        '[' => JsonTypes.Array,
        _ => JsonTypes.Number,
    };
}

/// <param name="Name">The member.</param>
/// <param name="Values">Compact JSON of its value, and the schema that it stands for.</param>
internal sealed record ChoiceTag(string Name, IReadOnlyList<(string Json, int Choice)> Values);
