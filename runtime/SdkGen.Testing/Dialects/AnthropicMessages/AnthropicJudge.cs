using System.Text.Json;

namespace SdkGen.Testing.Dialects.AnthropicMessages;

/// <summary>Finds what the service would refuse in a request: the request as a whole and its parameters.</summary>
internal static class AnthropicJudge
{
    private const int MostCachePoints = 4;

    private static readonly HashSet<string> s_counted =
    [
        "cache_control", "context_management", "mcp_servers", "messages", "model", "output_config", "output_format", "speed", "system", "thinking", "tool_choice", "tools",
    ];

    private static readonly HashSet<string> s_answered =
    [
        .. s_counted, "container", "fallbacks", "inference_geo", "max_tokens", "metadata", "service_tier", "stop_sequences", "stream", "temperature", "top_k", "top_p", "user_profile_id",
    ];

    // -1 is what older clients say for what they leave to the service.
    private static readonly (string Name, double Min, double Max)[] s_ranges = [("max_tokens", 0, int.MaxValue), ("temperature", 0, 1), ("top_p", -1, 1), ("top_k", -1, int.MaxValue)];

    /// <param name="request">The request.</param>
    /// <param name="models">The models that exist.</param>
    /// <param name="counts">Only its tokens are counted.</param>
    /// <param name="host">The cloud that it is sent to; null for Anthropic itself.</param>
    public static AnthropicError? Judge(RecordedRequest request, ModelList models, bool counts, AnthropicHost? host = null)
    {
        if (!request.IsJsonObject)
            return new AnthropicError(400, "The request body is not valid JSON: it is expected to be one object.");
        return Judge(request.Json, models, counts, host);
    }

    /// <inheritdoc cref="Judge(RecordedRequest, ModelList, bool, AnthropicHost?)"/>
    public static AnthropicError? Judge(JsonElement body, ModelList models, bool counts, AnthropicHost? host)
    {
        if (host?.Judge(body) is { } misplaced)
            return misplaced;
        if ((host?.Model ?? body.Text("model")) is not { Length: > 0 } model)
            return AnthropicError.At("model", "Field required");
        if (!counts && body.Member("max_tokens") is null)
            return AnthropicError.At("max_tokens", "Field required");
        if ((JudgeParameters(body, model, models, counts ? s_counted : s_answered, host) ?? AnthropicConversationJudge.Judge(body)) is { } wrong)
            return wrong;
        if (!models.Has(model))
            return AnthropicAccess.UnknownModel(model);
        return AnthropicToolJudge.Judge(body) ?? AnthropicThinkingJudge.Judge(body) ?? JudgeFormat(body) ?? JudgeCachePoints(body);
    }

    private static AnthropicError? JudgeParameters(JsonElement body, string model, ModelList models, HashSet<string> known, AnthropicHost? host)
    {
        foreach (var parameter in body.EnumerateObject())
        {
            if (!known.Contains(parameter.Name) && host?.Takes(parameter.Name) != true)
                return AnthropicError.At(parameter.Name, "Extra inputs are not permitted");
            if (models.Refuses(model, parameter.Name))
                return new AnthropicError(400, $"`{parameter.Name}` is not supported for this model.");
        }

        foreach (var (name, min, max) in s_ranges)
        {
            if (body.Member(name) is not { } value)
                continue;
            if (value.ValueKind != JsonValueKind.Number)
                return AnthropicError.At(name, "Input should be a valid number");
            if (value.GetDouble() < min)
                return AnthropicError.At(name, $"Input should be greater than or equal to {min}");
            if (value.GetDouble() > max)
                return AnthropicError.At(name, $"Input should be less than or equal to {max}");
        }

        return null;
    }

    private static AnthropicError? JudgeFormat(JsonElement body)
    {
        if ((body.Member("output_config")?.Member("format") ?? body.Member("output_format")) is not { } format)
            return null;
        if (format.Text("type") != "json_schema")
            return AnthropicError.At("output_config.format.type", "Input should be 'json_schema'");
        if (format.Member("schema") is not { ValueKind: JsonValueKind.Object } schema)
            return AnthropicError.At("output_config.format.schema", "Field required");
        return IsClosed(schema) ? null : AnthropicError.At("output_config.format.schema", "For 'object' type, 'additionalProperties' must be explicitly set to false");
    }

    private static bool IsClosed(JsonElement schema)
    {
        if (schema.ValueKind == JsonValueKind.Array)
            return schema.EnumerateArray().All(IsClosed);
        if (schema.ValueKind != JsonValueKind.Object)
            return true;
        if (schema.Text("type") == "object" && schema.Member("additionalProperties") is not { ValueKind: JsonValueKind.False })
            return false;
        return schema.EnumerateObject().All(member => member.Name is "enum" or "const" or "default" || IsClosed(member.Value));
    }

    private static AnthropicError? JudgeCachePoints(JsonElement body)
    {
        var points = Count(body);
        return points > MostCachePoints ? new AnthropicError(400, $"A maximum of {MostCachePoints} blocks with cache_control may be provided. Found {points}.") : null;
    }

    private static int Count(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().Sum(Count),
        JsonValueKind.Object => value.EnumerateObject().Sum(member => member switch
        {
            { Name: "cache_control", Value.ValueKind: JsonValueKind.Object } => 1,
            { Name: "input" or "input_schema" } => 0,
            _ => Count(member.Value),
        }),
        _ => 0,
    };
}
