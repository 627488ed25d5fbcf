using Microsoft.CodeAnalysis;
using SdkGen.Generators.Schemas;
using SdkGen.Generators.Tests.Harness;

namespace SdkGen.Generators.Tests.Schemas;

/// <summary>Files in, files out: the emitted text, references between files, and what an edit runs again.</summary>
public class SchemaGeneratorTests
{
    private const string Order = """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "title": "An order",
          "type": "object",
          "required": ["id", "lines"],
          "additionalProperties": false,
          "properties": {
            "id": { "type": "string", "pattern": "^[A-Z]\\d+$" },
            "lines": { "type": "array", "minItems": 1, "uniqueItems": true, "items": { "$ref": "line.schema.json" } },
            "address": { "anyOf": [{ "$ref": "#/$defs/address" }, { "type": "null" }] },
            "class": { "enum": ["a", 1, null, { "x": [1.5] }] }
          },
          "$defs": {
            "address": {
              "properties": { "city": { "type": "string", "minLength": 1 } },
              "patternProperties": { "^x-": true, "\\p{Lu}": { "type": "boolean" } },
              "additionalProperties": { "type": ["integer", "string"] },
              "dependentRequired": { "city": ["zip"] }
            }
          }
        }
        """;

    private const string Line = """
        {
          "type": "object",
          "properties": { "sku": { "type": "string" }, "price": { "type": "number", "exclusiveMinimum": 0, "multipleOf": 0.01 }, "parts": { "items": { "$ref": "#" } } },
          "if": { "required": ["gift"] },
          "then": { "not": { "required": ["price"] } },
          "oneOf": [{ "required": ["sku"] }, { "required": ["parts"] }]
        }
        """;

    private static readonly AdditionalFile s_order = new("schemas/order.schema.json", Order, ("SdkGenValidator", "Shop.OrderValidator"));

    private static readonly AdditionalFile s_line = new("schemas/line.schema.json", Line, ("SdkGenValidator", "LineValidator"));

    private readonly GeneratorHarness _harness = new(() => new SchemaGenerator());

    [Fact]
    public void Emitted_files_are_as_they_should_be()
    {
        var run = _harness.Run([], s_order, s_line);

        run.Diagnostics.ShouldBeEmpty();
        GoldenFolder.ShouldMatch("validators", run.Files);
    }

    [Fact]
    public void An_edited_schema_emits_its_validator_and_no_other()
    {
        var before = _harness.RunUnchecked([], s_order, s_line);

        var after = before.AfterReplacing(s_order, new AdditionalFile(s_order.Path, Order.Replace("\"minItems\": 1", "\"minItems\": 2"), [.. s_order.Metadata]));

        Reasons(after, TrackingNames.Schemas).ShouldBe([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], ignoreOrder: true);
        Reasons(after, TrackingNames.Validators).ShouldBe([IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Modified], ignoreOrder: true);
        after.OutputReasons().ShouldBe([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Modified], ignoreOrder: true);
        after.Files["Demo.LineValidator.g.cs"].ShouldBe(before.Files["Demo.LineValidator.g.cs"]);
        after.Files["Shop.OrderValidator.g.cs"].ShouldContain("at least 2 items");
    }

    [Fact]
    public void An_edit_that_changes_no_meaning_emits_nothing()
    {
        var before = _harness.RunUnchecked([], s_order, s_line);

        var after = before.AfterReplacing(s_line, new AdditionalFile(s_line.Path, "\n" + Line.Replace("\"if\"", "\"$comment\": \"!\",\n\"if\""), [.. s_line.Metadata]));

        Reasons(after, TrackingNames.LinkedSchemas).ShouldBe([IncrementalStepRunReason.Unchanged]);
        Reasons(after, TrackingNames.Validators).ShouldAllBe(reason => reason == IncrementalStepRunReason.Cached);
        after.OutputReasons().ShouldAllBe(reason => reason == IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void A_schema_that_another_refers_to_changes_both()
    {
        var before = _harness.RunUnchecked([], s_order, s_line);

        var after = before.AfterReplacing(s_line, new AdditionalFile(s_line.Path, """{ "type": "integer" }""", [.. s_line.Metadata]));

        after.OutputReasons().ShouldAllBe(reason => reason == IncrementalStepRunReason.Modified);
        new EmittedValidator(after.Load(), "Shop.OrderValidator").Ask("""{"id":"A1","lines":[1,"x"]}""").ShouldBe("$.lines[1]: expected an integer, received \"x\"");
    }

    [Theory]
    [InlineData("address.schema.json", "https://example.com/order", "{}", "../address")]
    [InlineData("address.schema.json#/$defs/a%20b~1c", "https://example.com/order", """{ "$defs": { "a b/c": { "type": "object" } }, "type": "null" }""", null)]
    [InlineData("https://example.com/address", null, """{ "$id": "https://example.com/address", "type": "object" }""", null)]
    [InlineData("urn:example:address#here", null, """{ "$id": "urn:example:address", "$defs": { "x": { "$anchor": "here", "type": "object" } } }""", null)]
    [InlineData("/shared/address.json", "https://example.com/order", """{ "type": "object" }""", "https://example.com/shared/address.json")]
    public void References_find_files_by_id_address_and_path(string reference, string? id, string address, string? uri)
    {
        var idKeyword = id is null || uri is null ? "" : $"\"$id\": \"{id}\", ";
        var target = uri?.StartsWith("..", StringComparison.Ordinal) == true ? (uri: "https://example.com/address.schema.json", text: """{ "type": "object" }""") : (uri, text: address);
        var run = _harness.RunUnchecked(
            [],
            new AdditionalFile("in folder/order.schema.json", $$"""{ {{idKeyword}}"properties": { "a": { "$ref": "{{reference}}" } } }""", ("SdkGenValidator", "A")),
            target.uri is null ? new AdditionalFile("in folder/address.schema.json", target.text) : new AdditionalFile("b.json", target.text, ("SdkGenSchemaUri", target.uri)));

        run.Diagnostics.ShouldBeEmpty();
        var validator = new EmittedValidator(run.Load(), "Demo.A");
        validator.Ask("""{"a":{}}""").ShouldBeEmpty();
        validator.Ask("""{"a":1}""").ShouldBe("$.a: expected an object, received 1");
    }

    [Fact]
    public void Hostile_names_stay_data()
    {
        const string Schema = """
            {
              "title": "</summary> */ \u2028 #error", "required": ["\"}; throw null; //", "class", "a\nb", "IsValid", "", "\u0000"],
              "properties": {
                "\"}; throw null; //": { "enum": ["\"; //", "\u2028", "{0}", "@\"\"", "\\"] }, "class": { "not": { "type": "object" } }, "IsValid": { "anyOf": [{ "$ref": "#/$defs/Root" }] },
                "": { "minItems": 1, "items": { "minItems": 1 } }, "é": { "contains": { "minItems": 2 } }, "\u0000": { "pattern": "\"\\\\$\u0001?[{}\"]*" }
              },
              "$defs": { "Root": { "minItems": 1, "items": { "$ref": "#" } }, "IsValid": { "$ref": "#/$defs/root" }, "root": { "items": { "minLength": 1 } } },
              "allOf": [{ "$ref": "#/$defs/IsValid" }, { "$ref": "#/$defs/root" }]
            }
            """;
        var run = _harness.Run([], new AdditionalFile("hostile */ </c>.schema.json", Schema, ("SdkGenValidator", "event.class"), ("SdkGenSchemaUri", "urn:x")));

        run.Diagnostics.ShouldBeEmpty();
        var validator = new EmittedValidator(run.Load(), "event.class");
        const string Json = """{"\"}; throw null; //":"\u2028","class":1,"a\nb":1,"IsValid":[1],"":[[0]],"\u0000":"\"\\"}""";
        validator.Ask(Json).ShouldBeEmpty();
        validator.Ask(Json.Replace("2028", "2029")).ShouldContain(""" expected one of "\"; //", "\u2028", "{0}", "@\"\"", "\\", received """);
        validator.Ask(Json.Replace("\"class\":1", "\"class\":{}")).ShouldBe("$.class: expected anything but an object, received an object");
    }

    [Fact]
    public void Emitted_text_grows_as_the_schema_does()
    {
        // Every definition leads to two others, so that there are far more ways through the schema than schemas.
        string Schema(int count) => $$"""
            { "$ref": "#/$defs/d0", "$defs": { {{string.Join(",", Enumerable.Range(0, count + 2).Select(i => $$"""
            "d{{i}}": { "type": "object", "required": ["name"], "properties": { "name": { "enum": ["a", "b"] }, "left": { "$ref": "#/$defs/d{{Math.Min(i + 1, count)}}" } },
              "anyOf": [{ "required": ["left"] }, { "$ref": "#/$defs/d{{i + 2}}" }] }
            """.Replace($"/d{count + 2}\"", "/last\"").Replace($"/d{count + 3}\"", "/last\"")))}}, "last": true } }
            """;
        int Length(int count) => _harness.RunUnchecked([], new AdditionalFile("a.schema.json", Schema(count), ("SdkGenValidator", "A"))).Files["Demo.A.g.cs"].Length;

        ((double)Length(400) / Length(40)).ShouldBeInRange(8, 11);
    }

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorOutput output, string step) =>
        output.Reasons().Where(reason => reason.Step == step).Select(reason => reason.Reason);
}
