using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using SdkGen.Conformance.Tests.Recordings;

namespace SdkGen.Conformance.Tests.Requests;

/// <summary>Requests of Gemini Interactions.</summary>
internal sealed class GeminiInteractionsRebuild : RequestRebuild
{
    public override string Dialect => "gemini-interactions";

    public override JsonObject Meaning(JsonObject body, Recording recording)
    {
        var meaning = JsonMeaning.WithoutNulls(body)!.AsObject();
        JsonMeaning.RemoveFalse(meaning, "stream");

        // A text alone is what the user says.
        if (meaning["input"] is JsonValue text)
            meaning["input"] = new JsonArray(new JsonObject { ["type"] = "user_input", ["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = text.DeepClone() }) });
        return JsonMeaning.Sorted(meaning).AsObject();
    }

    public override IEnumerable<Turn> Turns(JsonObject body)
    {
        if (body["input"] is JsonValue text)
        {
            yield return Turn.Of(new(ChatRole.User, (string?)text));
            yield break;
        }

        var answered = new JsonArray();
        foreach (var step in body["input"]!.AsArray().Select(step => step!.AsObject()))
        {
            if ((string?)step["type"] is not ("user_input" or "function_result"))
            {
                answered.Add(step.DeepClone());
                continue;
            }

            if (answered.Count > 0)
                yield return new(new JsonObject { ["id"] = "v1_1", ["status"] = "completed", ["steps"] = answered }, null);
            answered = [];
            yield return Turn.Of(Said(step));
        }
    }

    public override RequestFacts Facts(JsonObject sent) => new(
        sent["input"] is JsonArray steps ? steps.Count : 1,
        [.. (sent["tools"]?.AsArray() ?? []).Select(tool => (string?)(tool!["name"] ?? tool["type"]))],
        RequestFacts.Number(sent["generation_config"]?["temperature"]),
        RequestFacts.Number(sent["generation_config"]?["max_output_tokens"]),
        CountTypes(sent["input"], "image"),
        CountTypes(sent["input"], "document"),
        (string?)sent["model"]);

    public override ChatOptions Options(JsonObject recorded)
    {
        var config = recorded["generation_config"];
        var options = new ChatOptions
        {
            ModelId = (string?)recorded["model"],
            Instructions = (string?)recorded["system_instruction"],
            ConversationId = (string?)recorded["previous_interaction_id"],
            Temperature = (float?)RequestFacts.Number(config?["temperature"]),
            MaxOutputTokens = (int?)RequestFacts.Number(config?["max_output_tokens"]),
            Reasoning = (string?)config?["thinking_level"] is { } level ? new() { Effort = Enum.Parse<ReasoningEffort>(level, ignoreCase: true) } : null,
            ToolMode = (string?)config?["tool_choice"] switch { "any" => ChatToolMode.RequireAny, "none" => ChatToolMode.None, "auto" => ChatToolMode.Auto, _ => null },
            Tools = recorded["tools"]?.AsArray().Select(tool => (AITool)new RecordedFunction((string)tool!["name"]!, (string?)tool["description"], tool["parameters"])).ToList(),
            AdditionalProperties = [],
        };
        foreach (var name in (string[])["store", "background", "agent"])
        {
            if (recorded[name] is { } value)
                options.AdditionalProperties[name] = JsonMeaning.Element(value);
        }

        return options;
    }

    private static ChatMessage Said(JsonObject step) => (string?)step["type"] == "function_result"
        ? new(ChatRole.Tool, [new FunctionResultContent((string)step["call_id"]!, JsonMeaning.Element(step["result"]))])
        : new(ChatRole.User, [.. step["content"]!.AsArray().Select(part => new TextContent((string?)part!["text"]))]);
}
