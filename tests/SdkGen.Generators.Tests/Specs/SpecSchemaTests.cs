using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SdkGen.Generators.Specs;

namespace SdkGen.Generators.Tests.Specs;

/// <summary>The published schemas, the reader and the specs of the repository say the same.</summary>
public class SpecSchemaTests
{
    private static readonly string s_schemas = Path.Combine(Repository.Root, "schemas");

    public static TheoryData<string> Specs => [.. Directory
        .GetFiles(Path.Combine(s_schemas, "dialects"), "*.dialect.json")
        .Concat(Directory.GetFiles(Path.Combine(Repository.Root, "providers"), "*.provider.json", SearchOption.AllDirectories))
        .Where(path => !path.Contains("/obj/") && !path.Contains("/bin/"))
        .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))];

    [Theory]
    [MemberData(nameof(Specs))]
    public void Spec_satisfies_its_schema(string path)
    {
        var spec = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, path)))!;
        var declared = Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(path)!, (string)spec["$schema"]!));
        declared.ShouldBe(Path.Combine(s_schemas, path.EndsWith(SpecReader.DialectSuffix) ? "dialect.schema.json" : "provider.schema.json"));

        Check(JsonNode.Parse(File.ReadAllText(declared))!, spec).ShouldBeEmpty();
    }

    [Fact]
    public void Schema_and_reader_know_the_same_keys()
    {
        Compare("provider.schema.json", SpecShape.Provider.All);
        Compare("dialect.schema.json", SpecShape.Dialect.All);
    }

    [Fact]
    public void The_check_finds_what_is_wrong()
    {
        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(s_schemas, "provider.schema.json")))!;

        Check(schema, JsonNode.Parse("""{ "id": "a", "modells": {} }""")!).ShouldBe(["$: modells is unknown"]);
        Check(schema, JsonNode.Parse("""{ "models": { "a": { "input": ["pdf"], "context": "x" } } }""")!)
            .ShouldBe(["$: id is missing", "$.models.a.input[0]: not in the list", "$.models.a.context: not integer"]);
        Check(schema, JsonNode.Parse("""{ "id": "a", "auth": {}, "models": { "a": { "reasoning": "much" } } }""")!)
            .ShouldBe(["$.auth: too few properties", "$.models.a.reasoning: none of the alternatives"]);
    }

    private static void Compare(string file, IReadOnlyList<SpecShape> shapes)
    {
        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(s_schemas, file)))!;
        foreach (var shape in shapes)
        {
            var definition = shape.Definition.Length == 0 ? schema : schema["$defs"]![shape.Definition].ShouldNotBeNull(shape.Definition);
            definition["properties"]!.AsObject().Select(property => property.Key).ShouldBe(shape.Keys, ignoreOrder: true, $"{file}: {shape.Name}");
            foreach (var (name, property) in definition["properties"]!.AsObject())
                property!["description"].ShouldNotBeNull($"{file}: {shape.Definition}.{name} has no description");
        }

        schema["$defs"]!.AsObject().Select(definition => definition.Key).ShouldBe(shapes.Select(shape => shape.Definition).Where(name => name.Length > 0), ignoreOrder: true);
    }

    private static List<string> Check(JsonNode root, JsonNode value)
    {
        var problems = new List<string>();
        Check(root, root, value, "$", problems);
        return problems;
    }

    /// <summary>The part of JSON Schema that the two schemas use; another keyword is a failure of the test, not silence.</summary>
    private static void Check(JsonNode root, JsonNode schema, JsonNode? value, string path, List<string> problems)
    {
        foreach (var (keyword, rule) in schema.AsObject())
        {
            switch (keyword)
            {
                case "$schema" or "$comment" or "$defs" or "title" or "description":
                    break;
                case "$ref":
                    Check(root, root["$defs"]![((string)rule!)["#/$defs/".Length..]]!, value, path, problems);
                    break;
                case "type":
                    if (!(rule is JsonArray types ? types : [rule!.DeepClone()]).Any(type => IsA(value, (string)type!)))
                        problems.Add($"{path}: not {rule}");
                    break;
                case "enum":
                    if (!rule!.AsArray().Any(allowed => JsonNode.DeepEquals(allowed, value)))
                        problems.Add($"{path}: not in the list");
                    break;
                case "pattern":
                    if (value is JsonValue text && text.TryGetValue<string>(out var written) && !Regex.IsMatch(written, (string)rule!))
                        problems.Add($"{path}: does not match {rule}");
                    break;
                case "minLength":
                    if (value is JsonValue some && some.TryGetValue<string>(out var word) && word.Length < (int)rule!)
                        problems.Add($"{path}: too short");
                    break;
                case "minimum":
                    if (value is JsonValue number && number.TryGetValue<double>(out var low) && low < (double)rule!)
                        problems.Add($"{path}: too small");
                    break;
                case "maximum":
                    if (value is JsonValue figure && figure.TryGetValue<double>(out var high) && high > (double)rule!)
                        problems.Add($"{path}: too large");
                    break;
                case "minProperties":
                    if (value is JsonObject few && few.Count < (int)rule!)
                        problems.Add($"{path}: too few properties");
                    break;
                case "maxProperties":
                    if (value is JsonObject many && many.Count > (int)rule!)
                        problems.Add($"{path}: too many properties");
                    break;
                case "required":
                    problems.AddRange(value is JsonObject holder ? rule!.AsArray().Where(name => !holder.ContainsKey((string)name!)).Select(name => $"{path}: {name} is missing") : []);
                    break;
                case "anyOf":
                    if (!rule!.AsArray().Any(choice => Alternative(root, choice!, value, path)))
                        problems.Add($"{path}: none of the alternatives");
                    break;
                case "items":
                    for (var i = 0; value is JsonArray array && i < array.Count; i++)
                        Check(root, rule!, array[i], $"{path}[{i}]", problems);
                    break;
                case "propertyNames":
                    foreach (var property in value as JsonObject ?? [])
                        Check(root, rule!, JsonValue.Create(property.Key), $"{path}.{property.Key}", problems);
                    break;
                case "properties":
                    foreach (var property in value as JsonObject ?? [])
                    {
                        if (rule![property.Key] is { } member)
                            Check(root, member, property.Value, $"{path}.{property.Key}", problems);
                    }

                    break;
                case "additionalProperties":
                    foreach (var property in value as JsonObject ?? [])
                    {
                        if (schema["properties"]?[property.Key] is not null)
                            continue;
                        if (rule is JsonObject free)
                            Check(root, free, property.Value, $"{path}.{property.Key}", problems);
                        else
                            problems.Add($"{path}: {property.Key} is unknown");
                    }

                    break;
                default:
                    throw new NotSupportedException($"The test does not know the keyword {keyword}.");
            }
        }
    }

    private static bool Alternative(JsonNode root, JsonNode choice, JsonNode? value, string path)
    {
        var problems = new List<string>();
        Check(root, choice, value, path, problems);
        return problems.Count == 0;
    }

    private static bool IsA(JsonNode? value, string type) => (value?.GetValueKind(), type) switch
    {
        (System.Text.Json.JsonValueKind.Object, "object") or (System.Text.Json.JsonValueKind.Array, "array") or (System.Text.Json.JsonValueKind.String, "string") => true,
        (System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False, "boolean") or (System.Text.Json.JsonValueKind.Number, "number") => true,
        (System.Text.Json.JsonValueKind.Number, "integer") => value!.AsValue().TryGetValue<long>(out _),
        _ => false,
    };
}
