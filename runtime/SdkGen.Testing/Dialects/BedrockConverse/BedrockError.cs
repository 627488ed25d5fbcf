namespace SdkGen.Testing.Dialects.BedrockConverse;

/// <summary>An error of Amazon Bedrock: its type stands in a header, its sentence in the body.</summary>
internal sealed record BedrockError(int Status, string Type, string? Message)
{
    public static BedrockError UnknownModel => Validation("The provided model identifier is invalid.");

    public TimeSpan? RetryAfter { get; init; }

    public byte[] Json => Utf8Json.Object(json =>
    {
        if (Message is not null)
            json.WriteString("message", Message);
    });

    /// <summary>The type as a stream names it.</summary>
    public string StreamType => char.ToLowerInvariant(Type[0]) + Type[1..];

    public static BedrockError Validation(string message) => new(400, "ValidationException", message);

    /// <summary>What the service usually sends with the status, and what the script says instead.</summary>
    public static BedrockError From(ChatFailure failure)
    {
        var usual = Usual(failure.Status);
        return usual with { Type = failure.Type ?? failure.Code ?? usual.Type, Message = failure.Message ?? usual.Message, RetryAfter = failure.RetryAfter };
    }

    private static BedrockError Usual(int status) => status switch
    {
        401 or 403 => new(status, "AccessDeniedException", "You don't have access to the model with the specified model ID."),
        404 => new(status, "ResourceNotFoundException", "The resource was not found. Check its Amazon Resource Name (ARN) and try again."),
        408 => new(status, "ModelTimeoutException", "The model took too long to answer. Try the request again."),
        424 => new(status, "ModelErrorException", "The model had an error while it processed the request."),
        429 => new(status, "ThrottlingException", "Too many requests, please wait before trying again."),
        503 => new(status, "ServiceUnavailableException", "Bedrock is unable to process your request."),
        >= 500 => new(status, "InternalServerException", "The system encountered an unexpected error during processing. Try your request again."),
        _ => Validation("The request is not valid.") with { Status = status },
    };
}
