using System.Globalization;
using SdkGen.Generators.Contracts;
using SdkGen.Generators.Emission;
using SdkGen.Generators.Schemas.Patterns;

namespace SdkGen.Generators.Schemas.Types;

/// <content>Numbers, bounds and choices.</content>
internal sealed partial class SchemaTypeReader
{
    /// <summary>A keyword that only a validator can judge; null where there is none.</summary>
    private static string? Predicate(Subschema node) =>
        node.Not is not null ? "not"
        : node.If is not null ? "if"
        : node.AllOf.Count > 0 ? "allOf"
        : node.AnyOf.Count > 0 ? "anyOf"
        : node.OneOf.Count > 0 ? "oneOf"
        : node.Target is not null ? "$ref beside other keywords"
        : node.Contains is not null ? "contains"
        : node.PatternProperties.Count > 0 ? "patternProperties"
        : node.DependentRequired.Count > 0 ? "dependentRequired"
        : node.DependentSchemas.Count > 0 ? "dependentSchemas"
        : null;

    private static EquatableArray<string>? Choices(Subschema node) =>
        node.Enum ?? (node.Const is { } single ? new EquatableArray<string>([single]) : null);

    private static EquatableArray<string> Allowed(Subschema node, Shape shape) =>
        shape is NumberShape && Choices(node) is { } choices ? choices.Where(json => json != "null").ToEquatableArray() : EquatableArray<string>.Empty;

    /// <summary>Integers are <c>int</c> where their bounds allow no more, else <c>long</c>; steps of a fraction need <c>decimal</c>, which has them exactly.</summary>
    private NumberShape Number(int index, Subschema node, bool integer)
    {
        var bounds = node.Numbers;
        if ((bounds.Minimum is not null && bounds.ExclusiveMinimum is not null) || (bounds.Maximum is not null && bounds.ExclusiveMaximum is not null))
            Report(index, "it has two bounds on one side");
        var low = bounds.ExclusiveMinimum ?? bounds.Minimum;
        var high = bounds.ExclusiveMaximum ?? bounds.Maximum;
        var kind = !integer ? bounds.MultipleOf is null ? NumberKind.Double : NumberKind.Decimal
            : IsInt32(low) && IsInt32(high) ? NumberKind.Int32 : NumberKind.Int64;
        foreach (var bound in new[] { low, high, bounds.MultipleOf })
        {
            if (bound is not null && !Fits(kind, bound))
                Report(index, $"{bound} is no constant of the C# type {NumberLiteral.ClrType(kind)}");
        }

        return new NumberShape(kind)
        {
            Minimum = low,
            ExclusiveMinimum = bounds.ExclusiveMinimum is not null,
            Maximum = high,
            ExclusiveMaximum = bounds.ExclusiveMaximum is not null,
            MultipleOf = bounds.MultipleOf,
        };
    }

    private static bool IsInt32(string? bound) => bound is not null && int.TryParse(bound, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    /// <summary>Whether C# has the bound as a constant of the kind.</summary>
    private static bool Fits(NumberKind kind, string? bound) => bound is not null && kind switch
    {
        NumberKind.Int32 => IsInt32(bound),
        NumberKind.Int64 => long.TryParse(bound, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        NumberKind.Decimal => decimal.TryParse(bound, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
        _ => double.TryParse(bound, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && !double.IsInfinity(number),
    };

    private EquatableArray<ValueCheck> Checks(Subschema node, Shape shape)
    {
        if (node.Pattern is not { } pattern || shape is not StringShape)
            return EquatableArray<ValueCheck>.Empty;
        if (pattern.Pattern.IndexOf(CodePointWriter.AstralMark) >= 0)
            _problems.Add((node.Pointer, "its pattern names characters by a category, which only a validator does"));
        return new EquatableArray<ValueCheck>([new ValueCheck("{0}.IsMatch(value)", "that matches " + pattern.Source)
        {
            StaticType = "global::SdkGen.Json.Schema.JsonSchemaPattern",
            StaticValue = $"new({CSharpLiteral.Of(pattern.Pattern)})",
        }]);
    }

    private string ClrType(Shape shape) => shape switch
    {
        BooleanShape => "bool",
        StringShape => "string",
        NumberShape number => NumberLiteral.ClrType(number.Kind),
        EnumShape names => names.ClrType,
        ListShape { Collection: CollectionKind.HashSet } set => $"global::System.Collections.Generic.IReadOnlySet<{set.Element.ClrType}>",
        ListShape list => $"global::System.Collections.Generic.IReadOnlyList<{list.Element.ClrType}>",
        MapShape map => $"global::System.Collections.Generic.IReadOnlyDictionary<string, {map.Value.ClrType}>",
        ReferenceShape reference => $"global::{@namespace}.{reference.Key}",
        _ => "global::System.Text.Json.JsonElement",
    };
}
