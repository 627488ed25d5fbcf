using System.Buffers;
using System.Text.Json;
using SdkGen.Json;

namespace SdkGen.Dialects.OpenAIResponses;

/// <summary>What an event says of a failure, in the form that error bodies have.</summary>
internal static class OpenAIResponsesFailure
{
    /// <param name="error">The nested error, where there is one.</param>
    /// <param name="code">The code of an event that is the error itself.</param>
    /// <param name="message">Its message.</param>
    public static ReadOnlyMemory<byte> Of(RawJson? error, string? code, string? message)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WritePropertyName("error");
        if (error is { } nested && !nested.Utf8.Span.SequenceEqual("null"u8))
        {
            json.WriteRawValue(nested.Utf8.Span);
        }
        else
        {
            json.WriteStartObject();
            json.WriteString("message", message ?? "The service gave no reason.");
            if (code is not null)
                json.WriteString("code", code);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }
}
