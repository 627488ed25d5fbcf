using System.Text.Json;

namespace SdkGen.Testing.Dialects.CohereChat;

/// <summary>Finds what the service would refuse in a chat request.</summary>
internal static class CohereJudge
{
    private static readonly HashSet<string> s_parameters =
    [
        "citation_options", "documents", "frequency_penalty", "k", "logprobs", "max_tokens", "messages", "model", "p", "presence_penalty", "priority", "raw_prompting",
        "response_format", "safety_mode", "seed", "stop_sequences", "stream", "strict_tools", "temperature", "thinking", "tool_choice", "tools",
    ];

    private static readonly (string Name, double Min, double Max)[] s_ranges =
    [
        ("frequency_penalty", 0, 1), ("presence_penalty", 0, 1), ("p", 0.01, 0.99), ("k", 0, 500), ("max_tokens", 0, int.MaxValue), ("temperature", 0, 2), ("priority", 0, 999),
    ];

    public static CohereError? Judge(RecordedRequest request, ModelList models)
    {
        if (!request.IsJsonObject)
            return Invalid("the body is not a JSON object");
        var body = request.Json;
        if (body.Text("model") is not { Length: > 0 } model)
            return Invalid("model is required");
        if (!models.Has(model))
            return CohereError.UnknownModel(model);
        return JudgeParameters(body, model, models) ?? JudgeMessages(body) ?? JudgeTools(body);
    }

    public static CohereError Invalid(string what) => new(400, $"invalid request: {what}");

    private static CohereError? JudgeParameters(JsonElement body, string model, ModelList models)
    {
        foreach (var parameter in body.EnumerateObject())
        {
            if (!s_parameters.Contains(parameter.Name))
                return new CohereError(422, $"unknown field: parameter '{parameter.Name}' is not a valid field");
            if (models.Refuses(model, parameter.Name))
                return Invalid($"{parameter.Name} is not supported by the model {model}");
        }

        foreach (var (name, min, max) in s_ranges)
        {
            if (body.Member(name) is { } value && (value.ValueKind != JsonValueKind.Number || value.GetDouble() < min || value.GetDouble() > max))
                return Invalid($"{name} must be between {min} and {max} inclusive");
        }

        if (body.Member("stop_sequences") is { ValueKind: JsonValueKind.Array } stops && stops.GetArrayLength() > 5)
            return Invalid("stop_sequences holds at most 5 items");
        if (body.Member("safety_mode") is { } safety && !(safety.ValueEquals("CONTEXTUAL") || safety.ValueEquals("STRICT") || safety.ValueEquals("OFF") || safety.ValueEquals("NONE")))
            return Invalid("safety_mode must be one of CONTEXTUAL, STRICT, OFF");
        if (body.Member("thinking") is { } thinking && thinking.Text("type") is not ("enabled" or "disabled"))
            return Invalid("thinking.type must be one of enabled, disabled");
        return body.Member("response_format") is { } format && format.Text("type") is not ("text" or "json_object")
            ? Invalid("response_format.type must be one of text, json_object")
            : null;
    }

    private static CohereError? JudgeMessages(JsonElement body)
    {
        var open = new HashSet<string>();
        var index = 0;
        foreach (var message in body.Items("messages"))
        {
            if (JudgeMessage(message, index++, open) is { } error)
                return error;
        }

        return index == 0 ? Invalid("list of messages must have at least 1 item") : null;
    }

    private static CohereError? JudgeMessage(JsonElement message, int index, HashSet<string> open)
    {
        switch (message.Text("role"))
        {
            case "tool":
                if (message.Text("tool_call_id") is not { } id)
                    return Invalid($"tool_call_id is required in the tool message at messages[{index}]");
                if (!open.Contains(id))
                    return Invalid($"tool call id '{id}' at messages[{index}] was not found in the tool calls before it");
                return message.Member("content") is null ? Invalid($"content is required in the tool message at messages[{index}]") : null;
            case "assistant":
                var calls = false;
                foreach (var call in message.Items("tool_calls"))
                {
                    calls = true;
                    if (call.Text("id") is not { } made || call.Member("function")?.Text("name") is null || call.Member("function")?.Text("arguments") is null)
                        return Invalid($"a tool call at messages[{index}] lacks its id, name or arguments");
                    open.Add(made);
                }

                return calls || message.Member("content") is not null ? null : Invalid($"content or tool_calls is required in the assistant message at messages[{index}]");
            case "system" or "user":
                return JudgeContent(message, index);
            case var role:
                return Invalid($"role '{role}' at messages[{index}] must be one of system, user, assistant, tool");
        }
    }

    private static CohereError? JudgeContent(JsonElement message, int index)
    {
        if (message.Text("content") is not null)
            return null;
        if (message.Member("content") is not { ValueKind: JsonValueKind.Array } parts || parts.GetArrayLength() == 0)
            return Invalid($"content is required at messages[{index}]");
        foreach (var part in parts.EnumerateArray())
        {
            if (part.Text("type") is not ("text" or "image_url" or "thinking"))
                return Invalid($"content type '{part.Text("type")}' at messages[{index}] must be one of text, image_url");
        }

        return null;
    }

    private static CohereError? JudgeTools(JsonElement body)
    {
        var names = new HashSet<string>();
        foreach (var tool in body.Items("tools"))
        {
            if (tool.Text("type") != "function" || tool.Member("function")?.Text("name") is not { Length: > 0 } name)
                return Invalid("each tool must be of type function and have a name");
            if (!names.Add(name))
                return Invalid($"tool names must be unique: {name}");
        }

        if (body.Member("tool_choice") is not { } choice)
            return null;
        if (!(choice.ValueEquals("REQUIRED") || choice.ValueEquals("NONE")))
            return Invalid("tool_choice must be one of REQUIRED, NONE");
        return names.Count == 0 ? Invalid("tool_choice can only be used with tools") : null;
    }
}
