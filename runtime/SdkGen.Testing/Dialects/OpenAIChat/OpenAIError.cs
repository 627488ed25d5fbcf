using System.Text.Json;
using SdkGen.Testing.Hosting;

namespace SdkGen.Testing.Dialects.OpenAIChat;

/// <summary>An error of the OpenAI API: <c>{"error":{"message","type","param","code"}}</c>.</summary>
internal sealed record OpenAIError(int Status, string Message, string Type = "invalid_request_error", string? Param = null, string? Code = null)
{
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The members of a service that writes errors its own way; null for OpenAI's.</summary>
    public Action<Utf8JsonWriter, OpenAIError>? Form { get; init; }

    public byte[] Json => Utf8Json.Object(json => (Form ?? Write)(json, this));

    /// <summary>What the service usually sends with the status, and what the script says instead.</summary>
    public static OpenAIError From(ChatFailure failure)
    {
        var usual = Usual(failure.Status, failure.Code);
        return usual with
        {
            Message = failure.Message ?? usual.Message,
            Type = failure.Type ?? usual.Type,
            Code = failure.Code ?? usual.Code,
            RetryAfter = failure.RetryAfter,
        };
    }

    private static void Write(Utf8JsonWriter json, OpenAIError error)
    {
        json.WriteStartObject("error");
        json.WriteString("message", error.Message);
        json.WriteString("type", error.Type);
        json.WriteString("param", error.Param);
        json.WriteString("code", error.Code);
        json.WriteEndObject();
    }

    private static OpenAIError Usual(int status, string? code) => (status, code) switch
    {
        (_, "insufficient_quota") => new(status, "The account has used up its quota; check its plan and billing details.", "insufficient_quota", null, code),
        (_, "context_length_exceeded") => new(status, "The messages do not fit this model's maximum context length; shorten them.", "invalid_request_error", "messages", code),
        (_, "content_filter") => new(status, "The response was filtered because the prompt broke the content policy.", "invalid_request_error", "prompt", code),
        (401, _) => new(status, "Incorrect API key provided: emul*******test.", "invalid_request_error", null, "invalid_api_key"),
        (403, _) => new(status, "The project does not have access to this model.", "invalid_request_error", null, "model_not_found"),
        (404, _) => new(status, "The model does not exist or you do not have access to it.", "invalid_request_error", null, "model_not_found"),
        (408, _) => new(status, "The request timed out.", "timeout"),
        (429, _) => new(status, "Rate limit reached for requests per minute; try again later.", "requests", null, "rate_limit_exceeded"),
        (503, _) => new(status, "The server is overloaded with other requests; try again later.", "server_error", null, "server_overloaded"),
        ( >= 500, _) => new(status, "The server had an error while processing the request.", "server_error"),
        _ => new(status, "The request is not valid."),
    };
}
