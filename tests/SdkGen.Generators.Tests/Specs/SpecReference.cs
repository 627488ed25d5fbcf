using System.Text;
using System.Text.Json.Nodes;

namespace SdkGen.Generators.Tests.Specs;

/// <summary>Writes the reference page of the spec formats from their published schemas.</summary>
internal static class SpecReference
{
    public static string Write(params (string File, JsonNode Schema)[] schemas)
    {
        var page = new StringBuilder("# Spec files: every key\n\nMade from the published schemas; how to write a spec is told in [specs.md](specs.md).\n");
        foreach (var (file, schema) in schemas)
        {
            page.Append($"\n## {schema["title"]}\n\n`schemas/{file}`: {schema["description"]}\n");
            Table(page, file, schema);
            foreach (var (name, definition) in schema["$defs"]!.AsObject())
            {
                page.Append($"\n### {name}\n<a id=\"{Anchor(file, name)}\"></a>\n\n{definition!["description"]}\n");
                Table(page, file, definition);
            }
        }

        return page.ToString();
    }

    private static void Table(StringBuilder page, string file, JsonNode definition)
    {
        if (definition["properties"] is not JsonObject properties)
            return;
        var required = (definition["required"] as JsonArray)?.Select(name => (string)name!).ToHashSet() ?? [];
        page.Append("\n| key | holds | |\n|---|---|---|\n");
        foreach (var (name, property) in properties)
            page.Append($"| `{name}`{(required.Contains(name) ? " (needed)" : "")} | {Type(file, property!)} | {Escape((string?)property!["description"] ?? "")} |\n");
        page.Append(Counts(definition));
    }

    /// <summary>What the number of keys must be, where the schema says.</summary>
    private static string Counts(JsonNode definition) => ((int?)definition["minProperties"], (int?)definition["maxProperties"]) switch
    {
        (1, 1) => "\nExactly one of them.\n",
        ({ } least, _) => $"\nAt least {least} of them.\n",
        _ => "",
    };

    private static string Type(string file, JsonNode property)
    {
        if ((string?)property["$ref"] is { } reference)
        {
            var name = reference["#/$defs/".Length..];
            return $"[{name}](#{Anchor(file, name)})";
        }

        if (property["enum"] is JsonArray words)
            return string.Join(", ", words.Select(word => $"`{(string)word!}`"));
        if (property["anyOf"] is JsonArray choices)
            return string.Join(" or ", choices.Select(choice => Type(file, choice!)));
        if (property["type"] is JsonArray types)
            return string.Join(" or ", types.Select(type => (string)type!));
        return (string?)property["type"] switch
        {
            "array" => "list of " + (property["items"] is { } items ? Type(file, items) : "anything"),
            "object" when property["additionalProperties"] is JsonObject values => "object of " + Type(file, values),
            "integer" => "whole number" + Range(property),
            "number" => "number" + Range(property),
            "string" when (string?)property["pattern"] == @"^\d{4}-\d{2}-\d{2}$" => "date",
            { } type => type,
            null => "anything",
        };
    }

    private static string Range(JsonNode property) => (property["minimum"], property["maximum"]) switch
    {
        ({ } minimum, { } maximum) => $", {minimum} to {maximum}",
        ({ } minimum, null) => $", {minimum} or more",
        _ => "",
    };

    private static string Anchor(string file, string name) => $"{file[..file.IndexOf('.')]}-{name.ToLowerInvariant()}";

    private static string Escape(string text) => text.Replace("|", "\\|").Replace("{}", "`{}`");
}
