namespace SdkGen.Generators.Tests.Schemas;

/// <summary>What a validator says and where, the same from text and from an element.</summary>
public class SchemaProblemTests
{
    private const string Order = """
        {
          "title": "An order", "type": "object", "required": ["id", "lines"], "additionalProperties": false,
          "properties": {
            "id": { "type": "string", "pattern": "^[A-Z]\\d+$" },
            "lines": { "type": "array", "minItems": 1, "items": { "$ref": "#/$defs/line" } },
            "address": { "anyOf": [{ "$ref": "#/$defs/address" }, { "type": "null" }] },
            "paid": { "type": ["boolean", "null"] },
            "state": { "enum": ["open", "closed", null] }
          },
          "$defs": {
            "line": {
              "type": "object", "required": ["sku"],
              "properties": { "sku": { "type": "string", "minLength": 2, "maxLength": 8 }, "quantity": { "type": "integer", "minimum": 1, "maximum": 99 } }
            },
            "address": { "type": "object", "required": ["city"], "properties": { "city": { "type": "string", "minLength": 1 }, "zip code": { "type": "string" } } }
          }
        }
        """;

    private const string Tree = """{ "type": "object", "properties": { "value": { "type": "number" }, "children": { "type": "array", "items": { "$ref": "#" } } } }""";

    private const string Names = """{ "propertyNames": { "maxLength": 3 }, "patternProperties": { "^x": { "type": "integer" } }, "additionalProperties": { "type": "string" } }""";

    private const string Keys = """{ "propertyNames": { "enum": ["a", "b", { "x": [1] }], "not": { "const": [] } } }""";

    private const string Card = """{ "dependentRequired": { "card": ["cvc"] }, "dependentSchemas": { "gift": { "properties": { "note": { "minLength": 2 } } } } }""";

    private const string Pair = """{ "prefixItems": [{ "type": "string" }, { "type": "number" }], "items": false, "contains": { "const": 1 }, "maxContains": 1 }""";

    private const string Shape = """{ "oneOf": [{ "type": "number", "multipleOf": 3 }, { "type": "number", "multipleOf": 5 }], "not": { "const": 25 } }""";

    private const string Shapes = """
        {
          "oneOf": [
            { "$ref": "#/$defs/circle" },
            { "type": "object", "required": ["kind", "side"], "properties": { "kind": { "enum": ["square"] }, "side": { "type": "number" } } }
          ],
          "$defs": { "circle": { "type": "object", "required": ["kind", "radius"], "properties": { "kind": { "const": "circle" }, "radius": { "type": "number", "minimum": 0 } } } }
        }
        """;

    private const string Needs = """{ "anyOf": [{ "required": ["email"] }, { "required": ["phone"] }] }""";

    private const string Switch = """
        { "if": { "properties": { "kind": { "const": "a" } } }, "then": { "required": ["a"] }, "else": { "properties": { "b": { "type": "integer" } } } }
        """;

    private const string Extended = """{ "allOf": [{ "properties": { "a": { "type": "integer" } } }], "properties": { "b": true }, "unevaluatedProperties": false }""";

    private static readonly (string Schema, string Json, string Problems)[] s_cases =
    [
        (Order, """{"id":"A1","lines":[{"sku":"ab","quantity":1.0}],"address":null,"paid":true,"state":"open"}""", ""),
        (Order, """{"lines":[]}""", "$.lines: expected an array of at least 1 item, received 0\n$.id: expected a string that matches ^[A-Z]\\d+$, received nothing"),
        (Order, """{"id":"a1","lines":[{"sku":"a"},{"quantity":1.5},7]}""",
            """
            $.id: expected a string that matches ^[A-Z]\d+$, received "a1"
            $.lines[0].sku: expected a string of 2 to 8 characters, received "a"
            $.lines[1].quantity: expected an integer from 1 to 99, received 1.5
            $.lines[1].sku: expected a string of 2 to 8 characters, received nothing
            $.lines[2]: expected an object, received 7
            """),
        (Order, """{"id":"A1","lines":[{"sku":"ab"}],"address":{"zip code":5},"total":{"a":[1]}}""",
            """
            $.address["zip code"]: expected a string, received 5
            $.address.city: expected a string of at least 1 character, received nothing
            $.total: expected nothing by this name (the names are id, lines, address, paid, state), received an object
            """),
        (Order, """{"id":"A1","lines":[{"sku":"ab"}],"address":[],"paid":0,"state":"Open"}""",
            """
            $.address: expected an object with city or null, received an array
            $.paid: expected true, false or null, received 0
            $.state: expected one of "open", "closed", null, received "Open"
            """),
        (Order, "[1,2]", "$: expected an object, received an array"),
        (Tree, """{"value":1,"children":[{"children":[{"value":"x"}]},{"value":null}]}""",
            "$.children[0].children[0].value: expected a number, received \"x\"\n$.children[1].value: expected a number, received null"),
        (Names, """{"ab":"x","x1":1,"abcd":"y"}""", "$.abcd: expected a string of at most 3 characters, received \"abcd\""),
        (Names, """{"x":"1","y":1}""", "$.x: expected an integer, received \"1\"\n$.y: expected a string, received 1"),
        (Names, "\"not an object\"", ""),
        (Card, """{"card":1,"gift":true,"note":"x"}""",
            "$.cvc: expected a value, because card is there, received nothing\n$.note: expected a string of at least 2 characters, received \"x\""),
        (Card, """{"note":"x"}""", ""),
        (Pair, """["a",1]""", ""),
        (Pair, """[1,1,1]""",
            "$[0]: expected a string, received 1\n$[2]: expected no value, received 1\n$: expected an array with 1 item that is 1, received 3"),
        (Shape, "9", ""),
        (Shape, "7", "$: expected a number, a multiple of 3 or a number, a multiple of 5, received 7"),
        (Shape, "15.0", "$: expected a value that fits only one of these: a number, a multiple of 3 or a number, a multiple of 5, received 15.0"),
        (Shape, "2.5e1", "$: expected anything but 25, received 2.5e1"),
        (Shapes, """{"kind":"circle","radius":-1}""", "$.radius: expected a number, 0 or greater, received -1"),
        (Shapes, """{"\u006bind":"square"}""", "$.side: expected a number, received nothing"),
        (Shapes, """{"kind":"line"}""", "$: expected an object with kind \"circle\", radius or an object with kind, side, received an object"),
        (Shapes, "1", "$: expected an object with kind \"circle\", radius or an object with kind, side, received 1"),
        (Needs, """{"phone":1}""", ""),
        (Needs, "{}", "$: expected an object with email or an object with phone, received an object"),
        (Switch, """{"kind":"a"}""", "$.a: expected a value, received nothing"),
        (Switch, """{"kind":"b","b":"1"}""", "$.b: expected an integer, received \"1\""),
        (Extended, """{"a":1,"b":2}""", ""),
        (Extended, """{"a":"1","c":1}""", "$.a: expected an integer, received \"1\"\n$.c: expected nothing by this name (the names are b, a), received 1"),
        (Keys, """{"a":[1],"\u0062":1}""", ""),
        (Keys, """{"padding":[{"x":[1]}],"c":1}""", "$.padding: expected one of \"a\", \"b\", {\"x\":[1]}, received \"padding\"\n$.c: expected one of \"a\", \"b\", {\"x\":[1]}, received \"c\""),
        ("true", "{}", ""),
        ("false", "{\"a\":1}", "$: expected no value, received an object"),
    ];

    private static readonly SchemaCases s_compiled = new(s_cases.Select(item => item.Schema));

    public static IEnumerable<TheoryDataRow<int>> Cases => Enumerable.Range(0, s_cases.Length).Select(i => new TheoryDataRow<int>(i));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Problems_name_the_place_and_what_was_expected(int index)
    {
        var (schema, json, problems) = s_cases[index];

        s_compiled[schema].Ask(json).ShouldBe(problems.ReplaceLineEndings("\n"), json);
    }
}
