using System.Buffers.Binary;

namespace SdkGen.Streaming;

/// <summary>Kinds of header values in <c>application/vnd.amazon.eventstream</c>, by their number on the wire.</summary>
internal enum EventStreamHeaderType : byte
{
    True,
    False,
    Byte,
    Int16,
    Int32,
    Int64,
    Bytes,
    Text,
    Timestamp,
    Uuid,
}

/// <summary>Walks over the headers of a message, in place.</summary>
/// <param name="bytes">The header block.</param>
internal ref struct EventStreamHeaders(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _position;

    /// <summary>The header's name.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>What kind of value it has.</summary>
    public EventStreamHeaderType Type { get; private set; }

    /// <summary>The value's bytes: numbers with the highest byte first, nothing for the two booleans.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Goes to the next header.</summary>
    /// <returns>False after the last one.</returns>
    /// <exception cref="InvalidDataException">The block is not made of headers.</exception>
    public bool MoveNext()
    {
        if (_position == _bytes.Length)
            return false;
        Name = Take(Take(1)[0]);
        Type = (EventStreamHeaderType)Take(1)[0];
        var length = Type switch
        {
            EventStreamHeaderType.True or EventStreamHeaderType.False => 0,
            EventStreamHeaderType.Byte => 1,
            EventStreamHeaderType.Int16 => 2,
            EventStreamHeaderType.Int32 => 4,
            EventStreamHeaderType.Int64 or EventStreamHeaderType.Timestamp => 8,
            EventStreamHeaderType.Bytes or EventStreamHeaderType.Text => BinaryPrimitives.ReadUInt16BigEndian(Take(2)),
            EventStreamHeaderType.Uuid => 16,
            _ => throw new InvalidDataException($"a message of the stream has a header of type {(byte)Type}, which does not exist."),
        };
        Value = Take(length);
        return true;
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _bytes.Length - _position)
            throw new InvalidDataException("a header of a message of the stream is longer than the message says.");
        var taken = _bytes.Slice(_position, length);
        _position += length;
        return taken;
    }
}
