using System.Text.Json;

namespace SdkGen.Testing.Dialects.OpenAIChat;

/// <summary>Finds what the service would refuse in a chat request: the request as a whole and its parameters.</summary>
internal static class OpenAIChatJudge
{
    private static readonly HashSet<string> s_parameters =
    [
        "audio", "frequency_penalty", "function_call", "functions", "logit_bias", "logprobs", "max_completion_tokens", "max_tokens", "messages", "metadata",
        "modalities", "model", "moderation", "n", "parallel_tool_calls", "prediction", "presence_penalty", "prompt_cache_key", "prompt_cache_options",
        "prompt_cache_retention", "reasoning_effort", "response_format", "safety_identifier", "seed", "service_tier", "stop", "store", "stream", "stream_options",
        "temperature", "tool_choice", "tools", "top_logprobs", "top_p", "user", "verbosity", "web_search_options",
    ];

    private static readonly (string Name, double Min, double Max)[] s_ranges =
    [
        ("temperature", 0, 2), ("top_p", 0, 1), ("frequency_penalty", -2, 2), ("presence_penalty", -2, 2), ("n", 1, 128), ("top_logprobs", 0, 20),
        ("max_tokens", 1, int.MaxValue), ("max_completion_tokens", 1, int.MaxValue),
    ];

    public static OpenAIError NotJson => new(400, "The JSON body of the request could not be parsed: it is expected to be one JSON object.");

    public static OpenAIError Missing(string parameter) =>
        new(400, $"Missing required parameter: '{parameter}'.", Param: parameter, Code: "missing_required_parameter");

    public static OpenAIError? Judge(RecordedRequest request, ModelList models, OpenAIVendor vendor)
    {
        if (!request.IsJsonObject)
            return NotJson;
        var body = request.Json;
        if ((vendor.Deployment ?? body.Text("model")) is not { Length: > 0 } model)
            return new OpenAIError(400, "you must provide a model parameter");
        if (!models.Has(model))
            return vendor.UnknownModel(model);
        return JudgeParameters(body, model, models, vendor) ?? OpenAIConversationJudge.Judge(body, vendor) ?? OpenAIToolJudge.Judge(body, vendor) ?? (vendor.IsStrict ? JudgeFormat(body) : null);
    }

    private static OpenAIError? JudgeParameters(JsonElement body, string model, ModelList models, OpenAIVendor vendor)
    {
        foreach (var parameter in body.EnumerateObject())
        {
            if (vendor.Refused.Contains(parameter.Name))
                return new OpenAIError(vendor.RefusedStatus, $"property '{parameter.Name}' is unsupported", Param: parameter.Name, Code: "wrong_api_format");
            if (vendor.IsStrict && !s_parameters.Contains(parameter.Name) && !vendor.OwnParameters.Contains(parameter.Name))
                return new OpenAIError(400, $"Unknown parameter: '{parameter.Name}'.", Param: parameter.Name, Code: "unknown_parameter");
            if (models.Refuses(model, parameter.Name))
                return new OpenAIError(400, $"Unsupported parameter: '{parameter.Name}' is not supported with this model.", Param: parameter.Name, Code: "unsupported_parameter");
        }

        foreach (var (name, min, max) in s_ranges)
        {
            if (body.Member(name) is not { } value)
                continue;
            if (value.ValueKind != JsonValueKind.Number)
                return new OpenAIError(400, $"Invalid type for '{name}': expected a number, but got {Kind(value)} instead.", Param: name, Code: "invalid_type");
            if (value.GetDouble() < min)
                return new OpenAIError(400, $"Invalid '{name}': expected a value >= {min}, but got {value} instead.", Param: name, Code: "decimal_below_min_value");
            if (value.GetDouble() > max)
                return new OpenAIError(400, $"Invalid '{name}': expected a value <= {max}, but got {value} instead.", Param: name, Code: "decimal_above_max_value");
        }

        if (body.Member("n") is { ValueKind: JsonValueKind.Number } choices && choices.GetDouble() > vendor.MostChoices)
            return new OpenAIError(400, $"'n' : number must be at most {vendor.MostChoices}", Param: "n");
        return vendor.IsStrict && body.Member("stream_options") is not null && !body.IsTrue("stream")
            ? new OpenAIError(400, "The 'stream_options' parameter is only allowed when 'stream' is enabled.", Param: "stream_options")
            : null;
    }

    private static OpenAIError? JudgeFormat(JsonElement body)
    {
        if (body.Member("response_format") is not { } format)
            return null;
        if (format.Text("type") is not ("text" or "json_object" or "json_schema"))
            return new OpenAIError(400, "Invalid value for 'response_format.type': supported are 'text', 'json_object' and 'json_schema'.", Param: "response_format.type", Code: "invalid_value");
        if (format.Text("type") == "json_schema" && format.Member("json_schema")?.Text("name") is not { Length: > 0 })
            return Missing("response_format.json_schema.name");
        return format.Text("type") == "json_object" && !body.GetProperty("messages").GetRawText().Contains("json", StringComparison.OrdinalIgnoreCase)
            ? new OpenAIError(400, "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.", Param: "messages")
            : null;
    }

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "a string",
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        _ => "a boolean",
    };
}
