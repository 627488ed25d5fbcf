using System.Globalization;
using System.Text.Json.Nodes;

namespace SdkGen.Conformance.Tests.Requests;

/// <summary>
/// What a request means, whichever way it is written. These ways are the same to the service, and our client writes one of each:
/// names in either spelling of protocol buffers; a repeated field of one item alone; absent, null and empty members; tools together or apart; schemas as JSON Schema
/// or as OpenAPI with types in capitals or by number; the role of instructions, which nobody reads; either alphabet of Base64; texts of an answer that follow each
/// other, in one piece or in several, as long as no signature stands on one of them.
/// </summary>
internal static class GeminiMeaning
{
    private static readonly string[] s_types = ["type_unspecified", "string", "number", "integer", "boolean", "array", "object", "null"];

    // What stands in these is the caller's.
    private static readonly string[] s_free = ["args", "response", "labels", "parameters", "parametersJsonSchema", "responseSchema", "responseJsonSchema"];

    public static JsonObject Of(JsonNode body)
    {
        var request = (JsonObject)Plain(body)!;
        // The path names it.
        request.Remove("model");
        if (request["systemInstruction"] is JsonObject instruction)
        {
            instruction.Remove("role");
            if (instruction["parts"] is JsonObject single)
                instruction["parts"] = new JsonArray(single.DeepClone());
            if (instruction["parts"]!.AsArray().All(part => string.IsNullOrEmpty((string?)part!["text"])))
                request.Remove("systemInstruction");
        }

        if (request["generationConfig"] is JsonObject config)
        {
            Rename(config, "responseSchema", "responseJsonSchema");
            JsonMeaning.RemoveEmpty(config, "stopSequences");
            if (config.Count == 0)
                request.Remove("generationConfig");
        }

        if (request["tools"] is JsonArray tools)
            request["tools"] = new JsonArray([.. tools.SelectMany(Tools).OrderBy(tool => tool["function"] is null)]);
        foreach (var content in request["contents"]!.AsArray())
            content!["parts"] = new JsonArray([.. Parts(content["parts"]!.AsArray(), (string?)content["role"] == "model")]);
        return Sorted(request);
    }

    private static List<JsonNode> Parts(JsonArray parts, bool joinsText)
    {
        var list = new List<JsonNode>();
        foreach (var part in parts.Select(part => part!.DeepClone().AsObject()))
        {
            if (part["inlineData"] is JsonObject data)
                data["data"] = ((string)data["data"]!).Replace('-', '+').Replace('_', '/');
            if (joinsText && part is { Count: 1 } && part["text"] is { } text && list is [.., JsonObject { Count: 1 } last] && last["text"] is { } before)
                last["text"] = (string?)before + (string?)text;
            else
                list.Add(part);
        }

        return list;
    }

    private static IEnumerable<JsonNode> Tools(JsonNode? tool)
    {
        foreach (var (name, value) in tool!.AsObject())
        {
            if (name != "functionDeclarations")
            {
                yield return new JsonObject { [name] = value!.DeepClone() };
                continue;
            }

            foreach (var declared in value!.AsArray())
            {
                var function = declared!.DeepClone().AsObject();
                Rename(function, "parameters", "parametersJsonSchema");
                function["schema"] ??= new JsonObject { ["type"] = "object" };
                if (string.IsNullOrEmpty((string?)function["description"]))
                    function.Remove("description");
                yield return new JsonObject { ["function"] = function };
            }
        }
    }

    private static void Rename(JsonObject owner, params string[] names)
    {
        foreach (var name in names)
        {
            if (owner[name] is not { } schema)
                continue;
            owner.Remove(name);
            owner["schema"] = Schema(schema);
        }
    }

    private static JsonNode? Schema(JsonNode? node)
    {
        if (node is JsonArray items)
            return new JsonArray([.. items.Select(Schema)]);
        if (node is not JsonObject members)
            return node?.DeepClone();
        var schema = new JsonObject();
        foreach (var (name, value) in members)
        {
            if (name == "type" && value is JsonValue type)
                schema[name] = type.TryGetValue<double>(out var number) ? s_types[(int)number] : ((string)type!).ToLowerInvariant();
            else if (name == "properties" && value is JsonObject properties)
                schema[name] = new JsonObject([.. properties.Select(property => new KeyValuePair<string, JsonNode?>(property.Key, Schema(property.Value)))]);
            else if (name is "default" or "enum" or "example" or "required" or "propertyOrdering")
                schema[name] = value?.DeepClone();
            else
                schema[name] = Schema(value);
            if (schema[name] is JsonObject { Count: 0 } or JsonArray { Count: 0 })
                schema.Remove(name);
        }

        return schema;
    }

    /// <summary>Names in camel case, numbers as numbers, and nothing that is not there.</summary>
    private static JsonNode? Plain(JsonNode? node, string name = "")
    {
        switch (node)
        {
            case JsonArray items:
                return new JsonArray([.. items.Select(item => Plain(item, name))]);
            case JsonObject members:
                var isFree = s_free.Contains(name);
                var plain = new JsonObject();
                foreach (var (key, value) in members)
                {
                    if (value is not null || isFree)
                        plain[isFree ? key : Camel(key)] = Plain(value, isFree ? name : Camel(key));
                }

                return plain;
            case JsonValue value when value.TryGetValue<double>(out var number):
                return JsonValue.Create(number);
            default:
                return node?.DeepClone();
        }
    }

    private static JsonObject Sorted(JsonObject owner)
    {
        var sorted = new JsonObject();
        foreach (var (name, value) in owner.OrderBy(member => member.Key, StringComparer.Ordinal).ToList())
            sorted[name] = SortedNode(value);
        return sorted;

        static JsonNode? SortedNode(JsonNode? value) => value switch
        {
            JsonObject inner => Sorted(inner),
            JsonArray items => new JsonArray([.. items.Select(SortedNode)]),
            _ => value?.DeepClone(),
        };
    }

    private static string Camel(string name)
    {
        var parts = name.Split('_');
        return parts[0] + string.Concat(parts.Skip(1).Select(part => part.Length == 0 ? "" : part[..1].ToUpper(CultureInfo.InvariantCulture) + part[1..]));
    }
}
