using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using SdkGen.Conformance.Tests.Recordings;

namespace SdkGen.Conformance.Tests.Requests;

/// <summary>Requests of chat completions, of OpenAI and of every vendor that speaks its protocol.</summary>
internal sealed class OpenAIChatRebuild : RequestRebuild
{
    public override string Dialect => "openai-chat";

    public override JsonObject Meaning(JsonObject body, Recording recording) => OpenAIChatMeaning.Of(body, recording);

    public override IEnumerable<Turn> Turns(JsonObject body)
    {
        foreach (var message in body["messages"]!.AsArray().Select(message => message!.AsObject()))
        {
            yield return (string?)message["role"] == "assistant"
                ? new(new JsonObject { ["id"] = "chatcmpl-1", ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["finish_reason"] = "stop", ["message"] = message.DeepClone() }) }, null)
                : Turn.Of(Message(message));
        }
    }

    public override RequestFacts Facts(JsonObject sent) => new(
        sent["messages"]!.AsArray().Count,
        [.. (sent["tools"] ?? sent["functions"])?.AsArray().Select(tool => (string?)((tool!["function"] ?? tool["custom"])?["name"] ?? tool["name"] ?? tool["type"])) ?? []],
        RequestFacts.Number(sent["temperature"]),
        RequestFacts.Number(sent["max_tokens"] ?? sent["max_completion_tokens"]),
        CountTypes(sent["messages"], "image_url"),
        CountTypes(sent["messages"], "file", "document_url", "file_url"),
        (string?)sent["model"]);

    public override ChatOptions Options(JsonObject recorded)
    {
        var options = new ChatOptions();
        foreach (var (name, value) in recorded)
            Take(options, name, value!);
        return options;
    }

    private static ChatMessage Message(JsonObject message)
    {
        var contents = message["content"] is JsonArray parts ? parts.Select(Part).ToList() : [new TextContent((string?)message["content"])];
        return (string)message["role"]! switch
        {
            "tool" => new(ChatRole.Tool, [new FunctionResultContent((string)message["tool_call_id"]!, contents is [TextContent only] ? only.Text : contents)]),
            "developer" => new(ChatRole.System, contents),
            var role => new(new ChatRole(role), contents),
        };
    }

    private static AIContent Part(JsonNode? part)
    {
        var json = part!.AsObject();
        AIContent content = (string)json["type"]! switch
        {
            "text" => new TextContent((string?)json["text"]),
            "image_url" => Address((string)(json["image_url"] is JsonValue ? json["image_url"] : json["image_url"]!["url"])!, "image/png", null),
            "video_url" => Address((string)json["video_url"]!["url"]!, "video/mp4", null),
            "input_audio" when json["input_audio"] is JsonValue plain => Audio((string)plain!, "mp3"),
            "input_audio" => Audio((string)json["input_audio"]!["data"]!, (string)json["input_audio"]!["format"]!),
            "document_url" => Address((string)json["document_url"]!, "application/pdf", (string?)json["document_name"]),
            "file_url" => Address((string)json["file_url"]!["url"]!, "application/pdf", null),
            "file" when json["file"]!["file_id"] is { } id => new HostedFileContent((string)id!),
            "file" => Address((string)json["file"]!["file_data"]!, "application/pdf", (string?)json["file"]!["filename"]),
            var other => throw new NotSupportedException(other),
        };
        foreach (var (name, value) in json["image_url"] as JsonObject ?? [])
        {
            if (name == "detail")
                (content.AdditionalProperties ??= [])["detail"] = (string?)value;
        }

        if ((json["cache_control"] ?? json["prompt_cache_breakpoint"]) is { } point)
            (content.AdditionalProperties ??= [])["cacheControl"] = JsonMeaning.Element(point);
        return content;
    }

    private static DataContent Audio(string data, string format) => new(Convert.FromBase64String(data), format == "mp3" ? "audio/mpeg" : $"audio/{format}");

    private static AIContent Address(string address, string mediaType, string? name)
    {
        if (address.StartsWith("data:", StringComparison.Ordinal))
            return new DataContent(address) { Name = name };
        return new UriContent(address, mediaType) { AdditionalProperties = name is null ? null : new() { ["filename"] = name } };
    }

    private static void Take(ChatOptions options, string name, JsonNode value)
    {
        switch (name)
        {
            case "messages" or "stream":
                break;
            case "model":
                options.ModelId = (string?)value;
                break;
            case "temperature":
                options.Temperature = (float)value.GetValue<double>();
                break;
            case "top_p":
                options.TopP = (float)value.GetValue<double>();
                break;
            case "frequency_penalty":
                options.FrequencyPenalty = (float)value.GetValue<double>();
                break;
            case "presence_penalty":
                options.PresencePenalty = (float)value.GetValue<double>();
                break;
            case "max_completion_tokens":
                options.MaxOutputTokens = (int)value.GetValue<double>();
                break;
            case "seed" or "random_seed":
                options.Seed = (long)value.GetValue<double>();
                break;
            case "stop":
                options.StopSequences = [.. value.AsArray().Select(stop => (string)stop!)];
                break;
            case "parallel_tool_calls":
                options.AllowMultipleToolCalls = (bool)value;
                break;
            case "reasoning_effort" when Enum.TryParse<ReasoningEffort>((string?)value, ignoreCase: true, out var effort):
                options.Reasoning = new() { Effort = effort };
                break;
            case "tools":
                options.Tools = [.. options.Tools ?? [], .. value.AsArray().Select(tool => Tool(tool!.AsObject()))];
                break;
            case "web_search_options":
                (options.Tools ??= []).Add(new HostedWebSearchTool());
                break;
            case "tool_choice":
                options.ToolMode = Mode(value);
                break;
            case "response_format":
                TakeFormat(options, value);
                break;
            default:
                (options.AdditionalProperties ??= [])[name] = JsonMeaning.Element(value);
                break;
        }
    }

    private static void TakeFormat(ChatOptions options, JsonNode value)
    {
        var schema = value["json_schema"];
        options.ResponseFormat = schema is null
            ? (string?)value["type"] == "json_object" ? ChatResponseFormat.Json : ChatResponseFormat.Text
            : ChatResponseFormat.ForJsonSchema(JsonMeaning.Element(schema["schema"]), (string?)schema["name"], (string?)schema["description"]);
        if (schema?["strict"] is { } strict)
            (options.AdditionalProperties ??= [])["strict"] = (bool)strict;
    }

    private static AITool Tool(JsonObject tool) => tool["function"] is JsonObject function
        ? new RecordedFunction((string)function["name"]!, (string?)function["description"], function["parameters"], new Dictionary<string, object?> { ["strict"] = (bool?)function["strict"] ?? false })
        : new RecordedServiceTool((string?)tool["custom"]?["name"] ?? (string)tool["type"]!, tool.ToDictionary(member => member.Key, member => member.Key == "type" ? (string?)member.Value : (object?)JsonMeaning.Element(member.Value)));

    private static ChatToolMode Mode(JsonNode choice) => choice is JsonValue word
        ? (string)word! switch { "none" => ChatToolMode.None, "required" => ChatToolMode.RequireAny, _ => ChatToolMode.Auto }
        : ChatToolMode.RequireSpecific((string)choice["function"]!["name"]!);
}
