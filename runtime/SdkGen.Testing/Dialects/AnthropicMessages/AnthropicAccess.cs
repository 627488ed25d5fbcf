namespace SdkGen.Testing.Dialects.AnthropicMessages;

/// <summary>What is refused before a body is read: who asks, and for what.</summary>
internal static class AnthropicAccess
{
    public static AnthropicError? Judge(RecordedRequest request, string? onlyKey)
    {
        var key = request.Headers.GetValueOrDefault("x-api-key") ?? Bearer(request);
        if (string.IsNullOrWhiteSpace(key))
            return new AnthropicError(401, "x-api-key header is required", "authentication_error");
        if (onlyKey is not null && key != onlyKey)
            return new AnthropicError(401, "invalid x-api-key", "authentication_error");
        return string.IsNullOrEmpty(request.Headers.GetValueOrDefault("anthropic-version")) ? AnthropicError.At("anthropic-version", "header is required") : null;
    }

    public static AnthropicError UnknownModel(string model) => new(404, $"model: {model}", "not_found_error");

    public static AnthropicError WrongMethod => new(405, "Method Not Allowed");

    private static string? Bearer(RecordedRequest request) =>
        request.Headers.GetValueOrDefault("Authorization") is { } value && value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? value["Bearer ".Length..] : null;
}
