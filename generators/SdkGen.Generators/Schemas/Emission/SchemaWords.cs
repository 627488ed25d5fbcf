using System.Globalization;
using SdkGen.Generators.Contracts;
using SdkGen.Generators.Emission;

namespace SdkGen.Generators.Schemas.Emission;

/// <summary>What a schema asks for, in the words of the other emitters: <c>a string of 1 to 80 characters</c>.</summary>
internal static class SchemaWords
{
    private const int ManyValues = 20;
    private const int LongestWords = 160;
    private const int DeepestReference = 16;
    private const int FewNames = 4;

    private static readonly (JsonTypes Type, string Words)[] s_types =
    [
        (JsonTypes.Object, "an object"), (JsonTypes.Array, "an array"), (JsonTypes.String, "a string"), (JsonTypes.Number, "a number"),
        (JsonTypes.Integer, "an integer"), (JsonTypes.Boolean, "true or false"), (JsonTypes.Null, "null"),
    ];

    public static string Of(JsonTypes types)
    {
        if ((types & ~JsonTypes.Null) == JsonTypes.Boolean && types != JsonTypes.Boolean)
            return "true, false or null";
        var words = s_types.Where(item => (types & item.Type) != 0).Select(item => item.Words).ToArray();
        return words.Length == 0 ? "no value" : OneOf(words);
    }

    public static string Number(Subschema node)
    {
        var bounds = node.Numbers;
        var kind = (node.Types & JsonTypes.Integer) != 0 ? NumberKind.BigInteger : NumberKind.Double;
        var words = Expectation.Of(new NumberShape(kind)
        {
            Minimum = bounds.ExclusiveMinimum ?? bounds.Minimum,
            ExclusiveMinimum = bounds.ExclusiveMinimum is not null,
            Maximum = bounds.ExclusiveMaximum ?? bounds.Maximum,
            ExclusiveMaximum = bounds.ExclusiveMaximum is not null,
            MultipleOf = bounds.MultipleOf,
        });

        // A schema may give both bounds of one side; the sentence has room for one, so the other follows it.
        if (bounds is { Minimum: { } minimum, ExclusiveMinimum: not null })
            words += $", {minimum} or greater";
        if (bounds is { Maximum: { } maximum, ExclusiveMaximum: not null })
            words += $", {maximum} or less";
        return words;
    }

    public static string String(Subschema node) =>
        Expectation.Of(new StringShape(StringKind.String) { MinLength = node.Length.Minimum, MaxLength = node.Length.Maximum, Pattern = node.Pattern?.Source });

    public static string Values(EquatableArray<string> values) => values.Count switch
    {
        0 => "no value",
        1 => Shorten(values[0]),
        <= ManyValues => Shorten("one of " + string.Join(", ", values)),
        _ => Shorten($"one of {string.Join(", ", values.Take(ManyValues))} and {(values.Count - ManyValues).ToString(CultureInfo.InvariantCulture)} more"),
    };

    public static string Items(CountBounds bounds) => Sized("an array", bounds, "item");

    /// <summary>How many items must fit <c>contains</c>.</summary>
    public static string Contained(CountBounds bounds, string item)
    {
        var isOne = (bounds.Maximum ?? bounds.Minimum) == 1;
        return $"{Sized("an array", bounds, "item").Replace("an array of ", "an array with ")} that {(isOne ? "is" : "are each")} {item}";
    }

    public static string Members(CountBounds bounds) => Sized("an object", bounds, "member");

    /// <summary>A few words for a schema as a whole.</summary>
    public static string Of(EquatableArray<Subschema> nodes, int index) => Of(nodes, index, 0);

    public static string AnyOf(EquatableArray<Subschema> nodes, EquatableArray<int> choices, string keyword) =>
        List(nodes, choices) ?? $"a value that fits {(keyword == "oneOf" ? "exactly" : "at least")} one of {Count(choices)} schemas ({keyword})";

    /// <summary>What is wrong with a value that fits several of <c>oneOf</c>.</summary>
    public static string OnlyOne(EquatableArray<Subschema> nodes, EquatableArray<int> choices) =>
        List(nodes, choices) is { } list ? $"a value that fits only one of these: {list}" : $"a value that fits only one of {Count(choices)} schemas (oneOf)";

    private static string Count(EquatableArray<int> choices) => choices.Count.ToString(CultureInfo.InvariantCulture);

    private static string? List(EquatableArray<Subschema> nodes, EquatableArray<int> choices)
    {
        var words = choices.Select(choice => Of(nodes, choice)).Distinct(StringComparer.Ordinal).ToArray();
        var all = OneOf(words);
        return words.Length == choices.Count && all.Length <= LongestWords ? all : null;
    }

    private static string Of(EquatableArray<Subschema> nodes, int index, int depth)
    {
        var node = nodes[index];
        if (node.Always is { } always)
            return always ? "a value" : "no value";
        if (node.Const is { } constant)
            return Shorten(constant);
        if (node.Enum is { } values)
            return Values(values);
        switch (node.Types)
        {
            case JsonTypes.Integer or JsonTypes.Number: return Number(node);
            case JsonTypes.String: return String(node);
            case JsonTypes.Any when node.Target is { } target && depth < DeepestReference: return Of(nodes, target, depth + 1);
            case JsonTypes.Any or JsonTypes.Object when node.Required.Count is > 0 and <= FewNames: return $"an object with {string.Join(", ", node.Required.Select(Named))}";
            case JsonTypes.Any when node.AnyOf.Count > 0: return "a value that fits one of several schemas";
            case JsonTypes.Any: return "a value that fits the schema";
            default: return Of(node.Types);
        }

        // A constant tells choices apart better than a name alone.
        string Named(string name)
        {
            var property = node.Properties.FirstOrDefault(item => item.Name == name);
            return property.Name is not null && nodes[property.Schema].Const is { } value ? $"{name} {Shorten(value)}" : name;
        }
    }

    private static string OneOf(IReadOnlyList<string> words) =>
        words.Count < 2 ? string.Concat(words) : $"{string.Join(", ", words.Take(words.Count - 1))} or {words[words.Count - 1]}";

    private static string Sized(string noun, CountBounds bounds, string unit)
    {
        string Units(int count) => count.ToString(CultureInfo.InvariantCulture) + " " + (count == 1 ? unit : unit + "s");
        return (bounds.Minimum is 0 ? null : bounds.Minimum, bounds.Maximum) switch
        {
            (null, null) => noun,
            ({ } low, null) => $"{noun} of at least {Units(low)}",
            (null, { } high) => $"{noun} of at most {Units(high)}",
            ({ } low, { } high) when low == high => $"{noun} of {Units(low)}",
            ({ } low, { } high) => $"{noun} of {low.ToString(CultureInfo.InvariantCulture)} to {Units(high)}",
        };
    }

    private static string Shorten(string text) => text.Length <= LongestWords ? text
        : text.Substring(0, char.IsHighSurrogate(text[LongestWords - 1]) ? LongestWords - 1 : LongestWords) + "…";
}
