using System.Text.Json;
using System.Text.Json.Nodes;
using SdkGen.Testing.Dialects.Gemini;

namespace SdkGen.Testing.Dialects.GeminiInteractions;

/// <summary>Finds what the service would refuse in a request for an interaction. Which parameters it has is not published: what is unknown is stepped over.</summary>
internal static class InteractionsJudge
{
    private static readonly (string Name, double Min, double Max)[] s_ranges = [("temperature", 0, 2), ("top_p", 0, 1), ("max_output_tokens", 1, int.MaxValue)];

    /// <param name="request">The request.</param>
    /// <param name="models">The models that exist.</param>
    /// <param name="before">The kept interaction that it goes on from.</param>
    public static GeminiError? Judge(RecordedRequest request, ModelList models, JsonObject? before)
    {
        if (!request.IsJsonObject)
            return new GeminiError(400, "The JSON payload is not valid: one object is expected.");
        var body = request.Json;
        return JudgeWho(body, models) ?? JudgeBefore(body, before) ?? JudgeInput(body, before) ?? JudgeConfig(body) ?? JudgeTools(body);
    }

    private static GeminiError? JudgeWho(JsonElement body, ModelList models)
    {
        var who = body.Text("model") ?? body.Text("agent");
        if (who is null || (body.Text("model") is not null && body.Text("agent") is not null))
            return new GeminiError(400, "Exactly one of 'model' and 'agent' must be given.") { Field = "model" };
        return models.Has(who) ? null : new GeminiError(404, $"models/{who} was not found.", "NOT_FOUND");
    }

    private static GeminiError? JudgeBefore(JsonElement body, JsonObject? before)
    {
        if (body.IsTrue("background") && body.Member("store") is { ValueKind: JsonValueKind.False })
            return new GeminiError(400, "'background' needs 'store'.") { Field = "background" };
        return before is null && body.Text("previous_interaction_id") is { } id && id.StartsWith(InteractionReply.IdPrefix, StringComparison.Ordinal)
            ? new GeminiError(404, $"The interaction {id} was not found.", "NOT_FOUND")
            : null;
    }

    private static GeminiError? JudgeInput(JsonElement body, JsonObject? before)
    {
        if (body.Member("input") is not { } input || input is { ValueKind: JsonValueKind.Array } && input.GetArrayLength() == 0 || input is { ValueKind: JsonValueKind.String } && input.GetString()!.Length == 0)
            return GeminiJudge.Invalid("input", "it must not be empty.");
        var calls = (before?["steps"]?.AsArray() ?? []).Where(step => (string?)step!["type"] == "function_call").Select(step => (string)step!["id"]!).ToHashSet();
        var index = 0;
        foreach (var step in body.Items("input"))
        {
            var path = $"input[{index++}]";
            if (step.Text("type") is not { } type)
                return GeminiJudge.Invalid($"{path}.type", "it must be set.");
            if (type is "user_input" or "model_output" && step.Member("content") is null)
                return GeminiJudge.Invalid($"{path}.content", "it must be set.");
            if (type == "function_call" && (step.Text("id") is null || step.Text("name") is null || step.Member("arguments") is not { ValueKind: JsonValueKind.Object }))
                return GeminiJudge.Invalid(path, "a call needs an id, a name and arguments, which are an object.");
            if (type == "function_call")
                calls.Add(step.Text("id")!);
            if (type == "function_result" && (step.Text("call_id") is not { } id || step.Member("result") is null || (!calls.Contains(id) && (before is not null || body.Text("previous_interaction_id") is null))))
                return GeminiJudge.Invalid($"{path}.call_id", "a result needs the id of a call before it, and a result.");
        }

        return null;
    }

    private static GeminiError? JudgeConfig(JsonElement body)
    {
        foreach (var (name, min, max) in s_ranges)
        {
            if (body.Member("generation_config")?.Member(name) is { ValueKind: JsonValueKind.Number } value && (value.GetDouble() < min || value.GetDouble() > max))
                return GeminiJudge.Invalid($"generation_config.{name}", $"it must be from {min} to {max}.");
        }

        return body.Member("response_format") is { ValueKind: JsonValueKind.Object } && body.Text("response_mime_type") is not "application/json"
            ? GeminiJudge.Invalid("response_mime_type", "an answer by a schema needs application/json.")
            : null;
    }

    private static GeminiError? JudgeTools(JsonElement body)
    {
        var names = new HashSet<string>();
        foreach (var tool in body.Items("tools"))
        {
            if (tool.Text("type") is not { } type)
                return GeminiJudge.Invalid("tools.type", "it must be set.");
            if (type == "function" && (tool.Text("name") is not { Length: > 0 } name || !names.Add(name)))
                return GeminiJudge.Invalid("tools.name", "each function needs a name of its own.");
        }

        return null;
    }
}
