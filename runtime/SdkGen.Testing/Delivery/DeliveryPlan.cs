using System.Buffers.Binary;

namespace SdkGen.Testing;

/// <summary>Where a delivery breaks off a body, and the pieces up to there. Knows bytes only.</summary>
internal static class DeliveryPlan
{
    /// <summary>How many bytes of the body are sent.</summary>
    public static int Length(Delivery delivery, ReadOnlySpan<byte> body) => delivery.At switch
    {
        BreakPoint.None => body.Length,
        BreakPoint.AfterEvents => EndOfEvent(body, delivery.Events),
        BreakPoint.InsideEvent => InsideEvent(body, delivery.Events),
        BreakPoint.InsideCharacter => InsideCharacter(body),
        _ => 0,
    };

    /// <summary>Lengths of the pieces, in order.</summary>
    public static IReadOnlyList<int> Pieces(Delivery delivery, ReadOnlySpan<byte> body)
    {
        var pieces = new List<int>();
        var random = delivery.Seed is { } seed ? new Random(seed) : null;
        for (var sent = 0; sent < body.Length;)
        {
            var most = Math.Min(delivery.MaxPieceSize, body.Length - sent);
            if (delivery.SplitsCharacters && InsideNextCharacter(body, sent) is { } split)
                most = Math.Min(most, split - sent);
            pieces.Add(random is null ? most : random.Next(1, most + 1));
            sent += pieces[^1];
        }

        return pieces;
    }

    private static int EndOfEvent(ReadOnlySpan<byte> body, int events)
    {
        var length = Framing(body);
        var end = 0;
        for (; events > 0 && end < body.Length; events--)
            end += length(body[end..]);
        return end;
    }

    /// <summary>Tells the length of a body's first event, by the frames that the body has: binary ones, lines of JSON, or server-sent events.</summary>
    private static FirstEvent Framing(ReadOnlySpan<byte> body)
    {
        if (body is [0, ..])
            return static rest => rest.Length < 4 ? rest.Length : Math.Min(rest.Length, BinaryPrimitives.ReadInt32BigEndian(rest));
        var line = body.IndexOf((byte)'\n');
        if (body is [(byte)'{', ..] && line > 0 && body[line - 1] == '}')
            return static rest => rest.IndexOf((byte)'\n') is var end and >= 0 ? end + 1 : rest.Length;
        return BlankLine;
    }

    private static int BlankLine(ReadOnlySpan<byte> rest)
    {
        var lf = rest.IndexOf("\n\n"u8);
        var crlf = rest.IndexOf("\r\n\r\n"u8);
        return (lf, crlf) switch
        {
            ( < 0, < 0) => rest.Length,
            ( < 0, _) => crlf + 4,
            (_, < 0) => lf + 2,
            _ => lf < crlf ? lf + 2 : crlf + 4,
        };
    }

    private static int InsideEvent(ReadOnlySpan<byte> body, int number)
    {
        var start = EndOfEvent(body, number - 1);
        return start + ((EndOfEvent(body, number) - start) / 2);
    }

    private static int InsideCharacter(ReadOnlySpan<byte> body) => InsideNextCharacter(body, 0) ?? body.Length / 2;

    /// <summary>The first place after <paramref name="start"/> where a byte goes on with a character that began before it.</summary>
    private static int? InsideNextCharacter(ReadOnlySpan<byte> body, int start)
    {
        for (var i = start + 1; i < body.Length; i++)
        {
            if ((body[i] & 0xC0) == 0x80)
                return i;
        }

        return null;
    }

    private delegate int FirstEvent(ReadOnlySpan<byte> rest);
}
