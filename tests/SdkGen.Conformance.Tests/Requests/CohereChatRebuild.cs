using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using SdkGen.Conformance.Tests.Recordings;

namespace SdkGen.Conformance.Tests.Requests;

/// <summary>Requests of Cohere's protocol, second version.</summary>
internal sealed class CohereChatRebuild : RequestRebuild
{
    public override string Dialect => "cohere-v2";

    public override JsonObject Meaning(JsonObject body, Recording recording)
    {
        var meaning = JsonMeaning.WithoutNulls(body)!.AsObject();
        JsonMeaning.RemoveFalse(meaning, "stream");
        JsonMeaning.RemoveEmpty(meaning, "documents", "tools");

        // An older guide names the schema so.
        if (meaning["response_format"] is JsonObject format && format["schema"] is { } schema)
        {
            format.Remove("schema");
            format["json_schema"] = schema;
        }

        foreach (var message in meaning["messages"]!.AsArray().Select(message => message!.AsObject()))
        {
            if (message["content"] is { } content)
                message["content"] = Texts(content);
            JsonMeaning.RemoveEmpty(message, "content");
            foreach (var call in message["tool_calls"]?.AsArray() ?? [])
                call!["function"]!["arguments"] = JsonNode.Parse((string)call["function"]!["arguments"]!);
        }

        foreach (var tool in meaning["tools"]?.AsArray() ?? [])
            JsonMeaning.RemoveEmpty(tool!["function"]!.AsObject(), "description");
        foreach (var document in Documents(meaning))
            Document(document);
        return JsonMeaning.Sorted(meaning).AsObject();
    }

    public override IEnumerable<Turn> Turns(JsonObject body)
    {
        foreach (var message in body["messages"]!.AsArray().Select(message => message!.AsObject()))
        {
            if ((string?)message["role"] != "assistant")
            {
                yield return Turn.Of(Message(message));
                continue;
            }

            var answered = message.DeepClone().AsObject();
            if (answered["content"] is JsonValue text)
                answered["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = text.DeepClone() });
            yield return new(new JsonObject { ["id"] = "1", ["finish_reason"] = "COMPLETE", ["message"] = answered }, null);
        }
    }

    public override RequestFacts Facts(JsonObject sent) => new(
        sent["messages"]!.AsArray().Count,
        [.. (sent["tools"]?.AsArray() ?? []).Select(tool => (string?)tool!["function"]!["name"])],
        RequestFacts.Number(sent["temperature"]),
        RequestFacts.Number(sent["max_tokens"]),
        CountTypes(sent["messages"], "image_url"),
        CountTypes(sent["messages"], "document"),
        (string?)sent["model"]);

    public override ChatOptions Options(JsonObject recorded)
    {
        var options = new ChatOptions
        {
            ModelId = (string?)recorded["model"],
            Temperature = (float?)RequestFacts.Number(recorded["temperature"]),
            TopP = (float?)RequestFacts.Number(recorded["p"]),
            TopK = (int?)RequestFacts.Number(recorded["k"]),
            MaxOutputTokens = (int?)RequestFacts.Number(recorded["max_tokens"]),
            StopSequences = recorded["stop_sequences"]?.AsArray().Select(stop => (string)stop!).ToList(),
            Tools = recorded["tools"]?.AsArray().Select(tool => tool!["function"]!).Select(tool => (AITool)new RecordedFunction((string)tool["name"]!, (string?)tool["description"], tool["parameters"])).ToList(),
            ResponseFormat = recorded["response_format"]?["json_schema"] is { } schema ? ChatResponseFormat.ForJsonSchema(JsonMeaning.Element(schema)) : null,
            ToolMode = (string?)recorded["tool_choice"] switch { "REQUIRED" => ChatToolMode.RequireAny, "NONE" => ChatToolMode.None, _ => null },
            AdditionalProperties = [],
        };
        if (recorded["thinking"] is { } thinking)
            options.AdditionalProperties["thinking"] = JsonMeaning.Element(thinking);
        if (recorded["documents"] is { } documents)
            options.AdditionalProperties["documents"] = JsonMeaning.Element(documents);
        return options;
    }

    /// <summary>One text as a text; what a document holds is text, and may be named.</summary>
    private static JsonNode Texts(JsonNode content) =>
        content is JsonArray parts && parts.All(part => (string?)part!["type"] == "text") ? string.Concat(parts.Select(part => (string?)part!["text"])) : content.DeepClone();

    private static IEnumerable<JsonObject> Documents(JsonObject meaning) =>
        from message in meaning["messages"]!.AsArray()
        from part in message!["content"] as JsonArray ?? []
        where part!["document"] is JsonObject
        select part!["document"]!.AsObject();

    /// <summary>What a document holds is an object, which may also be written as text.</summary>
    private static void Document(JsonObject document)
    {
        if (document["data"] is JsonValue text)
            document["data"] = JsonNode.Parse((string)text!);
    }

    private static ChatMessage Message(JsonObject message)
    {
        if ((string?)message["role"] == "tool")
            return new(ChatRole.Tool, [new FunctionResultContent((string)message["tool_call_id"]!, Result(message["content"]!))]);
        return new(new ChatRole((string)message["role"]!), message["content"] is JsonArray parts ? [.. parts.Select(Part)] : [new TextContent((string?)message["content"])]);
    }

    private static object Result(JsonNode content)
    {
        if (content is not JsonArray parts)
            return (string)content!;
        return parts is [JsonObject only] && only["document"]?["data"] is { } data ? JsonMeaning.Element(data is JsonValue text ? JsonNode.Parse((string)text!) : data) : parts.Select(Part).ToList();
    }

    private static AIContent Image(JsonNode image)
    {
        var url = (string)image["url"]!;
        AIContent content = url.StartsWith("data:", StringComparison.Ordinal) ? new DataContent(url) : new UriContent(url, "image/png");
        if (image["detail"] is { } detail)
            content.AdditionalProperties = new() { ["detail"] = (string?)detail };
        return content;
    }

    private static AIContent Part(JsonNode? part) => (string)part!["type"]! switch
    {
        "text" => new TextContent((string?)part["text"]),
        "image_url" => Image(part["image_url"]!),
        "document" => new DataContent(Encoding.UTF8.GetBytes(part["document"]!["data"]!.ToJsonString()), "application/json"),
        var other => throw new NotSupportedException(other),
    };
}
