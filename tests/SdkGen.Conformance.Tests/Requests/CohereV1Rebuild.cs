using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using SdkGen.Conformance.Tests.Recordings;

namespace SdkGen.Conformance.Tests.Requests;

/// <summary>Requests of Cohere's protocol, first version.</summary>
internal sealed class CohereV1Rebuild : RequestRebuild
{
    public override string Dialect => "cohere-v1";

    public override JsonObject Meaning(JsonObject body, Recording recording)
    {
        var meaning = JsonMeaning.WithoutNulls(body)!.AsObject();
        JsonMeaning.RemoveFalse(meaning, "stream");
        JsonMeaning.RemoveEmpty(meaning, "chat_history", "documents", "tools");
        var history = meaning["chat_history"]?.AsArray() ?? [];
        foreach (var said in history)
            said!["role"] = ((string)said["role"]!).ToUpperInvariant();

        // Instructions stand in front of the history, or beside it.
        if (history is [JsonObject first, ..] && (string?)first["role"] == "SYSTEM")
        {
            meaning["preamble"] = first["message"]!.DeepClone();
            history.RemoveAt(0);
        }

        JsonMeaning.RemoveEmpty(meaning, "chat_history");
        return JsonMeaning.Sorted(meaning).AsObject();
    }

    public override IEnumerable<Turn> Turns(JsonObject body)
    {
        if (body["preamble"] is { } preamble)
            yield return Turn.Of(new(ChatRole.System, (string?)preamble));
        foreach (var said in (body["chat_history"]?.AsArray() ?? []).Append(new JsonObject { ["role"] = "USER", ["message"] = body["message"]?.DeepClone() }))
        {
            var text = (string?)said!["message"];
            yield return ((string)said["role"]!).ToUpperInvariant() switch
            {
                "CHATBOT" => new(new JsonObject { ["response_id"] = "1", ["text"] = text, ["finish_reason"] = "COMPLETE" }, null),
                "SYSTEM" => Turn.Of(new(ChatRole.System, text)),
                _ => Turn.Of(new(ChatRole.User, text)),
            };
        }
    }

    public override RequestFacts Facts(JsonObject sent) => new(
        // Instructions are counted where they stand in the history, as they did in the recorded requests.
        1 + (sent["chat_history"]?.AsArray().Count ?? 0) + (sent["preamble"] is null ? 0 : 1),
        [.. (sent["tools"]?.AsArray() ?? []).Select(tool => (string?)tool!["name"])],
        RequestFacts.Number(sent["temperature"]),
        RequestFacts.Number(sent["max_tokens"]),
        Images: 0,
        Files: 0,
        (string?)sent["model"]);

    public override ChatOptions Options(JsonObject recorded)
    {
        var options = new ChatOptions
        {
            ModelId = (string?)recorded["model"],
            Temperature = (float?)RequestFacts.Number(recorded["temperature"]),
            MaxOutputTokens = (int?)RequestFacts.Number(recorded["max_tokens"]),
            StopSequences = recorded["stop_sequences"]?.AsArray().Select(stop => (string)stop!).ToList(),
            AdditionalProperties = [],
        };
        foreach (var (name, value) in recorded)
        {
            if (name is not ("model" or "temperature" or "max_tokens" or "stop_sequences" or "message" or "chat_history" or "stream" or "preamble"))
                options.AdditionalProperties[name] = JsonMeaning.Element(value);
        }

        return options;
    }
}
