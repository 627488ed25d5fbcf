using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using SdkGen.Conformance.Tests.Recordings;

namespace SdkGen.Conformance.Tests.Requests;

/// <summary>Requests of Anthropic's protocol, wherever it is spoken.</summary>
internal sealed class AnthropicRebuild : RequestRebuild
{
    public override string Dialect => "anthropic-messages";

    public override JsonObject Meaning(JsonObject body, Recording recording) => AnthropicMeaning.Of(body);

    public override IEnumerable<Turn> Turns(JsonObject body)
    {
        // Instructions in blocks, which may end what is cached.
        if (body["system"] is { } system)
            yield return Turn.Of(new(ChatRole.System, [.. AnthropicMeaning.Blocks(system).Select(Part)]));
        foreach (var message in body["messages"]!.AsArray().Select(message => message!.AsObject()))
        {
            yield return (string?)message["role"] == "assistant"
                ? new(new JsonObject { ["id"] = "msg_1", ["type"] = "message", ["role"] = "assistant", ["content"] = AnthropicMeaning.Blocks(message["content"]), ["stop_reason"] = "end_turn" }, null)
                : Turn.Of(new(ChatRole.User, [.. AnthropicMeaning.Blocks(message["content"]).Select(Part)]));
        }
    }

    public override RequestFacts Facts(JsonObject sent) => new(
        sent["messages"]!.AsArray().Count,
        [.. (sent["tools"]?.AsArray() ?? []).Select(tool => (string?)tool!["name"])],
        RequestFacts.Number(sent["temperature"]),
        RequestFacts.Number(sent["max_tokens"]),
        CountTypes(sent["messages"], "image"),
        CountTypes(sent["messages"], "document"),
        (string?)sent["model"]);

    public override ChatOptions Options(JsonObject recorded)
    {
        var options = new ChatOptions();
        foreach (var (name, value) in recorded)
            Take(options, name, value!);
        return options;
    }

    private static AIContent Part(JsonNode? block)
    {
        var json = block!.AsObject();
        AIContent content = (string)json["type"]! switch
        {
            "text" => new TextContent((string?)json["text"]),
            "image" or "document" => Source((string)json["type"]!, json["source"]!.AsObject()),
            "tool_result" => new FunctionResultContent((string)json["tool_use_id"]!, json["content"] is JsonArray parts ? parts.Select(Part).ToList() : (string?)json["content"]),
            var other => throw new NotSupportedException(other),
        };
        if (content is DataContent { Name: null } document && json["title"] is { } title)
            document.Name = (string?)title;
        if (json["cache_control"] is { } point)
            content.AdditionalProperties = new() { ["cacheControl"] = JsonMeaning.Element(point) };
        return content;
    }

    private static AIContent Source(string type, JsonObject source) => (string)source["type"]! switch
    {
        "base64" => new DataContent(Convert.FromBase64String((string)source["data"]!), (string)source["media_type"]!),
        "url" => new UriContent((string)source["url"]!, type == "image" ? "image/*" : "application/pdf"),
        "text" => new DataContent(System.Text.Encoding.UTF8.GetBytes((string)source["data"]!), "text/plain"),
        "file" => new HostedFileContent((string)source["file_id"]!) { MediaType = type == "image" ? "image/png" : "application/pdf" },
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
                foreach (var (member, what) in value.AsObject())
                {
                    if (member == "format")
                        options.ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonMeaning.Element(what!["schema"]!));
                    else
                        (options.AdditionalProperties ??= [])["output_config." + member] = JsonMeaning.Element(what!);
                }

                break;
            case "tools":
                options.Tools = [.. value.AsArray().Select(tool => Tool(tool!.AsObject()))];
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
                    (options.AdditionalProperties ??= [])["thinking." + member] = JsonMeaning.Element(what!);
                break;
            default:
                (options.AdditionalProperties ??= [])[name] = JsonMeaning.Element(value);
                break;
        }
    }

    private static AITool Tool(JsonObject tool) => tool["input_schema"] is { } schema
        ? new RecordedFunction((string)tool["name"]!, (string?)tool["description"], schema, Properties(tool, "name", "description", "input_schema", "type"))
        : new RecordedServiceTool((string)tool["name"]!, Properties(tool, "name"));

    private static Dictionary<string, object?> Properties(JsonObject tool, params string[] without) => tool
        .Where(member => !without.Contains(member.Key))
        .ToDictionary(member => member.Key == "cache_control" ? "cacheControl" : member.Key, member => member.Value is JsonValue flag && flag.TryGetValue<bool>(out var set) ? set : (object?)JsonMeaning.Element(member.Value!));
}
