using System.Buffers;
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
internal sealed class EventStreamReader(Stream stream, int capacity = 8192) : IDisposable
{
    /// <summary>Most bytes of one message, by the format's definition: 24 MiB of payload, 128 KiB of headers.</summary>
    public const int MaxMessageLength = PreludeLength + (128 * 1024) + (24 * 1024 * 1024) + ChecksumLength;

    private const int PreludeLength = 12;
    private const int ChecksumLength = 4;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(capacity);
    private int _start;     // first byte of the message being received
    private int _end;       // end of what was received
    private int _length;    // of that message; 0 while its prelude is not there
    private bool _taken;    // that message is in the caller's hands
    private bool _ended;    // the stream is
    private int _dataStart;
    private int _dataLength;

    /// <summary>The event as one JSON object; of a failure, its payload. Valid until the next read.</summary>
    public ReadOnlyMemory<byte> Data => _buffer.AsMemory(_dataStart, _dataLength);

    /// <summary>What went wrong, where the message says so: its <c>:exception-type</c> or <c>:error-code</c>. Null for an event.</summary>
    public string? FailureType { get; private set; }

    /// <summary>The sentence of a failure that has no payload: its <c>:error-message</c>.</summary>
    public string? FailureMessage { get; private set; }

    /// <summary>The whole stream was received.</summary>
    public bool Ended => _ended;

    /// <summary>What was received and not yet taken as events. Before the first read, the beginning of the stream.</summary>
    public ReadOnlyMemory<byte> Unread => _buffer.AsMemory(_start, _end - _start);

    /// <summary>Reads the next event or failure, waiting for it if need be.</summary>
    /// <returns>Whether there is one; false at the end of the stream.</returns>
    /// <exception cref="InvalidDataException">What came is no such stream, or was damaged on its way.</exception>
    /// <exception cref="EndOfStreamException">The stream ended inside a message.</exception>
    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken = default) => TryRead() ? new(true) : ReadMoreAsync(cancellationToken);

    /// <summary>Reads the next event or failure if all of it has been received.</summary>
    /// <exception cref="InvalidDataException">What came is no such stream, or was damaged on its way.</exception>
    /// <exception cref="EndOfStreamException">The stream ended inside a message.</exception>
    public bool TryRead()
    {
        while (true)
        {
            if (_taken)
                Forget();
            if (_length == 0 && !TryReadPrelude())
                return false;
            if (_end - _start < _length)
                return _ended ? throw Cut() : false;
            _taken = true;
            if (Take(_buffer.AsSpan(_start, _length)))
                return true;
        }
    }

    /// <summary>Receives more of the stream.</summary>
    /// <returns>False when there is no more.</returns>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken = default)
    {
        if (_ended)
            return false;
        MakeRoom();
        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        _end += read;
        _ended = read == 0;
        return !_ended;
    }

    public void Dispose()
    {
        var buffer = _buffer;
        _buffer = [];
        _start = _end = _length = _dataStart = _dataLength = 0;
        _taken = false;
        _ended = true;
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    private static EndOfStreamException Cut() => new("the stream ended inside a message.");

    private async ValueTask<bool> ReadMoreAsync(CancellationToken cancellationToken)
    {
        while (await FillAsync(cancellationToken).ConfigureAwait(false))
        {
            if (TryRead())
                return true;
        }

        return TryRead();
    }

    private void Forget()
    {
        _start += _length;
        _length = _dataStart = _dataLength = 0;
        _taken = false;
        FailureType = FailureMessage = null;
    }

    private bool TryReadPrelude()
    {
        var received = _buffer.AsSpan(_start, _end - _start);
        if (received.Length < PreludeLength)
            return _ended && !received.IsEmpty ? throw Cut() : false;
        if (Crc32.Of(received[..8]) != BinaryPrimitives.ReadUInt32BigEndian(received[8..]))
            throw new InvalidDataException("the head of a message does not have the checksum that it names.");
        var length = BinaryPrimitives.ReadUInt32BigEndian(received);
        var headers = BinaryPrimitives.ReadUInt32BigEndian(received[4..]);
        if (length > MaxMessageLength)
            throw new InvalidDataException($"a message of the stream is longer than {MaxMessageLength} bytes.");
        if (length < PreludeLength + ChecksumLength || headers > length - PreludeLength - ChecksumLength)
            throw new InvalidDataException("the lengths of a message contradict each other.");
        _length = (int)length;
        return true;
    }

    /// <summary>Reads a message that has been received.</summary>
    /// <returns>False when it says nothing.</returns>
    private bool Take(Span<byte> message)
    {
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
            FailureType = Encoding.UTF8.GetString(failure);
            FailureMessage = failureMessage.IsEmpty ? null : Encoding.UTF8.GetString(failureMessage);
            (_dataStart, _dataLength) = (_start + payloadStart, payload.Length);
            return true;
        }

        var isEvent = kind.IsEmpty || kind.SequenceEqual("event"u8);
        var isJson = contentType.IsEmpty || contentType.IndexOf("json"u8) >= 0;
        if (!isEvent || !isJson || eventType.IsEmpty || !IsName(eventType))
            return false;
        if (eventType.SequenceEqual("chunk"u8) && EventStreamChunk.TryUnwrap(payload, out var unwrapped))
            (_dataStart, _dataLength) = (_start + payloadStart, unwrapped);
        else
            Wrap(message, eventType, payloadStart, payload.Length);
        return true;
    }

    /// <summary>Writes <c>{"EVENT TYPE":</c> before the payload and <c>}</c> behind it. The header that names the type is longer than what comes before.</summary>
    private void Wrap(Span<byte> message, ReadOnlySpan<byte> eventType, int payloadStart, int payloadLength)
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
        (_dataStart, _dataLength) = (_start + begin, nameLength + payloadLength + 5);
    }

    /// <summary>A name that stands in JSON as it is.</summary>
    private static bool IsName(ReadOnlySpan<byte> text) => !text.ContainsAnyExceptInRange((byte)' ', (byte)'~') && !text.ContainsAny((byte)'"', (byte)'\\');

    private void MakeRoom()
    {
        if (_start == _end)
            _start = _end = 0;
        if (_buffer.Length - _end >= _buffer.Length / 4)
            return;
        var received = _end - _start;
        if (received >= MaxMessageLength)
            throw new InvalidDataException($"a message of the stream is longer than {MaxMessageLength} bytes.");
        if (_start >= _buffer.Length / 2)
        {
            _buffer.AsSpan(_start, received).CopyTo(_buffer);
        }
        else
        {
            // Memory is given as bytes come, whatever length a message claims to have.
            var grown = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            _buffer.AsSpan(_start, received).CopyTo(grown);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = grown;
        }

        _start = 0;
        _end = received;
    }
}
