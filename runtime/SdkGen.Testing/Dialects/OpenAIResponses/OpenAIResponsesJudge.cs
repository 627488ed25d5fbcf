using System.Text.Json;
using SdkGen.Testing.Dialects.OpenAIChat;

namespace SdkGen.Testing.Dialects.OpenAIResponses;

/// <summary>Finds what the service would refuse in a request: the request as a whole and its parameters.</summary>
internal static class OpenAIResponsesJudge
{
    private static readonly HashSet<string> s_counted =
    [
        "conversation", "input", "instructions", "model", "parallel_tool_calls", "personality", "previous_response_id", "reasoning", "text", "tool_choice", "tools", "truncation",
    ];

    private static readonly HashSet<string> s_parameters =
    [
        .. s_counted, "background", "context_management", "include", "max_output_tokens", "max_tool_calls", "metadata", "moderation", "prompt", "prompt_cache_key", "prompt_cache_options",
        "prompt_cache_retention", "safety_identifier", "service_tier", "store", "stream", "stream_options", "temperature", "top_logprobs", "top_p", "user",
    ];

    private static readonly string[] s_includes =
    [
        "file_search_call.results", "web_search_call.results", "web_search_call.action.sources", "message.input_image.image_url", "computer_call_output.output.image_url",
        "code_interpreter_call.outputs", "reasoning.encrypted_content", "message.output_text.logprobs",
    ];

    private static readonly (string Name, double Min, double Max, bool IsInteger)[] s_ranges =
    [
        ("temperature", 0, 2, false), ("top_p", 0, 1, false), ("top_logprobs", 0, 20, true), ("max_output_tokens", 16, int.MaxValue, true), ("max_tool_calls", 1, int.MaxValue, true),
    ];

    public static OpenAIError? Judge(RecordedRequest request, ModelList models, KeptResponse? before, OpenAIVendor vendor) =>
        Judge(request, models, vendor.IsStrict ? s_parameters : null) ?? JudgeConversation(request.Json, before) ?? JudgeRanges(request.Json) ?? JudgeFormat(request.Json)
            ?? OpenAIResponsesItemJudge.Judge(request.Json, before, vendor) ?? OpenAIResponsesToolJudge.Judge(request.Json);

    public static OpenAIError? JudgeCount(RecordedRequest request, ModelList models, KeptResponse? before) =>
        Judge(request, models, s_counted) ?? JudgeConversation(request.Json, before) ?? JudgeFormat(request.Json) ?? OpenAIResponsesToolJudge.Judge(request.Json);

    public static OpenAIError Value(string path, string value, IEnumerable<string> supported) => new(
        400, $"Invalid value: '{value}'. Supported values are: {string.Join(", ", supported.Select(known => $"'{known}'"))}.", Param: path, Code: "invalid_value");

    private static OpenAIError? Judge(RecordedRequest request, ModelList models, HashSet<string>? parameters)
    {
        if (!request.IsJsonObject)
            return OpenAIChatJudge.NotJson;
        var body = request.Json;
        foreach (var parameter in body.EnumerateObject())
        {
            if (parameters?.Contains(parameter.Name) == false)
                return new OpenAIError(400, $"Unknown parameter: '{parameter.Name}'.", Param: parameter.Name, Code: "unknown_parameter");
        }

        // A prompt that the service keeps may name the model.
        var model = body.Text("model") ?? "";
        if (model.Length == 0 && body.Member("prompt") is null)
            return OpenAIChatJudge.Missing("model");
        if (model.Length > 0 && !models.Has(model))
            return new OpenAIError(400, $"The requested model '{model}' does not exist.", Param: "model", Code: "model_not_found");
        foreach (var parameter in Paths(body))
        {
            if (models.Refuses(model, parameter))
                return new OpenAIError(400, $"Unsupported parameter: '{parameter}' is not supported with this model.", Param: parameter, Code: "unsupported_parameter");
        }

        return body.Member("stream_options") is not null && !body.IsTrue("stream")
            ? new OpenAIError(400, "The 'stream_options' parameter is only allowed when 'stream' is enabled.", Param: "stream_options")
            : null;
    }

    /// <summary>Names of the parameters, and of what stands in <c>reasoning</c> and <c>text</c>.</summary>
    private static IEnumerable<string> Paths(JsonElement body)
    {
        foreach (var parameter in body.EnumerateObject())
        {
            yield return parameter.Name;
            if (parameter.Name is not ("reasoning" or "text") || parameter.Value.ValueKind != JsonValueKind.Object)
                continue;
            foreach (var inner in parameter.Value.EnumerateObject())
                yield return $"{parameter.Name}.{inner.Name}";
        }
    }

    private static OpenAIError? JudgeConversation(JsonElement body, KeptResponse? before)
    {
        if (body.Text("previous_response_id") is not { } id)
            return null;
        if (body.Member("conversation") is not null)
        {
            return new OpenAIError(
                400, "Mutually exclusive parameters: 'previous_response_id' and 'conversation'. Send one of them.", Param: "conversation", Code: "mutually_exclusive_parameters");
        }

        return before is null
            ? new OpenAIError(400, $"Previous response with id '{id}' not found.", Param: "previous_response_id", Code: "previous_response_not_found")
            : null;
    }

    private static OpenAIError? JudgeRanges(JsonElement body)
    {
        foreach (var (name, min, max, isInteger) in s_ranges)
        {
            if (body.Member(name) is not { } value)
                continue;
            var kind = isInteger ? "integer" : "decimal";
            if (value.ValueKind != JsonValueKind.Number)
                return new OpenAIError(400, $"Invalid type for '{name}': expected a number.", Param: name, Code: "invalid_type");
            if (value.GetDouble() < min)
                return new OpenAIError(400, $"Invalid '{name}': {kind} below minimum value. Expected a value >= {min}, but got {value} instead.", Param: name, Code: $"{kind}_below_min_value");
            if (value.GetDouble() > max)
                return new OpenAIError(400, $"Invalid '{name}': {kind} above maximum value. Expected a value <= {max}, but got {value} instead.", Param: name, Code: $"{kind}_above_max_value");
        }

        var index = 0;
        foreach (var include in body.Items("include"))
        {
            if (include.ValueKind != JsonValueKind.String || !s_includes.Contains(include.GetString()))
                return Value($"include[{index}]", include.ToString(), s_includes);
            index++;
        }

        return null;
    }

    private static OpenAIError? JudgeFormat(JsonElement body)
    {
        if (body.Member("text")?.Member("format") is not { } format)
            return null;
        if (format.Text("type") is not ("text" or "json_object" or "json_schema"))
            return Value("text.format.type", format.Text("type") ?? "", ["text", "json_object", "json_schema"]);
        if (format.Member("json_schema") is not null)
            return new OpenAIError(400, "Unknown parameter: 'text.format.json_schema'.", Param: "text.format.json_schema", Code: "unknown_parameter");
        if (format.Text("type") == "json_schema" && format.Text("name") is not { Length: > 0 })
            return OpenAIChatJudge.Missing("text.format.name");
        if (format.Text("type") == "json_schema" && format.Member("schema") is null)
            return OpenAIChatJudge.Missing("text.format.schema");
        return format.Text("type") == "json_object" && !Says(body, "json")
            ? new OpenAIError(400, "Response input messages must contain the word 'json' in some form to use 'text.format' of type 'json_object'.", Param: "input")
            : null;
    }

    private static bool Says(JsonElement body, string word) =>
        (body.Member("input")?.GetRawText() ?? "").Contains(word, StringComparison.OrdinalIgnoreCase) || (body.Text("instructions") ?? "").Contains(word, StringComparison.OrdinalIgnoreCase);
}
