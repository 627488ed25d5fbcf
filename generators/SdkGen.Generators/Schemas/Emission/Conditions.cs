using System.Globalization;
using SdkGen.Generators.Contracts;
using SdkGen.Generators.Emission;

namespace SdkGen.Generators.Schemas.Emission;

/// <summary>What must not be true of the value at <c>reader</c>, and what was expected instead.</summary>
/// <param name="Fails">A C# expression; true where the value does not fit.</param>
internal sealed record Condition(string Fails, string Expected)
{
    /// <summary>No value fits.</summary>
    public bool Always => Fails == "true";
}

/// <summary>C# expressions for the keywords that look at one token: type, enum, const, numbers and strings.</summary>
/// <param name="pattern">The field that holds a pattern.</param>
internal sealed class Conditions(Func<EcmaText, string> pattern)
{
    private const string Token = "global::System.Text.Json.JsonTokenType";
    private const string Number = "global::SdkGen.Json.Schema.JsonSchemaNumber";
    private const string Text = "global::SdkGen.Json.Schema.JsonSchemaText";

    public static string IsToken(string name) => $"reader.TokenType == {Token}.{name}";

    public static string IsNotToken(string name) => $"reader.TokenType != {Token}.{name}";

    /// <summary>In the order in which they are told; a value that fails one is not held against the next.</summary>
    public IReadOnlyList<Condition> Of(Subschema node)
    {
        var result = new List<Condition>();
        if (node.Const is { } constant)
            result.Add(new Condition($"!({IsOneOf([constant])})", SchemaWords.Values(new EquatableArray<string>([constant]))));
        if (node.Enum is { } values)
            result.Add(new Condition(values.Count == 0 ? "true" : $"!({IsOneOf(values)})", SchemaWords.Values(values)));

        var numbers = NumberFailures(node.Numbers);
        var strings = StringFailures(node);
        if (numbers.Count == 0 && strings.Count == 0 && result.Count > 0 && ValuesOf(node).All(value => SchemaFacts.Conforms(value, node.Types)))
            return result;
        switch (node.Types)
        {
            case JsonTypes.Number or JsonTypes.Integer:
                if (node.Types == JsonTypes.Integer)
                    numbers.Insert(0, $"!{Number}.IsInteger(ref reader)");
                numbers.Insert(0, IsNotToken("Number"));
                result.Add(new Condition(Or(numbers), SchemaWords.Number(node)));
                return result;
            case JsonTypes.String:
                strings.Insert(0, IsNotToken("String"));
                result.Add(new Condition(Or(strings), SchemaWords.String(node)));
                return result;
        }

        if (node.Types != JsonTypes.Any)
            result.Add(new Condition(IsNotOf(node.Types), SchemaWords.Of(node.Types)));
        if (numbers.Count > 0)
            result.Add(new Condition($"{IsToken("Number")} && {Group(numbers)}", SchemaWords.Number(node)));
        if (strings.Count > 0)
            result.Add(new Condition($"{IsToken("String")} && {Group(strings)}", SchemaWords.String(node)));
        return result;
    }

    private static IEnumerable<string> ValuesOf(Subschema node) => node.Const is { } constant ? [constant] : node.Enum!.Value;

    private List<string> StringFailures(Subschema node)
    {
        var result = new List<string>();
        if (node.Length.Any)
            result.Add(IsOutside($"{Text}.Length(ref reader)", node.Length));
        if (node.Pattern is { } text)
            result.Add($"!{pattern(text)}.IsMatch(ref reader)");
        return result;
    }

    private static List<string> NumberFailures(NumberBounds bounds)
    {
        var result = new List<string>();
        void Add(string? bound, string comparison)
        {
            if (bound is not null)
                result.Add($"{Number}.Compare(ref reader, {NumberLiteral(bound)}) {comparison} 0");
        }

        Add(bounds.Minimum, "<");
        Add(bounds.ExclusiveMinimum, "<=");
        Add(bounds.Maximum, ">");
        Add(bounds.ExclusiveMaximum, ">=");
        if (bounds.MultipleOf is { } factor)
            result.Add($"!{Number}.IsMultipleOf(ref reader, {CSharpLiteral.Utf8(factor)})");
        return result;
    }

    /// <summary>An expression that is true where the count is outside its bounds.</summary>
    public static string IsOutside(string count, CountBounds bounds)
    {
        var (minimum, maximum) = (Text32(bounds.Minimum), Text32(bounds.Maximum));
        if (bounds.Minimum is not > 0)
            return $"{count} > {maximum}";
        if (bounds.Maximum is null)
            return $"{count} < {minimum}";
        if (bounds.Minimum > bounds.Maximum)
            return $"{count} < {minimum} || {count} > {maximum}";
        return bounds.Minimum == bounds.Maximum ? $"{count} != {minimum}" : $"{count} is < {minimum} or > {maximum}";
    }

    private static string Text32(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string IsOneOf(IEnumerable<string> values) => string.Join(" || ", values.Select(Is));

    private static string Is(string json) => json[0] switch
    {
        'n' => IsToken("Null"),
        't' => IsToken("True"),
        'f' => IsToken("False"),
        '"' => $"{Text}.Is(ref reader, {CSharpLiteral.Utf8(Unquote(json))})",
        '{' or '[' => $"run.Is(reader, {CSharpLiteral.Utf8(json)})",
        _ => $"{Number}.Is(ref reader, {NumberLiteral(json)})",
    };

    private static string IsNotOf(JsonTypes types)
    {
        var tokens = new List<string>();
        void Add(JsonTypes type, params string[] names)
        {
            if ((types & type) != 0)
                tokens.AddRange(names.Select(name => $"{Token}.{name}"));
        }

        Add(JsonTypes.Object, "StartObject");
        Add(JsonTypes.Array, "StartArray");
        Add(JsonTypes.String, "String");
        Add(JsonTypes.Number, "Number");
        Add(JsonTypes.Boolean, "True", "False");
        Add(JsonTypes.Null, "Null");
        var isNot = tokens.Count switch
        {
            0 => "true",
            1 => $"reader.TokenType != {tokens[0]}",
            _ => $"reader.TokenType is not ({string.Join(" or ", tokens)})",
        };
        if ((types & JsonTypes.Integer) == 0)
            return isNot;
        var noInteger = $"!({IsToken("Number")} && {Number}.IsInteger(ref reader))";
        return tokens.Count == 0 ? noInteger : $"{isNot} && {noInteger}";
    }

    private static string NumberLiteral(string number) =>
        long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? CSharpLiteral.Of(value) : CSharpLiteral.Utf8(number);

    private static string Unquote(string json) => ((Specs.Json.JsonString)Specs.Json.JsonText.Parse(json).Root!).Value;

    private static string Or(IReadOnlyList<string> failures) => string.Join(" || ", failures);

    private static string Group(IReadOnlyList<string> failures) => failures.Count == 1 ? failures[0] : $"({Or(failures)})";
}
