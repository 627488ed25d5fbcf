using System.Globalization;
using Microsoft.CodeAnalysis.Text;
using SdkGen.Generators.Contracts;
using SdkGen.Generators.Schemas.Patterns;
using SdkGen.Generators.Specs;
using SdkGen.Generators.Specs.Json;

namespace SdkGen.Generators.Schemas;

internal sealed partial class SchemaReader
{
    /// <summary>Reads the keywords of one schema object. Unknown keywords are annotations and mean nothing, as the standard has it.</summary>
    private sealed partial class KeywordReader(SchemaReader file, JsonObject keywords, SpecProblems problems, string pointer, string uri, int index)
    {
        private string _uri = uri;

        public Subschema Read()
        {
            ReadAddress();
            RefuseUnsupported();
            Ignore("$defs", "definitions");
            return new Subschema(pointer)
            {
                Title = (Find("title")?.Value as JsonString)?.Value,
                Types = ReadTypes(),
                Enum = ReadEnum(),
                Const = Find("const") is { } constant ? CompactJson.Of(constant.Value) : null,
                Numbers = new NumberBounds(
                    Number("minimum"), Number("exclusiveMinimum"), Number("maximum"), Number("exclusiveMaximum"), Factor()),
                Length = new CountBounds(Count("minLength"), Count("maxLength")),
                Pattern = Find("pattern") is { } pattern && String(pattern) is { } text ? Translate(text, pattern.Value.Span) : null,
                Items = new CountBounds(Count("minItems"), Count("maxItems")),
                UniqueItems = Boolean("uniqueItems"),
                PrefixItems = Schemas("prefixItems"),
                RestItems = Schema("items"),
                Contains = Schema("contains"),
                Contained = new CountBounds(Count("minContains") ?? 1, Count("maxContains")),
                Members = new CountBounds(Count("minProperties"), Count("maxProperties")),
                Properties = Named("properties"),
                PatternProperties = ReadPatternProperties(),
                AdditionalProperties = Schema("additionalProperties"),
                PropertyNames = Schema("propertyNames"),
                Required = Find("required") is { } required ? Names(required) : EquatableArray<string>.Empty,
                DependentRequired = ReadDependentRequired(),
                DependentSchemas = Named("dependentSchemas"),
                AllOf = Schemas("allOf", atLeastOne: true),
                AnyOf = Schemas("anyOf", atLeastOne: true),
                OneOf = Schemas("oneOf", atLeastOne: true),
                Not = Schema("not"),
                If = Schema("if"),
                Then = Schema("then"),
                Else = Schema("else"),
                UnevaluatedProperties = Unevaluated("unevaluatedProperties"),
                UnevaluatedItems = Unevaluated("unevaluatedItems"),
                Reference = ReadReference(),
            };
        }

        private JsonProperty? Find(string keyword) => keywords.Properties.LastOrDefault(property => property.Name == keyword);

        private void Wrong(JsonProperty property, string expected) =>
            problems.Add(SpecRules.WrongType, property.Value.Span, property.Name, expected, property.Value.Kind);

        private string? String(JsonProperty property)
        {
            if (property.Value is JsonString text)
                return text.Value;
            Wrong(property, "a string");
            return null;
        }

        private bool Boolean(string keyword)
        {
            if (Find(keyword) is not { } property)
                return false;
            if (property.Value is JsonBoolean answer)
                return answer.Value;
            Wrong(property, "true or false");
            return false;
        }

        private string? Number(string keyword)
        {
            if (Find(keyword) is not { } property)
                return null;
            if (property.Value is JsonNumber number)
                return number.Text;
            Wrong(property, "a number");
            return null;
        }

        private string? Factor()
        {
            var factor = Number("multipleOf");
            var digits = factor?.Split('e', 'E')[0];
            if (digits is null || (digits[0] != '-' && digits.Any(c => c is >= '1' and <= '9')))
                return factor;
            var property = Find("multipleOf")!;
            problems.Add(SpecRules.InvalidValue, property.Value.Span, "multipleOf", factor!, "it must be greater than 0");
            return null;
        }

        /// <summary>A count; one beyond an int is an int's greatest, which no value reaches.</summary>
        private int? Count(string keyword)
        {
            if (Find(keyword) is not { } property)
                return null;
            if (property.Value is JsonNumber { Text: var text } && text[0] != '-')
            {
                if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
                    return int.MaxValue;
                if (value == decimal.Truncate(value))
                    return value > int.MaxValue ? int.MaxValue : (int)value;
            }

            Wrong(property, "a non-negative integer");
            return null;
        }

        private int? Schema(string keyword)
        {
            if (Find(keyword) is not { } property)
                return null;
            if (property.Value is JsonArray && keyword == "items")
            {
                problems.Add(SchemaRules.UnsupportedKeyword, property.NameSpan, "items", "an array of schemas is 'prefixItems' since 2020-12");
                return null;
            }

            return file.ReadSchema(property.Value, Step(pointer, keyword), _uri);
        }

        private EquatableArray<int> Schemas(string keyword, bool atLeastOne = false)
        {
            if (Find(keyword) is not { } property)
                return EquatableArray<int>.Empty;
            if (property.Value is not JsonArray array)
            {
                Wrong(property, "an array of schemas");
                return EquatableArray<int>.Empty;
            }

            if (atLeastOne && array.Items.Count == 0)
                problems.Add(SpecRules.InvalidValue, property.Value.Span, keyword, "[]", "it needs at least one schema");
            return array.Items.Select((item, i) => file.ReadSchema(item, $"{pointer}/{keyword}/{i.ToString(CultureInfo.InvariantCulture)}", _uri)).ToEquatableArray();
        }

        private EquatableArray<NamedSchema> Named(string keyword) =>
            Entries(keyword).Select(entry => new NamedSchema(entry.Name, file.ReadSchema(entry.Value, Step(Step(pointer, keyword), entry.Name), _uri))).ToEquatableArray();

        private IEnumerable<JsonProperty> Entries(string keyword)
        {
            if (Find(keyword) is not { } property)
                return [];
            if (property.Value is JsonObject entries)
                return entries.Properties;
            Wrong(property, "an object");
            return [];
        }

        // Schemas that only wait to be referred to.
        private void Ignore(params string[] containers)
        {
            foreach (var keyword in containers)
                _ = Named(keyword);
        }

        private EquatableArray<string> Names(JsonProperty property)
        {
            if (property.Value is JsonArray array && array.Items.All(item => item is JsonString))
                return array.Items.Cast<JsonString>().Select(item => item.Value).Distinct(StringComparer.Ordinal).ToEquatableArray();
            Wrong(property, "an array of strings");
            return EquatableArray<string>.Empty;
        }

        private EquatableArray<DependentNames> ReadDependentRequired() =>
            Entries("dependentRequired").Select(entry => new DependentNames(entry.Name, Names(entry))).ToEquatableArray();

        private EquatableArray<PatternSchema> ReadPatternProperties()
        {
            var result = new List<PatternSchema>();
            foreach (var entry in Entries("patternProperties"))
            {
                var schema = file.ReadSchema(entry.Value, Step(Step(pointer, "patternProperties"), entry.Name), _uri);
                if (Translate(entry.Name, entry.NameSpan) is { } pattern)
                    result.Add(new PatternSchema(pattern, schema));
            }

            return result.ToEquatableArray();
        }

        private EcmaText? Translate(string source, TextSpan span)
        {
            var (pattern, error) = EcmaPattern.Translate(source);
            if (pattern is not null)
                return new EcmaText(source, pattern);
            problems.Add(SchemaRules.InvalidPattern, span, source, error!);
            return null;
        }

        private EquatableArray<string>? ReadEnum()
        {
            if (Find("enum") is not { } property)
                return null;
            if (property.Value is JsonArray array)
                return array.Items.Select(CompactJson.Of).ToEquatableArray();
            Wrong(property, "an array");
            return null;
        }
    }
}
