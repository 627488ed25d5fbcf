using System.Globalization;
using System.Text.Json;
using SdkGen.Testing.Hosting;

namespace SdkGen.Testing.Dialects.Gemini;

/// <summary>An error of a Google API: <c>{"error":{"code","message","status","details"}}</c>.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Message">The sentence.</param>
/// <param name="Word">The status in a word, for example <c>INVALID_ARGUMENT</c>.</param>
internal sealed record GeminiError(int Status, string Message, string Word = "INVALID_ARGUMENT")
{
    private const string Types = "type.googleapis.com/google.rpc.";

    /// <summary>The reason of an ErrorInfo; null where there is none.</summary>
    public string? Reason { get; init; }

    /// <summary>The field that is wrong, for a BadRequest; null where there is none.</summary>
    public string? Field { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public byte[] Json => Utf8Json.Object(Write);

    /// <summary>What the service usually sends with the status, and what the script says instead.</summary>
    public static GeminiError From(ChatFailure failure)
    {
        var word = failure.Type ?? failure.Code;
        var isWord = word is not null && word.All(letter => char.IsAsciiLetterUpper(letter) || letter == '_');
        return new(failure.Status, failure.Message ?? Sentence(failure.Status), isWord ? word! : WordOf(failure.Status))
        {
            Reason = failure.Code is { } code && !isWord ? code : null,
            RetryAfter = failure.RetryAfter,
        };
    }

    public static string WordOf(int status) => status switch
    {
        400 => "INVALID_ARGUMENT",
        401 => "UNAUTHENTICATED",
        403 => "PERMISSION_DENIED",
        404 => "NOT_FOUND",
        409 => "ABORTED",
        429 => "RESOURCE_EXHAUSTED",
        499 => "CANCELLED",
        501 => "UNIMPLEMENTED",
        503 => "UNAVAILABLE",
        504 => "DEADLINE_EXCEEDED",
        _ => status < 500 ? "FAILED_PRECONDITION" : "INTERNAL",
    };

    private static string Sentence(int status) => status switch
    {
        429 => "The quota of this project is used up for now; wait and send the request again.",
        503 => "The model has too much to do at the moment; send the request again later.",
        504 => "The answer was not ready before its deadline.",
        >= 500 => "Something inside the service failed; send the request again or tell the support.",
        404 => "What was asked for does not exist.",
        403 => "The caller may not do this.",
        401 => "The request proves no identity that is known.",
        _ => "The request holds an argument that is not valid.",
    };

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("error");
        json.WriteNumber("code", Status);
        json.WriteString("message", Message);
        json.WriteString("status", Word);
        if ((Reason ?? Field) is not null || RetryAfter is not null)
        {
            json.WriteStartArray("details");
            if (Reason is not null)
                WriteDetail(json, "ErrorInfo", () =>
                {
                    json.WriteString("reason", Reason);
                    json.WriteString("domain", "googleapis.com");
                });
            if (Field is not null)
                WriteDetail(json, "BadRequest", () =>
                {
                    json.WriteStartArray("fieldViolations");
                    json.WriteStartObject();
                    json.WriteString("field", Field);
                    json.WriteString("description", Message);
                    json.WriteEndObject();
                    json.WriteEndArray();
                });
            if (RetryAfter is { } wait)
                WriteDetail(json, "RetryInfo", () => json.WriteString("retryDelay", string.Create(CultureInfo.InvariantCulture, $"{wait.TotalSeconds:0.###}s")));
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteDetail(Utf8JsonWriter json, string type, Action members)
    {
        json.WriteStartObject();
        json.WriteString("@type", Types + type);
        members();
        json.WriteEndObject();
    }
}
