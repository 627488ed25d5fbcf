using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using SdkGen.Conformance.Tests.Recordings;

namespace SdkGen.Conformance.Tests.Requests;

/// <summary>Requests of the Responses protocol.</summary>
internal sealed class OpenAIResponsesRebuild : RequestRebuild
{
    public override string Dialect => "openai-responses";

    public override JsonObject Meaning(JsonObject body, Recording recording) => OpenAIResponsesMeaning.Of(body);

    public override IEnumerable<Turn> Turns(JsonObject body)
    {
        var answered = new JsonArray();
        var number = 0;
        foreach (var item in OpenAIResponsesMeaning.Items(body["input"]))
        {
            if (IsAnswered(item))
            {
                answered.Add((JsonNode)Answered(item));
                continue;
            }

            if (answered.Count > 0)
                yield return Close();
            yield return Turn.Of(Message(item));
        }

        if (answered.Count > 0)
            yield return Close();

        Turn Close()
        {
            var answer = new JsonObject { ["id"] = $"resp_{number++}", ["object"] = "response", ["status"] = "completed", ["store"] = body["store"]?.DeepClone() ?? true, ["output"] = answered };
            answered = [];
            return new(answer, null);
        }
    }

    public override RequestFacts Facts(JsonObject sent) => new(
        OpenAIResponsesMeaning.Items(sent["input"]).Count(),
        [.. (sent["tools"]?.AsArray() ?? []).Select(tool => (string?)(tool!["name"] ?? tool["type"]))],
        RequestFacts.Number(sent["temperature"]),
        RequestFacts.Number(sent["max_output_tokens"]),
        CountTypes(sent, "input_image"),
        CountTypes(sent, "input_file"),
        (string?)sent["model"]);

    public override ChatOptions Options(JsonObject recorded)
    {
        var options = new ChatOptions();
        foreach (var (name, value) in recorded)
            Take(options, name, value!);
        return options;
    }

    /// <summary>Whether an item is a part of an answer, which a client reads before it sends it back.</summary>
    private static bool IsAnswered(JsonObject item) => (string?)item["type"] switch
    {
        null or "message" => (string?)item["role"] == "assistant",
        var type => !type.EndsWith("_output", StringComparison.Ordinal),
    };

    /// <summary>A message of the user, the developer or a tool.</summary>
    private static ChatMessage Message(JsonObject item) => (string?)item["type"] switch
    {
        "function_call_output" or "custom_tool_call_output" => new(ChatRole.Tool, [new FunctionResultContent((string)item["call_id"]!, item["output"] is JsonArray parts ? parts.Select(Part).ToList() : (string?)item["output"])]),
        { } type when type.EndsWith("_call_output", StringComparison.Ordinal) => new(ChatRole.Tool, [new FunctionResultContent((string)item["call_id"]!, item["output"] is JsonValue text ? (string?)text : JsonMeaning.Element(item["output"]))]),
        _ => new(new ChatRole((string)item["role"]!), item["content"] is JsonArray parts ? [.. parts.Select(Part)] : [new TextContent((string?)item["content"])]),
    };

    /// <summary>An item of an answer as the service sent it.</summary>
    private static JsonObject Answered(JsonObject item)
    {
        var answered = item.DeepClone().AsObject();
        answered["type"] ??= "message";
        if (answered["content"] is JsonValue text && (string?)answered["type"] == "message")
            answered["content"] = new JsonArray(new JsonObject { ["type"] = "output_text", ["text"] = text.DeepClone() });
        return answered;
    }

    private static AIContent Part(JsonNode? part)
    {
        var json = part!.AsObject();
        AIContent content = (string)json["type"]! switch
        {
            "input_text" => new TextContent((string?)json["text"]),
            "input_image" when json["file_id"] is { } id => new HostedFileContent((string)id!) { MediaType = "image/png" },
            "input_image" => Address((string)json["image_url"]!, "image/png", null),
            "input_file" when json["file_id"] is { } id => new HostedFileContent((string)id!),
            "input_file" => Address((string)(json["file_url"] ?? json["file_data"])!, "application/pdf", (string?)json["filename"]),
            var other => throw new NotSupportedException(other),
        };
        if (json["detail"] is { } detail)
            content.AdditionalProperties = new() { ["detail"] = (string?)detail };
        return content;
    }

    private static AIContent Address(string address, string mediaType, string? name) =>
        address.StartsWith("data:", StringComparison.Ordinal) ? new DataContent(address) { Name = name } : new UriContent(address, mediaType);

    private static void Take(ChatOptions options, string name, JsonNode value)
    {
        switch (name)
        {
            case "model":
                options.ModelId = (string?)value;
                break;
            case "input" or "stream":
                break;
            case "instructions":
                options.Instructions = (string?)value;
                break;
            case "temperature":
                options.Temperature = (float)(double)value;
                break;
            case "top_p":
                options.TopP = (float)(double)value;
                break;
            case "max_output_tokens":
                options.MaxOutputTokens = (int)(double)value;
                break;
            case "parallel_tool_calls":
                options.AllowMultipleToolCalls = (bool)value;
                break;
            case "tools":
                options.Tools = [.. value.AsArray().Select(tool => Tool(tool!.AsObject(), value.AsArray()))];
                break;
            case "tool_choice":
                options.ToolMode = Mode(value);
                break;
            case "text" or "reasoning":
                foreach (var (member, inner) in value.AsObject())
                    TakeInner(options, $"{name}.{member}", inner!);
                break;
            default:
                Add(options, name, value);
                break;
        }
    }

    private static void TakeInner(ChatOptions options, string name, JsonNode value)
    {
        switch (name)
        {
            case "text.format":
                options.ResponseFormat = (string?)value["type"] switch
                {
                    "json_schema" => ChatResponseFormat.ForJsonSchema(JsonSerializer.SerializeToElement(value["schema"]), (string?)value["name"], (string?)value["description"]),
                    "json_object" => ChatResponseFormat.Json,
                    _ => ChatResponseFormat.Text,
                };
                if (value["strict"] is { } strict)
                    (options.AdditionalProperties ??= [])["strict"] = (bool)strict;
                break;
            case "reasoning.effort" when Enum.TryParse<ReasoningEffort>((string?)value, ignoreCase: true, out var effort):
                (options.Reasoning ??= new()).Effort = effort;
                break;
            case "reasoning.summary" when (string?)value == "auto":
                (options.Reasoning ??= new()).Output = ReasoningOutput.Summary;
                break;
            default:
                Add(options, name, value);
                break;
        }
    }

    private static void Add(ChatOptions options, string name, JsonNode value) => (options.AdditionalProperties ??= [])[name] = JsonSerializer.SerializeToElement(value);

    private static AITool Tool(JsonObject tool, JsonArray all)
    {
        var rest = tool.Where(member => member.Key != "type").ToDictionary(member => member.Key, member => (object?)JsonSerializer.SerializeToElement(member.Value));
        return (string)tool["type"]! switch
        {
            "function" => new RecordedFunction((string)tool["name"]!, (string?)tool["description"], tool["parameters"], new Dictionary<string, object?> { ["strict"] = (bool?)tool["strict"] }),
            "web_search" => new HostedWebSearchTool(rest),
            "code_interpreter" => Code(tool, rest),
            "file_search" => new HostedFileSearchTool(Without(rest, "vector_store_ids", "max_num_results"))
            {
                Inputs = [.. tool["vector_store_ids"]!.AsArray().Select(id => new HostedVectorStoreContent((string)id!))],
                MaximumResultCount = (int?)RequestFacts.Number(tool["max_num_results"]),
            },
            "image_generation" => new HostedImageGenerationTool(rest),
            "mcp" => Mcp(tool, rest),
            "tool_search" => new HostedToolSearchTool(rest) { DeferredTools = [.. all.Where(other => other!["defer_loading"] is not null).Select(other => (string)other!["name"]!)] },
            var other => new RecordedServiceTool((string?)tool["name"] ?? other, tool.ToDictionary(member => member.Key, member => (object?)JsonMeaning.Element(member.Value))),
        };
    }

    private static Dictionary<string, object?> Without(Dictionary<string, object?> members, params string[] names)
    {
        foreach (var name in names)
            members.Remove(name);
        return members;
    }

    private static HostedCodeInterpreterTool Code(JsonObject tool, Dictionary<string, object?> rest)
    {
        var code = new HostedCodeInterpreterTool(tool["container"] is JsonObject ? Without(rest, "container") : rest);
        if (tool["container"]?["file_ids"] is JsonArray files)
            code.Inputs = [.. files.Select(id => new HostedFileContent((string)id!))];
        return code;
    }

    private static HostedMcpServerTool Mcp(JsonObject tool, Dictionary<string, object?> rest)
    {
        var server = new HostedMcpServerTool((string)tool["server_label"]!, (string)(tool["server_url"] ?? tool["connector_id"])!, Without(rest, "server_label", "server_url", "connector_id", "server_description", "headers"))
        {
            ServerDescription = (string?)tool["server_description"],
            Headers = (tool["headers"] as JsonObject)?.ToDictionary(header => header.Key, header => (string)header.Value!),
        };
        if (tool["allowed_tools"] is JsonArray allowed)
        {
            server.AllowedTools = [.. allowed.Select(name => (string)name!)];
            rest.Remove("allowed_tools");
        }

        if (tool["require_approval"] is JsonValue approval)
        {
            server.ApprovalMode = (string)approval! == "never" ? HostedMcpServerToolApprovalMode.NeverRequire : HostedMcpServerToolApprovalMode.AlwaysRequire;
            rest.Remove("require_approval");
        }

        return server;
    }

    private static ChatToolMode Mode(JsonNode choice) => choice is JsonValue word
        ? (string)word! switch { "none" => ChatToolMode.None, "required" => ChatToolMode.RequireAny, _ => ChatToolMode.Auto }
        : ChatToolMode.RequireSpecific((string)(choice["name"] ?? choice["type"])!);
}
