namespace SdkGen.Testing.Dialects.OpenAIChat;

/// <summary>What is refused before a body is read: who asks, and for what.</summary>
internal static class OpenAIAccess
{
    public static OpenAIError? Judge(RecordedRequest request, string? onlyKey, OpenAIVendor vendor)
    {
        var authorization = request.Headers.GetValueOrDefault("Authorization") ?? "";

        // Azure takes its keys in a header of its own.
        var key = authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? authorization["Bearer ".Length..].Trim()
            : request.Headers.GetValueOrDefault("api-key")?.Trim() ?? "";
        if (key.Length == 0 && onlyKey is null && vendor.IsLocal)
            return null;
        if (key.Length == 0)
            return new OpenAIError(401, "You didn't provide an API key. Send it in an Authorization header with bearer authentication (Authorization: Bearer YOUR_KEY).");
        return onlyKey is not null && key != onlyKey
            ? new OpenAIError(vendor.WrongKeyStatus, $"Incorrect API key provided: {Mask(key)}.", Code: "invalid_api_key")
            : null;
    }

    public static OpenAIError WrongMethod(RecordedRequest request) =>
        new(405, $"Not allowed to {request.Method} on {request.PathWithoutQuery}.", Code: "method_not_supported");

    public static OpenAIError UnknownModel(string model) =>
        new(404, $"The model `{model}` does not exist or you do not have access to it.", Code: "model_not_found");

    private static string Mask(string key) => key.Length <= 8 ? new string('*', key.Length) : $"{key[..4]}{new string('*', key.Length - 8)}{key[^4..]}";
}
