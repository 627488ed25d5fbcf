namespace SdkGen.Testing.Dialects.Gemini;

/// <summary>What is refused before a body is read: who asks, and for what.</summary>
internal static class GeminiAccess
{
    public static GeminiError? Judge(RecordedRequest request, GeminiCall call, string? onlyKey)
    {
        var authorization = request.Headers.GetValueOrDefault("Authorization") ?? "";
        var token = authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? authorization["Bearer ".Length..].Trim() : "";
        var key = request.Headers.GetValueOrDefault("x-goog-api-key") ?? Query(request, "key") ?? "";
        if (token.Length == 0 && key.Length == 0)
        {
            return call.IsVertex
                ? new GeminiError(401, "The request holds no credentials: it needs an OAuth 2 access token.", "UNAUTHENTICATED") { Reason = "CREDENTIALS_MISSING" }
                : new GeminiError(403, "The method allows no unregistered callers: send an API key.", "PERMISSION_DENIED");
        }

        if (onlyKey is null || token == onlyKey || key == onlyKey)
            return null;
        return token.Length > 0
            ? new GeminiError(401, "The credentials of the request are not valid: an OAuth 2 access token is expected.", "UNAUTHENTICATED") { Reason = "ACCESS_TOKEN_TYPE_UNSUPPORTED" }
            : new GeminiError(400, "The API key is not valid. Pass a valid one.") { Reason = "API_KEY_INVALID" };
    }

    public static GeminiError UnknownModel(GeminiCall call) =>
        new(404, $"{(call.IsVertex ? "publishers/google/models" : "models")}/{call.Model} does not exist for this version of the API, or does not support {call.Verb ?? "this method"}.", "NOT_FOUND");

    /// <summary>A value of the query; null where there is none.</summary>
    public static string? Query(RecordedRequest request, string name)
    {
        var query = request.Path.IndexOf('?') is >= 0 and var start ? request.Path[(start + 1)..] : "";
        foreach (var pair in query.Split('&'))
        {
            if (pair.StartsWith(name + "=", StringComparison.Ordinal))
                return Uri.UnescapeDataString(pair[(name.Length + 1)..]);
        }

        return null;
    }
}
