namespace SdkGen.Testing.Dialects.CohereChat;

/// <summary>An error of the Cohere API: <c>{"id","message"}</c>.</summary>
internal sealed record CohereError(int Status, string Message)
{
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The word for an error inside a stream.</summary>
    public string? Type { get; init; }

    public byte[] Json => Utf8Json.Object(json =>
    {
        json.WriteString("id", "00000000-0000-4000-8000-0000000e4404");
        json.WriteString("message", Message);
    });

    /// <summary>What the service usually sends with the status, and what the script says instead.</summary>
    public static CohereError From(ChatFailure failure) => new(failure.Status, failure.Message ?? Usual(failure.Status)) { RetryAfter = failure.RetryAfter, Type = failure.Code ?? failure.Type };

    public static CohereError UnknownModel(string model) =>
        new(404, $"model '{model}' not found, make sure the correct model ID was used and that you have access to the model.");

    private static string Usual(int status) => status switch
    {
        401 or 498 => "invalid api token",
        403 => "you do not have access to this resource",
        404 => "the resource was not found",
        429 => "you are using a trial key, which is limited; wait, or use a production key",
        499 => "the request was cancelled",
        503 => "the service is busy, please try again",
        >= 500 => "internal server error, please try again",
        _ => "invalid request",
    };
}
