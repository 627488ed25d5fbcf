using System.Text.Json;
using SdkGen.Transport;
using SdkGen.Wire.AnthropicMessages;

namespace SdkGen.Dialects.AnthropicMessages;

/// <summary>Reads events that come inside others, as Base64.</summary>
internal sealed class AnthropicMessagesChunks
{
    private readonly AnthropicMessagesStreamEvent _event = new();
    private byte[] _bytes = [];

    /// <summary>Reads an event into the same object each time.</summary>
    /// <returns>Null where the chunk holds none.</returns>
    /// <exception cref="LlmException">The event tells of a failure, or is none.</exception>
    public AnthropicMessagesStreamEvent? Read(AnthropicMessagesEventChunk chunk, ProviderStream<AnthropicMessagesStreamEvent> stream)
    {
        if (chunk.Bytes is not { Length: > 0 } text)
            return null;
        if (_bytes.Length < text.Length)
            _bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, _bytes, out var length))
            throw stream.FailureOf("""{"error":{"type":"invalid_response","message":"A chunk of the stream is no Base64."}}"""u8.ToArray());
        var json = _bytes.AsMemory(0, length);
        if (FailureReader.IsError(json.Span))
            throw stream.FailureOf(json);
        try
        {
            ProviderConnection.Decode(json.Span, AnthropicMessagesStreamEventCodec.Instance, _event);
            return _event;
        }
        catch (JsonException)
        {
            throw stream.FailureOf(json);
        }
    }
}
