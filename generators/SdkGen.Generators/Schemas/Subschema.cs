using SdkGen.Generators.Contracts;
using SdkGen.Generators.Specs;

namespace SdkGen.Generators.Schemas;

/// <summary>One schema object or boolean. Others are referred to by index into the list that holds it.</summary>
/// <remarks>
/// Value-equal. A contract describes data that a C# type can have; a JSON Schema is a predicate (<c>not</c>, <c>if</c>, overlapping <c>anyOf</c>), so it
/// has a model of its own. Numbers are kept as they are written: no double ever stands between a schema and a value.
/// </remarks>
/// <param name="Pointer">The place in its file as a JSON pointer.</param>
internal sealed record Subschema(string Pointer)
{
    /// <summary>The answer of a boolean schema; null for a schema object.</summary>
    public bool? Always { get; init; }

    public string? Title { get; init; }

    public JsonTypes Types { get; init; } = JsonTypes.Any;

    /// <summary>Compact JSON of the values of <c>enum</c>; null without the keyword.</summary>
    public EquatableArray<string>? Enum { get; init; }

    /// <summary>Compact JSON of <c>const</c>.</summary>
    public string? Const { get; init; }

    public NumberBounds Numbers { get; init; } = NumberBounds.None;

    public CountBounds Length { get; init; }

    public EcmaText? Pattern { get; init; }

    public CountBounds Items { get; init; }

    public bool UniqueItems { get; init; }

    public EquatableArray<int> PrefixItems { get; init; } = EquatableArray<int>.Empty;

    /// <summary>The schema of every item after those of <see cref="PrefixItems"/>.</summary>
    public int? RestItems { get; init; }

    public int? Contains { get; init; }

    /// <summary>How many items fit <see cref="Contains"/>.</summary>
    public CountBounds Contained { get; init; } = new(1, null);

    public CountBounds Members { get; init; }

    public EquatableArray<NamedSchema> Properties { get; init; } = EquatableArray<NamedSchema>.Empty;

    public EquatableArray<PatternSchema> PatternProperties { get; init; } = EquatableArray<PatternSchema>.Empty;

    public int? AdditionalProperties { get; init; }

    public int? PropertyNames { get; init; }

    public EquatableArray<string> Required { get; init; } = EquatableArray<string>.Empty;

    public EquatableArray<DependentNames> DependentRequired { get; init; } = EquatableArray<DependentNames>.Empty;

    public EquatableArray<NamedSchema> DependentSchemas { get; init; } = EquatableArray<NamedSchema>.Empty;

    public EquatableArray<int> AllOf { get; init; } = EquatableArray<int>.Empty;

    public EquatableArray<int> AnyOf { get; init; } = EquatableArray<int>.Empty;

    public EquatableArray<int> OneOf { get; init; } = EquatableArray<int>.Empty;

    public int? Not { get; init; }

    public int? If { get; init; }

    public int? Then { get; init; }

    public int? Else { get; init; }

    /// <summary>Null in a linked schema: there it has become <see cref="AdditionalProperties"/>.</summary>
    public UnevaluatedKeyword? UnevaluatedProperties { get; init; }

    /// <summary>Null in a linked schema: there it has become <see cref="RestItems"/>.</summary>
    public UnevaluatedKeyword? UnevaluatedItems { get; init; }

    /// <summary><c>$ref</c> as a file has it; null in a linked schema.</summary>
    public SchemaReference? Reference { get; init; }

    /// <summary>Where <c>$ref</c> leads in a linked schema.</summary>
    public int? Target { get; init; }

    /// <summary>What is wrong here; empty in a linked schema.</summary>
    public EquatableArray<SpecProblem> Problems { get; init; } = EquatableArray<SpecProblem>.Empty;

    /// <summary>The same with every index replaced.</summary>
    public Subschema Map(Func<int, int> index)
    {
        int? One(int? child) => child is { } value ? index(value) : null;
        EquatableArray<int> Many(EquatableArray<int> children) => children.Select(index).ToEquatableArray();
        EquatableArray<NamedSchema> Named(EquatableArray<NamedSchema> children) => children.Select(child => child with { Schema = index(child.Schema) }).ToEquatableArray();
        UnevaluatedKeyword? Unevaluated(UnevaluatedKeyword? keyword) => keyword is { } value ? value with { Schema = index(value.Schema) } : null;
        return this with
        {
            PrefixItems = Many(PrefixItems),
            RestItems = One(RestItems),
            Contains = One(Contains),
            Properties = Named(Properties),
            PatternProperties = PatternProperties.Select(child => child with { Schema = index(child.Schema) }).ToEquatableArray(),
            AdditionalProperties = One(AdditionalProperties),
            PropertyNames = One(PropertyNames),
            DependentSchemas = Named(DependentSchemas),
            AllOf = Many(AllOf),
            AnyOf = Many(AnyOf),
            OneOf = Many(OneOf),
            Not = One(Not),
            If = One(If),
            Then = One(Then),
            Else = One(Else),
            UnevaluatedProperties = Unevaluated(UnevaluatedProperties),
            UnevaluatedItems = Unevaluated(UnevaluatedItems),
            Target = One(Target),
        };
    }

    /// <summary>The schemas that look at the same value as this one.</summary>
    public IEnumerable<int> InPlace() =>
        AllOf.Concat(AnyOf).Concat(OneOf).Concat(DependentSchemas.Select(item => item.Schema)).Concat(Present(Not, If, Then, Else, Target));

    /// <summary>Every schema that this one uses, in a fixed order.</summary>
    public IEnumerable<int> Children() => Properties.Select(item => item.Schema)
        .Concat(PatternProperties.Select(item => item.Schema))
        .Concat(Present(AdditionalProperties, PropertyNames))
        .Concat(PrefixItems)
        .Concat(Present(RestItems, Contains, UnevaluatedProperties?.Schema, UnevaluatedItems?.Schema))
        .Concat(InPlace());

    private static IEnumerable<int> Present(params int?[] children) => children.Where(child => child is not null).Select(child => child!.Value);
}

internal readonly record struct NamedSchema(string Name, int Schema);

internal readonly record struct PatternSchema(EcmaText Pattern, int Schema);

internal sealed record DependentNames(string Name, EquatableArray<string> Required);

/// <summary>A pattern as the schema has it and as .NET matches it.</summary>
internal sealed record EcmaText(string Source, string Pattern);

/// <summary>Bounds of a number as they are written.</summary>
internal sealed record NumberBounds(string? Minimum, string? ExclusiveMinimum, string? Maximum, string? ExclusiveMaximum, string? MultipleOf)
{
    public static NumberBounds None { get; } = new(null, null, null, null, null);
}

/// <summary>Bounds of a count; null where there is none.</summary>
internal readonly record struct CountBounds(int? Minimum, int? Maximum)
{
    public bool Any => Minimum > 0 || Maximum is not null;
}

/// <param name="Place">The keyword in its file.</param>
internal readonly record struct UnevaluatedKeyword(int Schema, SpecPlace Place);

/// <param name="Uri">Absolute, with its fragment.</param>
/// <param name="Written">As the file has it.</param>
internal sealed record SchemaReference(string Uri, string Written, SpecPlace Place);
