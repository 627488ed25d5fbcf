using Microsoft.CodeAnalysis;
using SdkGen.Generators.Schemas;
using SdkGen.Generators.Tests.Harness;

namespace SdkGen.Generators.Tests.Schemas;

/// <summary>What is wrong with a schema is said at its line and column, and no validator judges by it.</summary>
public class SchemaDiagnosticTests
{
    private readonly GeneratorHarness _harness = new(() => new SchemaGenerator());

    [Theory]
    [InlineData("{ \"type\": }", "(1,11): error LLM0001: The file is not valid JSON: expected a value")]
    [InlineData("{ \"type\": \"string\",\n  \"type\": \"null\" }", "(2,3): error LLM0002: The key 'type' stands twice in this object")]
    [InlineData("{ \"minLength\": -1 }", "(1,16): error LLM0004: 'minLength' must be a non-negative integer, not a number")]
    [InlineData("{ \"exclusiveMinimum\": true }", "(1,23): error LLM0004: 'exclusiveMinimum' must be a number, not true")]
    [InlineData("{ \"properties\": { \"a\": 1 } }", "(1,24): error LLM0004: 'a' must be a schema (an object, true or false), not a number")]
    [InlineData("{ \"required\": true }", "(1,15): error LLM0004: 'required' must be an array of strings, not true")]
    [InlineData("{ \"$ref\": \"#/$defs/a\" }", "(1,11): error LLM0006: There is no schema '#/$defs/a'; nothing that is a schema stands there")]
    [InlineData("{ \"$ref\": \"other.json\" }", "(1,11): error LLM0006: There is no schema 'other.json'")]
    [InlineData("{ \"type\": \"strin\" }", "(1,11): error LLM0011: 'type' cannot be 'strin': JSON has no such type; did you mean 'string'?")]
    [InlineData("{ \"multipleOf\": 0.0e5 }", "(1,17): error LLM0011: 'multipleOf' cannot be '0.0e5': it must be greater than 0")]
    [InlineData("{ \"allOf\": [] }", "(1,12): error LLM0011: 'allOf' cannot be '[]': it needs at least one schema")]
    [InlineData("{\n  \"items\": {\n    \"$dynamicRef\": \"#a\" } }", "(3,5): error LLM0101: '$dynamicRef' is not supported: where it leads is known only while a value is judged; '$ref' is supported")]
    [InlineData("{ \"items\": [true] }", "(1,3): error LLM0101: 'items' is not supported: an array of schemas is 'prefixItems' since 2020-12")]
    [InlineData(
        "{ \"anyOf\": [{ \"required\": [\"a\"], \"properties\": { \"a\": true } }, true],\n  \"unevaluatedProperties\": false }",
        "(2,3): error LLM0101: 'unevaluatedProperties' is not supported: what 'anyOf' beside it evaluates is known only while a value is judged")]
    [InlineData(
        "{ \"$schema\": \"http://json-schema.org/draft-07/schema#\" }",
        "(1,14): error LLM0102: Schemas of 'http://json-schema.org/draft-07/schema#' are not supported: only JSON Schema 2020-12 is")]
    [InlineData("{ \"pattern\": \"^[a\" }", "(1,14): error LLM0103: The pattern '^[a' cannot be compiled: there is a '[' without its ']'")]
    [InlineData("{ \"patternProperties\": { \"\\\\a\": true } }", "(1,26): error LLM0103: The pattern '\\a' cannot be compiled: ECMAScript has no escape '\\a'")]
    [InlineData("{ \"pattern\": \"\\\\p{Script=Greek}\" }", "(1,14): error LLM0103: The pattern '\\p{Script=Greek}' cannot be compiled: of the Unicode properties only general categories are supported, not 'Script=Greek'")]
    [InlineData("{ \"anyOf\": [{ \"$ref\": \"#\" }] }", "(1,23): error LLM0104: The schema at '#/anyOf/0' leads back to itself on the same value, so no value can ever be judged")]
    public void A_broken_schema_gives_its_place_and_no_validator(string schema, string diagnostic)
    {
        var run = _harness.RunUnchecked([], new AdditionalFile("bad.schema.json", schema, ("SdkGenValidator", "Bad")), new AdditionalFile("good.schema.json", "true", ("SdkGenValidator", "Good")));

        run.Diagnostics.Single().ToString().ShouldBe("bad.schema.json" + diagnostic);
        run.Files.Keys.ShouldBe(["Demo.Good.g.cs"]);
    }

    [Theory]
    [InlineData("A-B", "LLM0011")]
    [InlineData("Shop..Order", "LLM0011")]
    [InlineData("Demo.Good", "LLM0007")]
    public void A_validator_needs_a_name_of_its_own(string name, string id)
    {
        var run = _harness.RunUnchecked([], new AdditionalFile("a.schema.json", "true", ("SdkGenValidator", "Good")), new AdditionalFile("b.schema.json", "true", ("SdkGenValidator", name)));

        run.Diagnostics.Single().Id.ShouldBe(id);
        run.Files.Keys.ShouldBe(["Demo.Good.g.cs"]);
    }

    [Fact]
    public void A_remark_does_not_stop_the_validator()
    {
        var run = _harness.RunUnchecked([], new AdditionalFile("a.schema.json", "{\n \"unevaluatedItems\": false }", ("SdkGenValidator", "A")));

        run.Diagnostics.Single().ToString().ShouldBe(
            "a.schema.json(2,2): info LLM0105: 'unevaluatedItems' is compiled like 'items': what the schemas beside it evaluate is known without a value");
        run.Files.Keys.ShouldBe(["Demo.A.g.cs"]);
    }

    [Fact]
    public void What_no_validator_needs_is_not_judged()
    {
        var run = _harness.RunUnchecked(
            [],
            new AdditionalFile("a.schema.json", """{ "$ref": "library.schema.json#/$defs/ok" }""", ("SdkGenValidator", "A")),
            new AdditionalFile("library.schema.json", """{ "$defs": { "ok": true, "other": { "$dynamicRef": "#x" } } }"""),
            new AdditionalFile("old.schema.json", """{ "$schema": "http://json-schema.org/draft-04/schema#" }"""));

        run.Diagnostics.ShouldBeEmpty();
        run.Files.Keys.ShouldBe(["Demo.A.g.cs"]);
    }

    [Fact]
    public void A_place_that_two_validators_share_is_told_of_once()
    {
        var run = _harness.RunUnchecked(
            [],
            new AdditionalFile("a.schema.json", """{ "$ref": "c.schema.json" }""", ("SdkGenValidator", "A")),
            new AdditionalFile("b.schema.json", """{ "$ref": "c.schema.json" }""", ("SdkGenValidator", "B")),
            new AdditionalFile("c.schema.json", """{ "pattern": "(" }"""));

        run.Diagnostics.Single().Location.GetLineSpan().Path.ShouldBe("c.schema.json");
        run.Files.ShouldBeEmpty();
    }
}
