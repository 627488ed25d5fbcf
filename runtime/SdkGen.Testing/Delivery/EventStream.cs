using System.Buffers.Binary;
using System.Text;

namespace SdkGen.Testing;

/// <summary>Makes messages of <c>application/vnd.amazon.eventstream</c>, for bodies of a <see cref="RawAnswer"/>.</summary>
public static class EventStream
{
    /// <summary>An event.</summary>
    /// <param name="type">Its type, for example <c>contentBlockDelta</c>.</param>
    /// <param name="json">Its payload.</param>
    public static byte[] Event(string type, ReadOnlySpan<byte> json) => Message([(":event-type", type), (":content-type", "application/json"), (":message-type", "event")], json);

    /// <summary>A failure that ends the stream.</summary>
    /// <param name="type">Its type, for example <c>throttlingException</c>.</param>
    /// <param name="json">Its payload.</param>
    public static byte[] Exception(string type, ReadOnlySpan<byte> json) => Message([(":exception-type", type), (":content-type", "application/json"), (":message-type", "exception")], json);

    /// <summary>A message with headers of text.</summary>
    /// <param name="headers">Names and values.</param>
    /// <param name="payload">The payload.</param>
    public static byte[] Message(IReadOnlyList<(string Name, string Value)> headers, ReadOnlySpan<byte> payload)
    {
        ArgumentNullException.ThrowIfNull(headers);
        using var block = new MemoryStream();
        foreach (var (name, value) in headers)
        {
            var (nameBytes, valueBytes) = (Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(value));
            block.WriteByte((byte)nameBytes.Length);
            block.Write(nameBytes);
            block.WriteByte(7);
            block.WriteByte((byte)(valueBytes.Length >> 8));
            block.WriteByte((byte)valueBytes.Length);
            block.Write(valueBytes);
        }

        var length = (int)block.Length;
        var message = new byte[16 + length + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(message, message.Length);
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(4), length);
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(8), Checksum(message.AsSpan(0, 8)));
        block.ToArray().CopyTo(message, 12);
        payload.CopyTo(message.AsSpan(12 + length));
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(message.Length - 4), Checksum(message.AsSpan(0, message.Length - 4)));
        return message;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }

        return ~crc;
    }
}
