using System.Text;
using System.Text.Json;
using SdkGen.Generators.Schemas;
using SdkGen.Generators.Tests.Harness;
using SdkGen.Json;

namespace SdkGen.Generators.Tests.Schemas;

/// <summary>A type from a schema file: what is emitted, what it reads and writes, and what has no C# form.</summary>
public class SchemaTypeTests
{
    private const string Order = """
        {
          "title": "An order",
          "type": "object",
          "required": ["id", "lines", "state", "extra"],
          "additionalProperties": false,
          "properties": {
            "id": { "type": "string", "pattern": "^[A-Z]\\d+$", "title": "What it is called" },
            "lines": { "type": "array", "minItems": 1, "items": { "$ref": "line.schema.json" } },
            "state": { "enum": ["open", "sent-off", "default"] },
            "priority": { "type": ["integer", "null"], "minimum": 1, "maximum": 3 },
            "ship_to": { "anyOf": [{ "$ref": "#/$defs/address" }, { "type": "null" }] },
            "tags": { "type": "array", "uniqueItems": true, "items": { "type": "string", "minLength": 1 } },
            "prices": { "type": "object", "additionalProperties": { "type": "number", "multipleOf": 0.01 } },
            "parent": { "$ref": "#" },
            "class": { "const": "A" },
            "extra": true,
            "point": { "type": "object", "properties": { "x": { "type": "number" }, "Y": { "type": "boolean" } } }
          },
          "$defs": { "address": { "type": "object", "required": ["city"], "properties": { "city": { "type": "string" } } } }
        }
        """;

    private const string Line = """{ "type": "object", "required": ["sku", "count"], "properties": { "sku": { "type": "string" }, "count": { "type": "integer", "exclusiveMinimum": 0 } }, "additionalProperties": false }""";

    private const string Full = """{"id":"A1","lines":[{"sku":"x","count":2}],"state":"sent-off","priority":2,"ship_to":{"city":"Oslo","zip":[1]},"tags":["a","b"],"prices":{"eur":1.25},"parent":{"id":"B2","lines":[{"sku":"y","count":1}],"state":"open","extra":null},"class":"A","extra":{"any":[1]},"point":{"x":1.5,"Y":true}}""";

    private static readonly AdditionalFile s_order = new("schemas/order.schema.json", Order, ("SdkGenType", "Shop.Order"), ("SdkGenValidator", "Shop.OrderValidator"));
    private static readonly AdditionalFile s_line = new("schemas/line.schema.json", Line);

    private readonly GeneratorHarness _harness = new(() => new SchemaGenerator());

    [Fact]
    public void The_emitted_file_is_as_it_should_be()
    {
        var run = _harness.Run([], s_order, s_line);
        run.Diagnostics.ShouldBeEmpty();
        GoldenFolder.ShouldMatch("types", new Dictionary<string, string> { ["Shop.Order.g.cs"] = run.Files["Shop.Order.g.cs"] });
    }

    [Theory]
    [InlineData(Full)]
    [InlineData("""{"id":"A1","lines":[{"sku":"x","count":2}],"state":"open","extra":7}""")]
    public void What_is_read_is_written_again(string json)
    {
        var (value, problems) = Type().Read(json);
        problems.ShouldBeEmpty();
        Type().Write(value!).ShouldBe(json);
    }

    [Theory]
    [InlineData("""{"id":"a1","lines":[],"state":"shut","priority":4,"tags":["a","a",""],"prices":{"eur":0.001},"extra":1,"more":1}""", ".id|.lines|.state|.priority|.tags[2]|.tags|.prices.eur|.more")]
    [InlineData("""{"lines":[{"sku":1,"count":0,"x":1}],"state":"open","ship_to":{"city":null},"parent":{}}""", ".lines[0].sku|.lines[0].count|.lines[0].x|.ship_to.city|.parent.id|.parent.lines|.parent.state|.parent.extra|.id|.extra")]
    [InlineData("[]", "")]
    [InlineData("""{"id":""", "")]
    public void What_does_not_fit_is_named(string json, string paths)
    {
        var (value, problems) = Type().Read(json);
        value.ShouldBeNull();
        string.Join('|', problems.Select(problem => problem.Path)).ShouldBe(paths);
    }

    [Theory]
    [InlineData("""{ "type": "string" }""", "#", "a type begins with an object that has properties")]
    [InlineData("""{ "type": "object", "properties": { "a": { "type": ["string", "integer"] } } }""", "#/properties/a", "it allows values of several types")]
    [InlineData("""{ "type": "object", "properties": { "a": { "not": {} } } }""", "#/properties/a", "'not' is a condition and no shape")]
    [InlineData("""{ "type": "object", "properties": { "a": { "anyOf": [{ "type": "string" }, { "type": "integer" }] } } }""", "#/properties/a", "'anyOf' is a condition and no shape")]
    [InlineData("""{ "type": "object", "properties": { "a": { "type": "array", "prefixItems": [{}] } } }""", "#/properties/a", "'prefixItems' is a tuple, whose items have no names")]
    [InlineData("""{ "type": "object", "properties": { "a": { "enum": ["a", 1] } } }""", "#/properties/a", "its values are of several types")]
    [InlineData("""{ "type": "object", "properties": { "a": false } }""", "#/properties/a", "nothing fits it")]
    [InlineData("""{ "type": "object", "properties": { "a": { "type": "integer", "minimum": 1e3 } } }""", "#/properties/a", "1e3 is no constant of the C# type long")]
    [InlineData("""{ "type": "object", "properties": { "a": { "type": "string", "pattern": "\\p{Lu}" } } }""", "#/properties/a", "its pattern names characters by a category, which only a validator does")]
    [InlineData("""{ "type": "object", "properties": { "a": {} }, "additionalProperties": { "type": "string" } }""", "#", "'additionalProperties' with a schema of its own beside 'properties' has no C# form: use true or false")]
    public void What_has_no_form_is_a_diagnostic(string schema, string pointer, string reason)
    {
        var run = _harness.RunUnchecked([], new AdditionalFile("a.schema.json", schema, ("SdkGenType", "A"), ("SdkGenValidator", "AValidator")));

        var diagnostic = run.Diagnostics.ShouldHaveSingleItem();
        diagnostic.Id.ShouldBe("LLM0106");
        diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture).ShouldBe($"The schema at '{pointer}' has no C# type: {reason}. Ask for a validator (SdkGenValidator), which takes every schema");
        run.Files.Keys.ShouldBe(["Demo.AValidator.g.cs"]);
    }

    [Theory]
    [InlineData("not a name", "LLM0011")]
    [InlineData("Shop.OrderValidator", "LLM0007")]
    public void A_name_that_cannot_be_is_a_diagnostic(string name, string id) =>
        _harness.RunUnchecked([], new AdditionalFile("a.schema.json", Line, ("SdkGenValidator", "Shop.OrderValidator"), ("SdkGenType", name))).Diagnostics.Select(diagnostic => diagnostic.Id).ShouldBe([id]);

    [Fact]
    public void Names_that_are_no_identifiers_or_meet_are_made_different()
    {
        var run = _harness.Run([], new AdditionalFile("a.schema.json",
            """{ "type": "object", "properties": { "a-b": { "type": "string" }, "a_b": { "type": "string" }, "class": { "enum": ["", "1", "x y", "xY", "*/", "X y"] }, "equals": {}, "A": {}, "additionalProperties": {} } }""",
            ("SdkGenType", "A")));
        run.Diagnostics.ShouldBeEmpty();
    }

    private static LoadedType? s_type;

    private LoadedType Type() => s_type ??= new LoadedType(_harness.RunUnchecked([], s_order, s_line).Load().GetType("Shop.OrderJson")!);

    private delegate object? Reader(ReadOnlySpan<byte> utf8, out IReadOnlyList<JsonProblem> problems);

    private sealed class LoadedType(Type json)
    {
        private readonly Reader _read = json.GetMethod("Read")!.CreateDelegate<Reader>();

        public (object? Value, IReadOnlyList<JsonProblem> Problems) Read(string text)
        {
            var value = _read(Encoding.UTF8.GetBytes(text), out var problems);
            return (value, problems);
        }

        public string Write(object value)
        {
            using var stream = new MemoryStream();
            using (var writer = new Utf8JsonWriter(stream))
                json.GetMethod("Write")!.Invoke(null, [writer, value]);
            return Encoding.UTF8.GetString(stream.ToArray());
        }
    }
}
