namespace SdkGen.Testing.Dialects.AnthropicMessages;

/// <summary>An error of the Anthropic API: <c>{"type":"error","error":{"type","message"},"request_id"}</c>.</summary>
internal sealed record AnthropicError(int Status, string Message, string Type = "invalid_request_error")
{
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>A request whose content is wrong at a place.</summary>
    public static AnthropicError At(string place, string message) => new(400, $"{place}: {message}");

    public byte[] Json(string requestId) => Utf8Json.Object(json =>
    {
        json.WriteString("type", "error");
        json.WriteStartObject("error");
        json.WriteString("type", Type);
        json.WriteString("message", Message);
        json.WriteEndObject();
        json.WriteString("request_id", requestId);
    });

    /// <summary>What the service usually sends with the status, and what the script says instead.</summary>
    public static AnthropicError From(ChatFailure failure)
    {
        var usual = Usual(failure.Status);
        return usual with
        {
            Message = failure.Message ?? usual.Message,
            Type = failure.Type ?? failure.Code ?? usual.Type,
            RetryAfter = failure.RetryAfter,
        };
    }

    private static AnthropicError Usual(int status) => status switch
    {
        401 => new(status, "invalid x-api-key", "authentication_error"),
        402 => new(status, "The account has to be paid up before it can go on.", "billing_error"),
        403 => new(status, "The key may not use what it asks for.", "permission_error"),
        404 => new(status, "model: not found", "not_found_error"),
        413 => new(status, "The request is larger than the service takes.", "request_too_large"),
        429 => new(status, "This request would exceed the rate limit of the organization; try again later.", "rate_limit_error"),
        504 => new(status, "The request timed out.", "timeout_error"),
        529 => new(status, "Overloaded", "overloaded_error"),
        >= 500 => new(status, "Internal server error", "api_error"),
        _ => new(status, "The request is not valid."),
    };
}
