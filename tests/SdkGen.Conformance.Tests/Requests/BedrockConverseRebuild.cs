using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace SdkGen.Conformance.Tests.Requests;

/// <summary>Makes messages and options of a recorded request of Converse, in the words of the standard abstractions and without raw slots.</summary>
internal static class BedrockConverseRebuild
{
    /// <summary>The request without what says nothing: empty settings, the status that a result has anyway, the writing of a schema.</summary>
    public static JsonObject Meaning(JsonNode body)
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
        return Sorted(meaning).AsObject();
    }

    public static IEnumerable<JsonObject> Blocks(JsonNode body) =>
        (body["messages"] as JsonArray ?? []).SelectMany(message => message!["content"]!.AsArray()).Select(block => block!.AsObject());

    /// <summary>The instructions, and what the user and the tools have said. Answers are read by the client itself.</summary>
    public static ChatMessage Message(string role, JsonArray blocks)
    {
        var message = new ChatMessage(new ChatRole(role), []);
        foreach (var block in blocks.Select(block => block!.AsObject()))
        {
            if (block["cachePoint"] is { } point)
                (message.Contents[^1].AdditionalProperties ??= [])["cacheControl"] = point["ttl"] is { } ttl ? Element(new JsonObject { ["ttl"] = ttl.DeepClone() }) : true;
            else
                message.Contents.Add(Part(block));
        }

        return message;
    }

    public static ChatOptions Options(JsonNode body, string model)
    {
        var inference = body["inferenceConfig"];
        var options = new ChatOptions
        {
            ModelId = model,
            Temperature = (float?)inference?["temperature"],
            TopP = (float?)inference?["topP"],
            MaxOutputTokens = (int?)inference?["maxTokens"],
            StopSequences = inference?["stopSequences"] is JsonArray stops ? [.. stops.Select(stop => stop!.GetValue<string>())] : null,
            Tools = body["toolConfig"]?["tools"] is JsonArray tools ? [.. tools.Select(tool => Tool(tool!))] : null,
            ToolMode = Mode(body["toolConfig"]?["toolChoice"]),
            AdditionalProperties = [],
        };
        if (body["outputConfig"]?["textFormat"]?["structure"]?["jsonSchema"] is { } format)
            options.ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonDocument.Parse(format["schema"]!.GetValue<string>()).RootElement, (string?)format["name"], (string?)format["description"]);
        foreach (var root in new[] { "additionalModelRequestFields", "guardrailConfig", "performanceConfig", "serviceTier", "requestMetadata" })
        {
            foreach (var (name, value) in body[root] as JsonObject ?? [])
                options.AdditionalProperties[$"{root}.{name}"] = Element(value!);
        }

        return options;
    }

    private static AIContent Part(JsonObject block)
    {
        if (block["text"] is { } text)
            return new TextContent(text.GetValue<string>());
        if (block["guardContent"]?["text"] is { } guarded)
            return new TextContent(guarded["text"]!.GetValue<string>()) { AdditionalProperties = new() { ["guardContent"] = Element(guarded["qualifiers"] ?? true) } };
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
        [JsonObject only] when only["json"] is { } json => Element(json),
        _ => parts.Select(part => Part(part!.AsObject())).ToList(),
    };

    private static AITool Tool(JsonNode tool) => tool["systemTool"] is not null
        ? new HostedCodeInterpreterTool()
        : new Declaration(tool["toolSpec"]!["name"]!.GetValue<string>(), (string?)tool["toolSpec"]!["description"] ?? "", Element(tool["toolSpec"]!["inputSchema"]!["json"]!));

    private static ChatToolMode? Mode(JsonNode? choice) => choice switch
    {
        null => null,
        JsonObject named when named["tool"] is { } tool => ChatToolMode.RequireSpecific(tool["name"]!.GetValue<string>()),
        JsonObject any when any["any"] is not null => ChatToolMode.RequireAny,
        _ => ChatToolMode.Auto,
    };

    private static JsonElement Element(JsonNode node) => JsonDocument.Parse(node.ToJsonString()).RootElement;

    private static JsonNode Sorted(JsonNode node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, member.Value is null ? null : Sorted(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(item => item is null ? null : Sorted(item))]),
        _ => node.DeepClone(),
    };

    private sealed class Declaration(string name, string description, JsonElement schema) : AIFunctionDeclaration
    {
        public override string Name => name;

        public override string Description => description;

        public override JsonElement JsonSchema => schema;
    }
}
