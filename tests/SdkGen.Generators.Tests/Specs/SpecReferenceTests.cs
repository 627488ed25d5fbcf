using System.Text.Json.Nodes;

namespace SdkGen.Generators.Tests.Specs;

/// <summary>The reference page says what the schemas say: <c>SDKGEN_UPDATE_GOLDEN=1</c> writes it anew.</summary>
public class SpecReferenceTests
{
    [Fact]
    public void The_page_is_made_from_the_schemas()
    {
        var page = Path.Combine(Repository.Root, "docs", "spec-reference.md");
        var text = SpecReference.Write(Schema("provider.schema.json"), Schema("dialect.schema.json"));
        if (Environment.GetEnvironmentVariable("SDKGEN_UPDATE_GOLDEN") == "1")
            File.WriteAllText(page, text);

        text.ShouldBe(File.ReadAllText(page), "The schemas have changed: run the test with SDKGEN_UPDATE_GOLDEN=1.");
    }

    [Fact]
    public void Kinds_of_values_are_told_in_words()
    {
        var schema = JsonNode.Parse(
            """
            { "title": "A thing", "description": "It is.", "required": ["id"], "properties": {
                "id": { "type": "string", "description": "Its id: {} | x." },
                "size": { "type": "integer", "minimum": 1, "maximum": 9, "description": "Its size." },
                "parts": { "type": "array", "items": { "$ref": "#/$defs/part" }, "description": "Its parts." },
                "words": { "type": "object", "additionalProperties": { "type": "string" }, "description": "Its words." },
                "born": { "anyOf": [ { "type": "boolean" }, { "type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}$" } ], "description": "Its day." } },
              "$defs": { "part": { "description": "A part.", "minProperties": 1, "maxProperties": 1, "properties": { "kind": { "enum": ["a", "b"], "description": "Its kind." } } } } }
            """)!;

        SpecReference.Write(("thing.schema.json", schema)).ShouldEndWith(
            """

            ## A thing

            `schemas/thing.schema.json`: It is.

            | key | holds | |
            |---|---|---|
            | `id` (needed) | string | Its id: `{}` \| x. |
            | `size` | whole number, 1 to 9 | Its size. |
            | `parts` | list of [part](#thing-part) | Its parts. |
            | `words` | object of string | Its words. |
            | `born` | boolean or date | Its day. |

            ### part
            <a id="thing-part"></a>

            A part.

            | key | holds | |
            |---|---|---|
            | `kind` | `a`, `b` | Its kind. |

            Exactly one of them.

            """);
    }

    private static (string File, JsonNode Schema) Schema(string name) => (name, JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "schemas", name)))!);
}
