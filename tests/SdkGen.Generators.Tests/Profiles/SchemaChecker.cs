using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SdkGen.Generators.Tests.Profiles;

/// <summary>
/// What a provider refuses in a schema, written from its documentation and apart from the generator: it walks a finished schema and knows nothing of how it was made.
/// </summary>
internal sealed partial class SchemaChecker
{
    private const string Annotations = " title description ";

    private readonly List<string> _problems = [];
    private readonly JsonObject _root;
    private readonly CheckedProfile _profile;

    private SchemaChecker(JsonObject root, CheckedProfile profile)
    {
        _root = root;
        _profile = profile;
    }

    /// <summary>Every reason for which the provider would refuse; empty where it would not.</summary>
    public static IReadOnlyList<string> Check(string profile, string schema) => Check(profile, JsonNode.Parse(schema)!.AsObject());

    public static IReadOnlyList<string> Check(string profile, JsonObject schema)
    {
        var checker = new SchemaChecker(schema, CheckedProfile.Of(profile));
        checker.CheckRoot();
        checker.Visit(schema, "$");
        checker.CheckTotals();
        return checker._problems;
    }

    private void CheckRoot()
    {
        if (!_profile.ObjectRoot)
            return;
        if (Types(_root) is not ["object"])
            Add("$", "the root is not an object");
        foreach (var keyword in (string[])["anyOf", "oneOf", "allOf", "enum", "not"])
        {
            if (_root.ContainsKey(keyword))
                Add("$", $"{keyword} at the root");
        }
    }

    private void Visit(JsonNode? node, string path)
    {
        if (node is not JsonObject schema)
        {
            Add(path, "not a schema of its own");
            return;
        }

        foreach (var (keyword, value) in schema)
        {
            if (!_profile.Keywords.Contains(keyword) && !Annotations.Contains($" {keyword} ", StringComparison.Ordinal))
                Add(path, $"keyword {keyword}");
            Visit(keyword, value, path);
        }

        CheckReference(schema, path);
        CheckTypes(schema, path);
        CheckObject(schema, path);
        CheckValues(schema, path);
        if (Types(schema).Contains("array") && !schema.ContainsKey("items") && !(_profile.Keywords.Contains("prefixItems") && schema.ContainsKey("prefixItems")))
            Add(path, "an array without items");
    }

    private void Visit(string keyword, JsonNode? value, string path)
    {
        switch (keyword)
        {
            case "properties" or "$defs" or "definitions":
                foreach (var (name, property) in value!.AsObject())
                    Visit(property, $"{path}.{name}");
                break;
            case "items":
                Visit(value, path + "[]");
                break;
            case "anyOf" or "prefixItems":
                foreach (var branch in value!.AsArray())
                    Visit(branch, $"{path}({keyword})");
                break;
            case "additionalProperties" when value is JsonObject:
                if (_profile.Closed)
                    Add(path, "free keys");
                else
                    Visit(value, path + ".*");
                break;
        }
    }

    private void CheckReference(JsonObject schema, string path)
    {
        if (schema["$ref"] is not { } reference)
            return;
        if (schema.Count > 1)
            Add(path, "keywords beside $ref");
        if (Resolve((string)reference!) is null)
            Add(path, $"{reference} leads nowhere");
    }

    private void CheckTypes(JsonObject schema, string path)
    {
        var types = Types(schema);
        if (types.Length == 0 && schema.ContainsKey("properties"))
            Add(path, "properties without a type");
        if (types.Length == 0 && _profile.Typed && !schema.ContainsKey("$ref") && !schema.ContainsKey("anyOf"))
            Add(path, "no type");
        if (_profile.OpenApi && schema["type"] is { } type && (type is JsonArray || (string)type! != ((string)type!).ToUpperInvariant()))
            Add(path, "a type that OpenAPI does not know");
    }

    private void CheckObject(JsonObject schema, string path)
    {
        if (!Types(schema).Contains("object"))
            return;
        var properties = schema["properties"]?.AsObject().Select(property => property.Key).ToHashSet() ?? [];
        var required = schema["required"]?.AsArray().Select(name => (string)name!).ToArray() ?? [];
        if (_profile.Closed && schema["additionalProperties"]?.ToJsonString() != "false")
            Add(path, "an open object");
        if (_profile.AllRequired && (schema["required"] is null || !properties.SetEquals(required)))
            Add(path, "properties and required differ");
        if (required.FirstOrDefault(name => !properties.Contains(name)) is { } unknown)
            Add(path, $"{unknown} is required and not defined");
        if (_profile.SomethingRequired && required.Length == 0 && (properties.Count > 0 || schema != _root))
            Add(path, "nothing is required");
        if (_profile.OpenApi && properties.Count == 0)
            Add(path, "an object without properties");
        if (schema["propertyOrdering"] is { } ordering)
        {
            var names = ordering.AsArray().Select(name => (string)name!).ToArray();
            if (names.Distinct().Count() != names.Length || !names.All(properties.Contains))
                Add(path, "an order of other properties");
        }
        else if (_profile.Ordered)
        {
            Add(path, "no order of properties");
        }
    }

    private void CheckValues(JsonObject schema, string path)
    {
        if (schema["format"] is { } format && _profile.Formats is { } formats && !formats.Contains((string)format!))
            Add(path, $"format {format}");
        if (schema["pattern"] is { } pattern && _profile.RefusedPattern is { } refused && refused.IsMatch((string)pattern!))
            Add(path, $"pattern {pattern}");
        if (schema["minItems"] is { } least && _profile.MaxMinItems is { } most && (int)least! > most)
            Add(path, $"minItems {least}");
        foreach (var value in schema["enum"]?.AsArray() ?? [])
        {
            if (value is JsonObject or JsonArray)
                Add(path, "a value in enum that is no scalar");
            if (_profile.OpenApi && value is not JsonValue { } || (_profile.OpenApi && value!.GetValueKind() != System.Text.Json.JsonValueKind.String))
                Add(path, "enum of something else than strings");
        }
    }

    private void CheckTotals()
    {
        var (optional, unions, depth) = (0, 0, Depth(_root, []));
        foreach (var schema in All(_root))
        {
            unions += schema.ContainsKey("anyOf") || schema["type"] is JsonArray ? 1 : 0;
            optional += (schema["properties"]?.AsObject().Count ?? 0) - (schema["required"]?.AsArray().Count ?? 0);
        }

        if (optional > _profile.MaxOptional)
            Add("$", $"{optional.ToString(CultureInfo.InvariantCulture)} optional parameters");
        if (unions > _profile.MaxUnions)
            Add("$", $"{unions.ToString(CultureInfo.InvariantCulture)} unions");
        if (depth > _profile.MaxDepth)
            Add("$", $"nested {depth.ToString(CultureInfo.InvariantCulture)} deep");
        if (_profile.NoRecursion && depth == int.MaxValue)
            Add("$", "recursion");
    }

    /// <summary>Objects within objects; endless where a type holds itself and the profile knows no recursion.</summary>
    private int Depth(JsonNode? node, ImmutableHashSet<string> within)
    {
        if (node is not JsonObject schema)
            return 0;
        if (schema["$ref"] is { } reference)
        {
            var pointer = (string)reference!;
            if (!_profile.NoRecursion)
                return 0;
            return within.Contains(pointer) ? int.MaxValue : Depth(Resolve(pointer), within.Add(pointer));
        }

        var inner = new[] { schema["items"], schema["additionalProperties"] }
            .Concat(schema["properties"]?.AsObject().Select(property => property.Value) ?? [])
            .Concat(schema["anyOf"]?.AsArray().AsEnumerable() ?? [])
            .Select(child => Depth(child, within)).DefaultIfEmpty().Max();
        return inner == int.MaxValue ? inner : inner + (schema.ContainsKey("properties") ? 1 : 0);
    }

    private static IEnumerable<JsonObject> All(JsonNode? node) => node switch
    {
        JsonObject schema => schema.SelectMany(property => All(property.Value)).Prepend(schema),
        JsonArray array => array.SelectMany(All),
        _ => [],
    };

    private JsonNode? Resolve(string pointer)
    {
        JsonNode? node = pointer.StartsWith('#') ? _root : null;
        foreach (var step in pointer.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
            node = (node as JsonObject)?[step];
        return node;
    }

    private static string[] Types(JsonObject schema) => schema["type"] switch
    {
        JsonArray array => [.. array.Select(type => ((string)type!).ToLowerInvariant())],
        JsonValue value => [((string)value!).ToLowerInvariant()],
        _ => [],
    };

    private void Add(string path, string problem) => _problems.Add($"{path}: {problem}");

    [GeneratedRegex(@"\(\?<?[=!]|\\[1-9]|\\k<")]
    internal static partial Regex LookAroundOrBackReference();

    [GeneratedRegex(@"\(\?<?[=!]|\\[1-9]|\\k<|\\[bB]|\{\d{4,}|,\d{4,}\}")]
    internal static partial Regex BeyondAGrammar();

    [GeneratedRegex(@"[\^$]|\(\?<?[=!]|\\[1-9]")]
    internal static partial Regex AnchorOrLookAround();
}
