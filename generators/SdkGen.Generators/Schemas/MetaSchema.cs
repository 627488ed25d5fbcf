using Microsoft.CodeAnalysis.Text;

namespace SdkGen.Generators.Schemas;

/// <summary>The schema of schemas of draft 2020-12, which any schema may refer to.</summary>
/// <remarks>
/// The standard splits it into vocabularies that find each other by <c>$dynamicRef</c>. Starting at its own root these all lead back to that root, so it is
/// written here as one schema with plain references.
/// </remarks>
internal static class MetaSchema
{
    public const string Uri = "https://json-schema.org/draft/2020-12/schema";

    private const string Text =
        """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "$id": "https://json-schema.org/draft/2020-12/schema",
          "$defs": {
            "schemas": { "type": "array", "minItems": 1, "items": { "$ref": "#" } },
            "schemaMap": { "type": "object", "additionalProperties": { "$ref": "#" } },
            "count": { "type": "integer", "minimum": 0 },
            "names": { "type": "array", "items": { "type": "string" }, "uniqueItems": true },
            "anchor": { "type": "string", "pattern": "^[A-Za-z_][-A-Za-z0-9._]*$" },
            "typeName": { "enum": ["array", "boolean", "integer", "null", "number", "object", "string"] }
          },
          "type": ["object", "boolean"],
          "properties": {
            "$schema": { "type": "string" },
            "$id": { "type": "string", "pattern": "^[^#]*#?$" },
            "$ref": { "type": "string" },
            "$anchor": { "$ref": "#/$defs/anchor" },
            "$dynamicRef": { "type": "string" },
            "$dynamicAnchor": { "$ref": "#/$defs/anchor" },
            "$vocabulary": { "type": "object", "additionalProperties": { "type": "boolean" } },
            "$comment": { "type": "string" },
            "$defs": { "$ref": "#/$defs/schemaMap" },
            "definitions": { "$ref": "#/$defs/schemaMap" },
            "dependencies": { "type": "object", "additionalProperties": { "anyOf": [{ "$ref": "#" }, { "$ref": "#/$defs/names" }] } },
            "$recursiveAnchor": { "$ref": "#/$defs/anchor" },
            "$recursiveRef": { "type": "string" },
            "prefixItems": { "$ref": "#/$defs/schemas" },
            "items": { "$ref": "#" },
            "contains": { "$ref": "#" },
            "properties": { "$ref": "#/$defs/schemaMap" },
            "patternProperties": { "$ref": "#/$defs/schemaMap" },
            "additionalProperties": { "$ref": "#" },
            "propertyNames": { "$ref": "#" },
            "dependentSchemas": { "$ref": "#/$defs/schemaMap" },
            "if": { "$ref": "#" },
            "then": { "$ref": "#" },
            "else": { "$ref": "#" },
            "allOf": { "$ref": "#/$defs/schemas" },
            "anyOf": { "$ref": "#/$defs/schemas" },
            "oneOf": { "$ref": "#/$defs/schemas" },
            "not": { "$ref": "#" },
            "unevaluatedItems": { "$ref": "#" },
            "unevaluatedProperties": { "$ref": "#" },
            "type": {
              "anyOf": [
                { "$ref": "#/$defs/typeName" },
                { "type": "array", "minItems": 1, "items": { "$ref": "#/$defs/typeName" }, "uniqueItems": true }
              ]
            },
            "enum": { "type": "array" },
            "multipleOf": { "type": "number", "exclusiveMinimum": 0 },
            "maximum": { "type": "number" },
            "exclusiveMaximum": { "type": "number" },
            "minimum": { "type": "number" },
            "exclusiveMinimum": { "type": "number" },
            "maxLength": { "$ref": "#/$defs/count" },
            "minLength": { "$ref": "#/$defs/count" },
            "pattern": { "type": "string" },
            "maxItems": { "$ref": "#/$defs/count" },
            "minItems": { "$ref": "#/$defs/count" },
            "uniqueItems": { "type": "boolean" },
            "maxContains": { "$ref": "#/$defs/count" },
            "minContains": { "$ref": "#/$defs/count" },
            "maxProperties": { "$ref": "#/$defs/count" },
            "minProperties": { "$ref": "#/$defs/count" },
            "required": { "$ref": "#/$defs/names" },
            "dependentRequired": { "type": "object", "additionalProperties": { "$ref": "#/$defs/names" } },
            "title": { "type": "string" },
            "description": { "type": "string" },
            "deprecated": { "type": "boolean" },
            "readOnly": { "type": "boolean" },
            "writeOnly": { "type": "boolean" },
            "examples": { "type": "array" },
            "format": { "type": "string" },
            "contentEncoding": { "type": "string" },
            "contentMediaType": { "type": "string" },
            "contentSchema": { "$ref": "#" }
          }
        }
        """;

    public static SchemaFile File { get; } = SchemaReader.Read("2020-12.schema.json", SourceText.From(Text), validator: null, type: null, Uri);
}
