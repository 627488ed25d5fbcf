using System.Globalization;
using SdkGen.Testing.Hosting;

namespace SdkGen.Testing.Dialects.OpenAIChat;

/// <summary>Answers as the OpenAI API sends them, whatever the operation.</summary>
internal static class OpenAIAnswers
{
    public static WireAnswer Json(int status, byte[] body) => new(status, body) { Headers = [new("content-type", "application/json")] };

    public static WireAnswer Fail(OpenAIError error)
    {
        var answer = Json(error.Status, error.Json);
        if (error.RetryAfter is { } wait)
        {
            answer.Headers.Add(new("retry-after", Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture)));
            answer.Headers.Add(new("retry-after-ms", Math.Ceiling(wait.TotalMilliseconds).ToString(CultureInfo.InvariantCulture)));
        }

        return answer;
    }

    /// <param name="body">All events, or those before the repeated one.</param>
    /// <param name="repeated">The event of a stream that never ends; null for one that does.</param>
    /// <param name="delivery">How its bytes travel.</param>
    public static WireAnswer Stream(ReadOnlyMemory<byte> body, byte[]? repeated, Delivery delivery) => new(200, body)
    {
        Headers = [new("content-type", "text/event-stream; charset=utf-8")],
        Delivery = delivery,
        Repeated = repeated,
        IsStream = true,
    };
}
