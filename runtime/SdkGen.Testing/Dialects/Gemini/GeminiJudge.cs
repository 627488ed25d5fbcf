using System.Text.Json;

namespace SdkGen.Testing.Dialects.Gemini;

/// <summary>Finds what the service would refuse in a request: the request as a whole and its settings.</summary>
internal static class GeminiJudge
{
    private static readonly (string Name, double Min, double Max)[] s_ranges =
    [
        ("temperature", 0, 2), ("topP", 0, 1), ("presencePenalty", -2, 2), ("frequencyPenalty", -2, 2), ("candidateCount", 1, 8), ("maxOutputTokens", 1, int.MaxValue),
        ("logprobs", 0, 20),
    ];

    public static GeminiError? Judge(JsonElement body, GeminiCall call, ModelList models) =>
        GeminiFields.Judge(body, "Request", call.IsVertex)
        ?? JudgeRefused(body, call, models)
        ?? GeminiConversationJudge.Judge(body, call)
        ?? JudgeConfig(body, call)
        ?? GeminiToolJudge.Judge(body, call)
        ?? JudgeCache(body);

    private static GeminiError? JudgeRefused(JsonElement body, GeminiCall call, ModelList models)
    {
        foreach (var setting in body.EnumerateObject().Concat(body.Field("generationConfig") is { ValueKind: JsonValueKind.Object } config ? config.EnumerateObject() : []))
        {
            if (models.Refuses(call.Model!, setting.Name))
                return new GeminiError(400, $"The model {call.Model} does not support {setting.Name}.") { Field = setting.Name };
        }

        return null;
    }

    private static GeminiError? JudgeConfig(JsonElement body, GeminiCall call)
    {
        if (body.Field("generationConfig") is not { } config)
            return null;
        foreach (var (name, min, max) in s_ranges)
        {
            if (config.Field(name) is { ValueKind: JsonValueKind.Number } value && (value.GetDouble() < min || value.GetDouble() > max))
                return Invalid($"generation_config.{name}", $"it must be from {min} to {max}.");
        }

        if (config.List("stopSequences").Count() > 5)
            return Invalid("generation_config.stop_sequences", "five texts are taken at most.");
        if (config.Field("logprobs") is not null && config.Field("responseLogprobs") is not { ValueKind: JsonValueKind.True })
            return Invalid("generation_config.logprobs", "it needs response_logprobs.");
        return JudgeFormat(config) ?? JudgeThinking(config, call);
    }

    private static GeminiError? JudgeFormat(JsonElement config)
    {
        var schemas = new[] { config.Field("responseSchema"), config.Field("responseJsonSchema") }.Count(schema => schema is not null);
        if (schemas > 1)
            return Invalid("generation_config.response_json_schema", "response_schema is set, too.");
        return schemas == 1 && config.Word("responseMimeType") is not ("application/json" or "text/x.enum")
            ? Invalid("generation_config.response_mime_type", "an answer by a schema needs application/json.")
            : null;
    }

    private static GeminiError? JudgeThinking(JsonElement config, GeminiCall call)
    {
        if (config.Field("thinkingConfig") is not { } thinking)
            return null;
        var budget = thinking.Field("thinkingBudget") is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var tokens) ? tokens : (int?)null;
        if (budget is not null && thinking.Field("thinkingLevel") is not null)
            return Invalid("generation_config.thinking_config", "either a level or a budget can be set, not both.");
        if (budget == 0 && call.Model!.StartsWith("gemini-2.5-pro", StringComparison.Ordinal))
            return Invalid("generation_config.thinking_config.thinking_budget", "the budget 0 is not valid: this model always thinks.");
        return thinking.Field("thinkingLevel") is not null && call.Model!.StartsWith("gemini-2", StringComparison.Ordinal)
            ? Invalid("generation_config.thinking_config.thinking_level", "this model knows no levels of thinking.")
            : null;
    }

    private static GeminiError? JudgeCache(JsonElement body) =>
        body.Field("cachedContent") is not null && (body.Field("systemInstruction") ?? body.Field("tools") ?? body.Field("toolConfig")) is not null
            ? Invalid("cached_content", "instructions, tools and tool settings belong into the stored content.")
            : null;

    public static GeminiError Invalid(string field, string why) => new(400, $"Invalid value at '{field}': {why}") { Field = field };
}
