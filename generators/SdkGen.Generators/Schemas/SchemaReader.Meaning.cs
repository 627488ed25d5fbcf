using SdkGen.Generators.Contracts;
using SdkGen.Generators.Specs;
using SdkGen.Generators.Specs.Json;

namespace SdkGen.Generators.Schemas;

internal sealed partial class SchemaReader
{
    private sealed partial class KeywordReader
    {
        private const string Draft = "https://json-schema.org/draft/2020-12/schema";

        // What changes the verdict and is not compiled. Every other unknown keyword is an annotation.
        private static readonly (string Keyword, string Reason)[] s_unsupported =
        [
            ("$dynamicRef", "where it leads is known only while a value is judged; '$ref' is supported"),
            ("$dynamicAnchor", "where references to it lead is known only while a value is judged; '$anchor' is supported"),
            ("$recursiveRef", "it belongs to an older draft; use '$ref'"),
            ("$recursiveAnchor", "it belongs to an older draft; use '$anchor'"),
            ("additionalItems", "it belongs to an older draft; use 'items'"),
            ("dependencies", "it belongs to an older draft; use 'dependentRequired' or 'dependentSchemas'"),
        ];

        private void ReadAddress()
        {
            if (Find("$schema") is { } dialect && String(dialect) is { } draft && draft.TrimEnd('#') is not (Draft or "http://json-schema.org/draft/2020-12/schema"))
                problems.Add(SchemaRules.UnsupportedDialect, dialect.Value.Span, draft);
            if (Find("$id") is { } id && String(id) is { } written)
            {
                if (SchemaUri.SplitFragment(written).Fragment is { Length: > 0 })
                    problems.Add(SpecRules.InvalidValue, id.Value.Span, "$id", written, "it cannot have a fragment; use '$anchor'");
                _uri = SchemaUri.SplitFragment(SchemaUri.Resolve(_uri, written)).Uri;
                file._resources.Add(new SchemaResource(_uri, pointer));
            }

            if (Find("$anchor") is { } anchor && String(anchor) is { } name)
                file._anchors.Add(new SchemaAnchor($"{_uri}#{name}", index));
        }

        private SchemaReference? ReadReference() =>
            Find("$ref") is { } reference && String(reference) is { } written
                ? new SchemaReference(SchemaUri.Resolve(_uri, written), written, problems.PlaceOf(reference.Value.Span))
                : null;

        private void RefuseUnsupported()
        {
            foreach (var (keyword, reason) in s_unsupported)
            {
                if (Find(keyword) is { } property)
                    problems.Add(SchemaRules.UnsupportedKeyword, property.NameSpan, keyword, reason);
            }
        }

        private UnevaluatedKeyword? Unevaluated(string keyword) =>
            Find(keyword) is { } property && Schema(keyword) is { } schema ? new UnevaluatedKeyword(schema, problems.PlaceOf(property.NameSpan)) : null;

        private JsonTypes ReadTypes()
        {
            if (Find("type") is not { } property)
                return JsonTypes.Any;
            var names = property.Value switch
            {
                JsonString one => [one],
                JsonArray { Items.Count: > 0 } many when many.Items.All(item => item is JsonString) => many.Items.Cast<JsonString>().ToArray(),
                _ => [],
            };
            if (names.Length == 0)
                Wrong(property, "the name of a type or an array of such names");

            var types = JsonTypes.None;
            foreach (var name in names)
                types |= TypeOf(name);
            return (types & JsonTypes.Number) != 0 ? types & ~JsonTypes.Integer : types;
        }

        private JsonTypes TypeOf(JsonString name)
        {
            switch (name.Value)
            {
                case "null": return JsonTypes.Null;
                case "boolean": return JsonTypes.Boolean;
                case "object": return JsonTypes.Object;
                case "array": return JsonTypes.Array;
                case "string": return JsonTypes.String;
                case "number": return JsonTypes.Number;
                case "integer": return JsonTypes.Integer;
                default:
                    var hint = NearestName.Hint(name.Value, ["null", "boolean", "object", "array", "string", "number", "integer"]);
                    problems.Add(SpecRules.InvalidValue, name.Span, "type", name.Value, "JSON has no such type" + hint);
                    return JsonTypes.None;
            }
        }
    }
}
