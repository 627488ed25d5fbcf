using System.Buffers.Binary;
using System.Text;

namespace SdkGen.Streaming;

/// <summary>Reads <c>application/vnd.amazon.eventstream</c> off a stream, in place: what it hands out are windows on its one pooled buffer.</summary>
/// <remarks>
/// <para>A message: total length, length of the headers, CRC-32 of these two; headers; payload; CRC-32 of all before it. Numbers have the highest byte first.</para>
/// <para>An event is handed on as one JSON object, <c>{"EVENT TYPE": PAYLOAD}</c>: its name and braces are written over the headers and the checksum, which have
/// been read by then, so that the payload stays where it is. The event <c>chunk</c>, which wraps a model's own JSON in Base64, is handed on as that JSON.</para>
/// <para>What is no event and no failure (an unknown kind of message, a payload that is not JSON) is stepped over.</para>
/// </remarks>
internal sealed class EventStreamReader : FrameReader
{
    /// <summary>Most bytes of one message, by the format's definition: 24 MiB of payload, 128 KiB of headers.</summary>
    public const int MaxMessageLength = PreludeLength + (128 * 1024) + (24 * 1024 * 1024) + ChecksumLength;

    private const int PreludeLength = 12;
    private const int ChecksumLength = 4;

    private ReadOnlyMemory<byte> _data;
    private string? _errorType;
    private string? _errorMessage;

    /// <param name="stream">What is read; it is not closed.</param>
    /// <param name="received">What another reader has received of it.</param>
    /// <param name="capacity">Bytes that the buffer begins with.</param>
    public EventStreamReader(Stream stream, ReadOnlySpan<byte> received = default, int capacity = 8192)
        : base(stream, capacity)
    {
        Begin(received);
    }

    /// <summary>The event as one JSON object; of a failure, its payload. Valid until the next read.</summary>
    public override ReadOnlyMemory<byte> Data => _data;

    /// <inheritdoc/>
    public override bool IsError => _errorType is not null;

    /// <summary>What went wrong: the <c>:exception-type</c> or <c>:error-code</c> of the message.</summary>
    public override string? ErrorType => _errorType;

    /// <summary>The sentence of a failure that has no payload: its <c>:error-message</c>.</summary>
    public override string? ErrorMessage => _errorMessage;

    /// <exception cref="InvalidDataException">What came is no such stream, or was damaged on its way.</exception>
    /// <exception cref="EndOfStreamException">The stream ended inside a message.</exception>
    protected override bool TryTake(out int length)
    {
        length = 0;
        (_data, _errorType, _errorMessage) = (default, null, null);
        while (true)
        {
            var received = Received[length..];
            if (!TryReadPrelude(received.Span, out var whole))
                return false;
            if (received.Length < whole)
                return Ended ? throw Cut() : false;
            length += whole;
            if (Take(received[..whole]))
                return true;
        }
    }

    private static EndOfStreamException Cut() => new("the stream ended inside a message.");

    private bool TryReadPrelude(ReadOnlySpan<byte> received, out int whole)
    {
        whole = 0;
        if (received.Length < PreludeLength)
            return Ended && !received.IsEmpty ? throw Cut() : false;
        if (Crc32.Of(received[..8]) != BinaryPrimitives.ReadUInt32BigEndian(received[8..]))
            throw new InvalidDataException("the head of a message does not have the checksum that it names.");
        var length = BinaryPrimitives.ReadUInt32BigEndian(received);
        var headers = BinaryPrimitives.ReadUInt32BigEndian(received[4..]);
        if (length > MaxMessageLength)
            throw new InvalidDataException($"a message of the stream is longer than {MaxMessageLength} bytes.");
        if (length < PreludeLength + ChecksumLength || headers > length - PreludeLength - ChecksumLength)
            throw new InvalidDataException("the lengths of a message contradict each other.");
        whole = (int)length;
        return true;
    }

    /// <summary>Reads a message that has been received.</summary>
    /// <returns>False when it says nothing.</returns>
    private bool Take(Memory<byte> received)
    {
        var message = received.Span;
        if (Crc32.Of(message[..^ChecksumLength]) != BinaryPrimitives.ReadUInt32BigEndian(message[^ChecksumLength..]))
            throw new InvalidDataException("a message does not have the checksum that it names.");

        var headersLength = BinaryPrimitives.ReadInt32BigEndian(message[4..]);
        var headers = new EventStreamHeaders(message.Slice(PreludeLength, headersLength));
        ReadOnlySpan<byte> kind = default, eventType = default, contentType = default, failure = default, failureMessage = default;
        while (headers.MoveNext())
        {
            if (headers.Type != EventStreamHeaderType.Text)
                continue;
            if (headers.Name.SequenceEqual(":message-type"u8))
                kind = headers.Value;
            else if (headers.Name.SequenceEqual(":event-type"u8))
                eventType = headers.Value;
            else if (headers.Name.SequenceEqual(":content-type"u8))
                contentType = headers.Value;
            else if (headers.Name.SequenceEqual(":exception-type"u8) || headers.Name.SequenceEqual(":error-code"u8))
                failure = headers.Value;
            else if (headers.Name.SequenceEqual(":error-message"u8))
                failureMessage = headers.Value;
        }

        var payloadStart = PreludeLength + headersLength;
        var payload = message[payloadStart..^ChecksumLength];
        if (kind.SequenceEqual("exception"u8) || kind.SequenceEqual("error"u8))
        {
            _errorType = Encoding.UTF8.GetString(failure);
            _errorMessage = failureMessage.IsEmpty ? null : Encoding.UTF8.GetString(failureMessage);
            _data = received.Slice(payloadStart, payload.Length);
            return true;
        }

        var isEvent = kind.IsEmpty || kind.SequenceEqual("event"u8);
        var isJson = contentType.IsEmpty || contentType.IndexOf("json"u8) >= 0;
        if (!isEvent || !isJson || eventType.IsEmpty || !IsName(eventType))
            return false;
        if (eventType.SequenceEqual("chunk"u8) && EventStreamChunk.TryUnwrap(payload, out var unwrapped))
            _data = received.Slice(payloadStart, unwrapped);
        else
            _data = received[Wrap(message, eventType, payloadStart, payload.Length)];
        return true;
    }

    /// <summary>Writes <c>{"EVENT TYPE":</c> before the payload and <c>}</c> behind it. The header that names the type is longer than what comes before.</summary>
    private static Range Wrap(Span<byte> message, ReadOnlySpan<byte> eventType, int payloadStart, int payloadLength)
    {
        // An event that is nothing but its name holds an empty object.
        var isEmpty = payloadLength == 0;
        if (isEmpty)
            (payloadStart, payloadLength) = (payloadStart - 2, 2);

        // The name first: it is moved, and lies where the rest is about to be written.
        var nameLength = eventType.Length;
        var begin = payloadStart - nameLength - 4;
        eventType.CopyTo(message[(begin + 2)..]);
        "{\""u8.CopyTo(message[begin..]);
        "\":"u8.CopyTo(message[(begin + 2 + nameLength)..]);
        if (isEmpty)
            "{}"u8.CopyTo(message[payloadStart..]);
        message[payloadStart + payloadLength] = (byte)'}';
        return begin..(payloadStart + payloadLength + 1);
    }

    /// <summary>A name that stands in JSON as it is.</summary>
    private static bool IsName(ReadOnlySpan<byte> text) => !text.ContainsAnyExceptInRange((byte)' ', (byte)'~') && !text.ContainsAny((byte)'"', (byte)'\\');
}
