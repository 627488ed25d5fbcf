using System.Buffers.Binary;
using System.Text;

namespace SdkGen.Runtime.Tests.Support;

/// <summary>Messages of <c>application/vnd.amazon.eventstream</c>, made by a writer that shares no code with the reader.</summary>
internal static class EventStreamMessage
{
    public static byte[] Event(string type, string payload) =>
        Make([Text(":event-type", type), Text(":content-type", "application/json"), Text(":message-type", "event")], payload);

    public static byte[] Exception(string type, string payload) =>
        Make([Text(":exception-type", type), Text(":content-type", "application/json"), Text(":message-type", "exception")], payload);

    public static byte[] Make(IEnumerable<byte[]> headers, string payload) => Make([.. headers.SelectMany(header => header)], Encoding.UTF8.GetBytes(payload));

    public static byte[] Make(byte[] headers, byte[] payload)
    {
        byte[] head = [.. Number((uint)(16 + headers.Length + payload.Length)), .. Number((uint)headers.Length)];
        byte[] body = [.. head, .. Number(Checksum(head)), .. headers, .. payload];
        return [.. body, .. Number(Checksum(body))];
    }

    public static byte[] Text(string name, string value) => Header(name, 7, [.. Length(Encoding.UTF8.GetByteCount(value)), .. Encoding.UTF8.GetBytes(value)]);

    public static byte[] Header(string name, byte type, params byte[] value) => [(byte)Encoding.UTF8.GetByteCount(name), .. Encoding.UTF8.GetBytes(name), type, .. value];

    public static byte[] Length(int length)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)length);
        return bytes;
    }

    /// <summary>CRC-32 by its definition, a bit at a time.</summary>
    public static uint Checksum(ReadOnlySpan<byte> bytes)
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

    private static byte[] Number(uint number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return bytes;
    }
}
