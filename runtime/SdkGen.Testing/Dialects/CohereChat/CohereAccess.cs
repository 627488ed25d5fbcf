namespace SdkGen.Testing.Dialects.CohereChat;

/// <summary>What is refused before a body is read: who asks.</summary>
internal static class CohereAccess
{
    public static CohereError? Judge(RecordedRequest request, string? onlyKey)
    {
        var authorization = request.Headers.GetValueOrDefault("Authorization") ?? "";
        var key = authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? authorization["Bearer ".Length..].Trim() : "";
        if (key.Length == 0)
            return new CohereError(401, "no api key supplied");
        return onlyKey is not null && key != onlyKey ? new CohereError(401, "invalid api token") : null;
    }
}
