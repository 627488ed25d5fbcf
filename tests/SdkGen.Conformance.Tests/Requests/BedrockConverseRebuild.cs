using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using SdkGen.Conformance.Tests.Recordings;

namespace SdkGen.Conformance.Tests.Requests;

/// <summary>Requests of Amazon Bedrock's Converse.</summary>
internal sealed class BedrockConverseRebuild : RequestRebuild
{
    public override string Dialect => "bedrock-converse";

    public override IEnumerable<Turn> Turns(JsonObject body)
    {
        if (body["system"] is JsonArray { Count: > 0 } system)
            yield return Turn.Of(Message("system", system));
        foreach (var message in body["messages"]!.AsArray())
        {
            yield return (string?)message!["role"] == "assistant"
                ? new(new JsonObject { ["output"] = new JsonObject { ["message"] = message.DeepClone() }, ["stopReason"] = "end_turn" }, null)
                : Turn.Of(Message("user", message["content"]!.AsArray()));
        }
    }

    public override RequestFacts Facts(JsonObject sent) => new(
        sent["messages"]!.AsArray().Count,
        [.. (sent["toolConfig"]?["tools"] as JsonArray ?? []).Select(tool => (string?)(tool!["toolSpec"] ?? tool["systemTool"])?["name"]).Where(name => name is not null)],
        RequestFacts.Number(sent["inferenceConfig"]?["temperature"]),
        RequestFacts.Number(sent["inferenceConfig"]?["maxTokens"]),
        Count(sent["messages"], block => block["image"] is not null),
        Count(sent["messages"], block => block["document"] is not null));

    /// <summary>The request without what says nothing: empty settings, the status that a result has anyway, the writing of a schema.</summary>
    public override JsonObject Meaning(JsonObject body, Recording recording)
    {
        var meaning = body.DeepClone().AsObject();
        foreach (var name in new[] { "system", "inferenceConfig" })
        {
            if (meaning[name] is JsonArray { Count: 0 } or JsonObject { Count: 0 })
                meaning.Remove(name);
        }

        if (meaning["inferenceConfig"]?["stopSequences"] is JsonArray { Count: 0 })
            meaning["inferenceConfig"]!.AsObject().Remove("stopSequences");
        foreach (var block in Blocks(meaning))
        {
            if ((string?)block["toolResult"]?["status"] == "success")
                block["toolResult"]!.AsObject().Remove("status");
        }

        if (meaning["outputConfig"]?["textFormat"]?["structure"]?["jsonSchema"] is JsonObject format)
            format["schema"] = JsonNode.Parse(format["schema"]!.GetValue<string>());
        return JsonMeaning.Sorted(meaning).AsObject();
    }

    private static IEnumerable<JsonObject> Blocks(JsonNode body) =>
        (body["messages"] as JsonArray ?? []).SelectMany(message => message!["content"]!.AsArray()).Select(block => block!.AsObject());

    /// <summary>The instructions, and what the user and the tools have said. Answers are read by the client itself.</summary>
    private static ChatMessage Message(string role, JsonArray blocks)
    {
        var message = new ChatMessage(new ChatRole(role), []);
        foreach (var block in blocks.Select(block => block!.AsObject()))
        {
            if (block["cachePoint"] is { } point)
                (message.Contents[^1].AdditionalProperties ??= [])["cacheControl"] = point["ttl"] is { } ttl ? JsonMeaning.Element(new JsonObject { ["ttl"] = ttl.DeepClone() }) : true;
            else
                message.Contents.Add(Part(block));
        }

        return message;
    }

    public override ChatOptions Options(JsonObject body)
    {
        var inference = body["inferenceConfig"];
        var options = new ChatOptions
        {
            Temperature = (float?)RequestFacts.Number(inference?["temperature"]),
            TopP = (float?)RequestFacts.Number(inference?["topP"]),
            MaxOutputTokens = (int?)RequestFacts.Number(inference?["maxTokens"]),
            StopSequences = inference?["stopSequences"] is JsonArray stops ? [.. stops.Select(stop => stop!.GetValue<string>())] : null,
            Tools = body["toolConfig"]?["tools"] is JsonArray tools ? [.. tools.Select(tool => Tool(tool!))] : null,
            ToolMode = Mode(body["toolConfig"]?["toolChoice"]),
            AdditionalProperties = [],
        };
        if (body["outputConfig"]?["textFormat"]?["structure"]?["jsonSchema"] is { } format)
            options.ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonMeaning.Element(format["schema"]), (string?)format["name"], (string?)format["description"]);
        foreach (var root in new[] { "additionalModelRequestFields", "guardrailConfig", "performanceConfig", "serviceTier", "requestMetadata" })
        {
            foreach (var (name, value) in body[root] as JsonObject ?? [])
                options.AdditionalProperties[$"{root}.{name}"] = JsonMeaning.Element(value!);
        }

        return options;
    }

    private static AIContent Part(JsonObject block)
    {
        if (block["text"] is { } text)
            return new TextContent(text.GetValue<string>());
        if (block["guardContent"]?["text"] is { } guarded)
            return new TextContent(guarded["text"]!.GetValue<string>()) { AdditionalProperties = new() { ["guardContent"] = JsonMeaning.Element(guarded["qualifiers"] ?? true) } };
        if (block["toolResult"] is { } result)
            return new FunctionResultContent(result["toolUseId"]!.GetValue<string>(), Result(result["content"]!.AsArray())) { Exception = (string?)result["status"] == "error" ? new InvalidOperationException() : null };
        if (block["document"] is { } document)
            return Document(document);
        var (kind, file) = block.First();
        return new DataContent(Convert.FromBase64String(file!["source"]!["bytes"]!.GetValue<string>()), $"{kind}/{file["format"]}");
    }

    private static DataContent Document(JsonNode document)
    {
        var format = document["format"]!.GetValue<string>();
        var bytes = document["source"]!["text"] is { } text ? System.Text.Encoding.UTF8.GetBytes(text.GetValue<string>()) : Convert.FromBase64String(document["source"]!["bytes"]!.GetValue<string>());
        var content = new DataContent(bytes, format switch { "pdf" => "application/pdf", "txt" => "text/plain", "md" => "text/markdown", _ => $"text/{format}" }) { Name = document["name"]!.GetValue<string>() };
        if ((bool?)document["citations"]?["enabled"] == true)
            content.AdditionalProperties = new() { ["citations"] = true };
        return content;
    }

    private static object Result(JsonArray parts) => parts switch
    {
        [JsonObject only] when only["text"] is { } text => text.GetValue<string>(),
        [JsonObject only] when only["json"] is { } json => JsonMeaning.Element(json),
        _ => parts.Select(part => Part(part!.AsObject())).ToList(),
    };

    private static AITool Tool(JsonNode tool) => tool["systemTool"] is not null
        ? new HostedCodeInterpreterTool()
        : new RecordedFunction(tool["toolSpec"]!["name"]!.GetValue<string>(), (string?)tool["toolSpec"]!["description"], tool["toolSpec"]!["inputSchema"]!["json"]);

    private static ChatToolMode? Mode(JsonNode? choice) => choice switch
    {
        null => null,
        JsonObject named when named["tool"] is { } tool => ChatToolMode.RequireSpecific(tool["name"]!.GetValue<string>()),
        JsonObject any when any["any"] is not null => ChatToolMode.RequireAny,
        _ => ChatToolMode.Auto,
    };
}
