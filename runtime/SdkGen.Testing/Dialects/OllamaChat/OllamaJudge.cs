using System.Text.Json;

namespace SdkGen.Testing.Dialects.OllamaChat;

/// <summary>Finds what the server would refuse in a chat request. Names that it does not know it steps over.</summary>
internal static class OllamaJudge
{
    public static OllamaError? Judge(RecordedRequest request, ModelList models)
    {
        if (JudgeModel(request, models) is { } error)
            return error;
        var body = request.Json;
        var model = body.Text("model")!;
        if (body.Member("messages") is { ValueKind: not JsonValueKind.Array })
            return Unmarshal("messages", "an array");
        foreach (var message in body.Items("messages"))
        {
            if (JudgeMessage(message) is { } wrong)
                return wrong;
        }

        return JudgeTools(body, model, models) ?? JudgeSettings(body, model, models);
    }

    public static OllamaError? JudgeModel(RecordedRequest request, ModelList models)
    {
        if (!request.IsJsonObject)
            return new OllamaError(400, "invalid character at the beginning of the body: one JSON object is expected");
        if (request.Json.Text("model") is not { Length: > 0 } model)
            return new OllamaError(400, "model is required");
        return models.Has(model) || models.Has(model + ":latest") ? null : OllamaError.UnknownModel(model);
    }

    private static OllamaError Unmarshal(string member, string expected) => new(400, $"json: cannot unmarshal the value of {member} into {expected}");

    private static OllamaError? JudgeMessage(JsonElement message)
    {
        if (message.Text("role") is not ("system" or "user" or "assistant" or "tool"))
            return new OllamaError(400, $"invalid role: {message.Text("role")}, must be one of [system, user, assistant, tool]");
        if (message.Member("content") is { ValueKind: not JsonValueKind.String })
            return Unmarshal("messages.content", "a string");
        if (message.Items("images").Any(image => image.ValueKind != JsonValueKind.String || !image.TryGetBytesFromBase64(out _)))
            return new OllamaError(400, "illegal base64 data in messages.images");
        return message.Items("tool_calls").Any(call => call.Member("function")?.Member("arguments") is { ValueKind: not JsonValueKind.Object })
            ? Unmarshal("messages.tool_calls.function.arguments", "an object")
            : null;
    }

    private static OllamaError? JudgeTools(JsonElement body, string model, ModelList models)
    {
        if (!body.Items("tools").Any())
            return null;
        if (models.Refuses(model, "tools"))
            return new OllamaError(400, $"registry.ollama.ai/library/{model} does not support tools");
        return body.Items("tools").Any(tool => tool.Member("function")?.Text("name") is not { Length: > 0 }) ? new OllamaError(400, "a tool needs a function with a name") : null;
    }

    private static OllamaError? JudgeSettings(JsonElement body, string model, ModelList models)
    {
        if (body.Member("think") is { } think)
        {
            var isLevel = think.ValueKind == JsonValueKind.String && think.GetString() is "low" or "medium" or "high" or "max";
            if (!isLevel && think.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
                return new OllamaError(400, $"invalid think value: {think} (must be \"high\", \"medium\", \"low\", \"max\", true, or false)");
            if (think.ValueKind != JsonValueKind.False && models.Refuses(model, "think"))
                return new OllamaError(400, $"\"{model}\" does not support thinking");
        }

        if (body.Member("format") is { } format && format.ValueKind != JsonValueKind.Object && !(format.ValueKind == JsonValueKind.String && format.GetString() is "" or "json"))
            return new OllamaError(400, $"invalid format: {format.GetRawText()}; expected \"json\" or a JSON schema");
        return body.Member("options") is { ValueKind: not JsonValueKind.Object } ? Unmarshal("options", "an object") : null;
    }
}
