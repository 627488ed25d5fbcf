using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using SdkGen.Conformance.Tests.Recordings;

namespace SdkGen.Conformance.Tests.Requests;

/// <summary>Requests of Ollama's own protocol.</summary>
internal sealed class OllamaChatRebuild : RequestRebuild
{
    public override string Dialect => "ollama-chat";

    public override JsonObject Meaning(JsonObject body, Recording recording)
    {
        // Streams are what goes without saying here.
        var meaning = JsonMeaning.WithoutNulls(body)!.AsObject();
        meaning["stream"] ??= true;
        JsonMeaning.RemoveEmpty(meaning, "format", "options", "tools");
        foreach (var message in meaning["messages"]!.AsArray())
        {
            foreach (var call in message!["tool_calls"]?.AsArray() ?? [])
                call!.AsObject().Remove("type");

            // The tool's name tells results apart; older clients leave it out, and which call it was then goes by the order.
            if ((string?)message["role"] == "tool")
                message.AsObject().Remove("tool_name");
        }

        return JsonMeaning.Sorted(meaning).AsObject();
    }

    public override IEnumerable<Turn> Turns(JsonObject body)
    {
        foreach (var message in body["messages"]!.AsArray().Select(message => message!.AsObject()))
        {
            yield return (string)message["role"]! switch
            {
                "assistant" => new(new JsonObject { ["model"] = body["model"]!.DeepClone(), ["message"] = message.DeepClone(), ["done"] = true, ["done_reason"] = "stop" }, null),
                "tool" => new(null, calls => new(ChatRole.Tool, [new FunctionResultContent(calls.Dequeue().CallId, (string?)message["content"])])),
                var role => Turn.Of(new(new ChatRole(role), [new TextContent((string?)message["content"]), .. (message["images"]?.AsArray() ?? []).Select(Image)])),
            };
        }
    }

    public override RequestFacts Facts(JsonObject sent) => new(
        sent["messages"]!.AsArray().Count,
        [.. (sent["tools"]?.AsArray() ?? []).Select(tool => (string?)tool!["function"]!["name"])],
        RequestFacts.Number(sent["options"]?["temperature"]),
        RequestFacts.Number(sent["options"]?["num_predict"]),
        sent["messages"]!.AsArray().Sum(message => message!["images"]?.AsArray().Count ?? 0),
        Files: 0,
        (string?)sent["model"]);

    public override ChatOptions Options(JsonObject recorded)
    {
        var sampling = recorded["options"];
        var options = new ChatOptions
        {
            ModelId = (string?)recorded["model"],
            Temperature = (float?)RequestFacts.Number(sampling?["temperature"]),
            TopP = (float?)RequestFacts.Number(sampling?["top_p"]),
            MaxOutputTokens = (int?)RequestFacts.Number(sampling?["num_predict"]),
            Tools = recorded["tools"]?.AsArray().Select(tool => tool!["function"]!).Select(tool => (AITool)new RecordedFunction((string)tool["name"]!, (string?)tool["description"], tool["parameters"])).ToList(),
            ResponseFormat = recorded["format"] switch { null => null, JsonValue => ChatResponseFormat.Json, var schema => ChatResponseFormat.ForJsonSchema(JsonMeaning.Element(schema)) },
            AdditionalProperties = [],
        };
        foreach (var name in (string[])["think", "keep_alive"])
        {
            if (recorded[name] is { } value)
                options.AdditionalProperties[name] = JsonMeaning.Element(value);
        }

        return options;
    }

    private static DataContent Image(JsonNode? data) => new(Convert.FromBase64String((string)data!), "image/png");
}
