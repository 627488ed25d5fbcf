using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace SdkGen.Conformance.Tests.Requests;

/// <summary>Messages and options that say what a recorded request says. No raw slot is used.</summary>
internal static class AnthropicRebuild
{
    public static ChatOptions Options(JsonObject recorded)
    {
        var options = new ChatOptions();
        foreach (var (name, value) in recorded)
            Take(options, name, value!);
        return options;
    }

    /// <summary>Instructions in blocks, which may end what is cached.</summary>
    public static IEnumerable<ChatMessage> Instructions(JsonNode? system) => system is null ? [] : [new(ChatRole.System, [.. AnthropicMeaning.Blocks(system).Select(Part)])];

    /// <summary>What a user or a tool says.</summary>
    public static ChatMessage Message(JsonObject message) => new(ChatRole.User, [.. AnthropicMeaning.Blocks(message["content"]).Select(Part)]);

    private static AIContent Part(JsonNode? block)
    {
        var json = block!.AsObject();
        AIContent content = (string)json["type"]! switch
        {
            "text" => new TextContent((string?)json["text"]),
            "image" or "document" => Source(json["source"]!.AsObject()),
            "tool_result" => new FunctionResultContent((string)json["tool_use_id"]!, json["content"] is JsonArray parts ? parts.Select(Part).ToList() : (string?)json["content"]),
            var other => throw new NotSupportedException(other),
        };
        if (json["cache_control"] is { } point)
            content.AdditionalProperties = new() { ["cacheControl"] = Element(point) };
        return content;
    }

    private static AIContent Source(JsonObject source) => (string)source["type"]! switch
    {
        "base64" => new DataContent(Convert.FromBase64String((string)source["data"]!), (string)source["media_type"]!),
        "url" => new UriContent((string)source["url"]!, "image/*"),
        var other => throw new NotSupportedException(other),
    };

    private static void Take(ChatOptions options, string name, JsonNode value)
    {
        switch (name)
        {
            case "messages" or "system" or "stream" or "anthropic_version":
                break;
            case "model":
                options.ModelId = (string?)value;
                break;
            case "max_tokens":
                options.MaxOutputTokens = (int)value.GetValue<double>();
                break;
            case "temperature":
                options.Temperature = (float)value.GetValue<double>();
                break;
            case "top_p":
                options.TopP = (float)value.GetValue<double>();
                break;
            case "top_k":
                options.TopK = (int)value.GetValue<double>();
                break;
            case "stop_sequences":
                options.StopSequences = [.. value.AsArray().Select(stop => (string)stop!)];
                break;
            case "output_config":
                options.ResponseFormat = ChatResponseFormat.ForJsonSchema(Element(value["format"]!["schema"]!));
                break;
            case "tools":
                options.Tools = [.. value.AsArray().Select(tool => tool!["input_schema"] is null ? new ServiceTool(tool.AsObject()) : (AITool)new DeclaredTool(tool.AsObject()))];
                break;
            case "tool_choice":
                options.AllowMultipleToolCalls = value["disable_parallel_tool_use"] is { } single ? !(bool)single : null;
                options.ToolMode = (string)value["type"]! switch
                {
                    "auto" => ChatToolMode.Auto,
                    "none" => ChatToolMode.None,
                    "any" => ChatToolMode.RequireAny,
                    _ => ChatToolMode.RequireSpecific((string)value["name"]!),
                };
                break;
            case "thinking":
                foreach (var (member, what) in value.AsObject())
                    (options.AdditionalProperties ??= [])["thinking." + member] = Element(what!);
                break;
            default:
                throw new NotSupportedException(name);
        }
    }

    private static JsonElement Element(JsonNode json) => JsonDocument.Parse(json.ToJsonString()).RootElement;

    private static Dictionary<string, object?> Properties(JsonObject tool, params string[] without) => tool
        .Where(member => !without.Contains(member.Key))
        .ToDictionary(member => member.Key == "cache_control" ? "cacheControl" : member.Key, member => member.Value is JsonValue flag && flag.TryGetValue<bool>(out var set) ? set : (object?)Element(member.Value!));

    /// <summary>A tool of the service's own.</summary>
    private sealed class ServiceTool(JsonObject tool) : AITool
    {
        public override string Name { get; } = (string)tool["name"]!;

        public override IReadOnlyDictionary<string, object?> AdditionalProperties { get; } = Properties(tool, "name");
    }

    /// <summary>A function that somebody runs.</summary>
    private sealed class DeclaredTool(JsonObject tool) : AIFunctionDeclaration
    {
        public override string Name { get; } = (string)tool["name"]!;

        public override string Description { get; } = (string?)tool["description"] ?? "";

        public override JsonElement JsonSchema { get; } = Element(tool["input_schema"]!);

        public override IReadOnlyDictionary<string, object?> AdditionalProperties { get; } = Properties(tool, "name", "description", "input_schema", "type");
    }
}
