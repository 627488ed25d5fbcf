using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace SdkGen.Streaming;

/// <summary>The payload of a <c>chunk</c> event: <c>{"bytes": BASE64}</c>, with padding beside it.</summary>
internal static class EventStreamChunk
{
    /// <summary>Decodes the bytes to the begin of the payload, in place.</summary>
    /// <param name="payload">The payload. What is wrapped is shorter than its wrapping.</param>
    /// <param name="length">How many bytes were decoded.</param>
    /// <returns>False where nothing is wrapped, or what is cannot be read; the payload is then as it was.</returns>
    public static bool TryUnwrap(Span<byte> payload, out int length)
    {
        length = 0;
        if (!TryFind(payload, out var start, out var textLength, out var unescaped))
            return false;
        var text = payload.Slice(start, textLength);
        if (!Base64.IsValid(unescaped ?? text))
            return false;
        if (unescaped is not null)
            return Base64.DecodeFromUtf8(unescaped, payload, out _, out length) == OperationStatus.Done;
        Base64.DecodeFromUtf8InPlace(text, out length);
        text[..length].CopyTo(payload);
        return true;
    }

    private static bool TryFind(ReadOnlySpan<byte> payload, out int start, out int length, out byte[]? unescaped)
    {
        (start, length, unescaped) = (0, 0, null);
        try
        {
            var reader = new Utf8JsonReader(payload);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isBytes = reader.ValueTextEquals("bytes"u8);
                reader.Read();
                if (isBytes && reader.TokenType == JsonTokenType.String)
                {
                    (start, length) = ((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
                    if (reader.ValueIsEscaped)
                    {
                        var copy = new byte[length];
                        unescaped = copy[..reader.CopyString(copy)];
                    }

                    return true;
                }

                reader.Skip();
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // No JSON, or text that is none: whoever reads the payload next says so.
        }

        return false;
    }
}
