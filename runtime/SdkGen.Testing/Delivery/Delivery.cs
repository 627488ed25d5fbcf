namespace SdkGen.Testing;

/// <summary>
/// How the bytes of an answer travel: in which pieces, how fast, and where they break off. The members make the common ones; <c>with</c>
/// combines them: <c>Delivery.ResetAfter(2) with { MaxPieceSize = 1 }</c>.
/// </summary>
/// <remarks>An event is one server-sent event with its blank line, one line of JSON, or one binary frame of AWS. An answer that is no stream counts as one event.</remarks>
public sealed record Delivery
{
    /// <summary>At once and to the end.</summary>
    public static Delivery Whole { get; } = new();

    /// <summary>One byte at a time.</summary>
    public static Delivery ByteByByte { get; } = new() { MaxPieceSize = 1 };

    /// <summary>The connection is reset before anything is answered.</summary>
    public static Delivery ResetBeforeHeaders { get; } = new() { Fault = DeliveryFault.Reset, At = BreakPoint.BeforeHeaders };

    /// <summary>The connection is reset in the middle of a header line.</summary>
    public static Delivery ResetInsideHeaders { get; } = new() { Fault = DeliveryFault.Reset, At = BreakPoint.InsideHeaders };

    /// <summary>The connection is reset between the bytes of the first character that has more than one; in the middle of the body where there is none.</summary>
    public static Delivery ResetInsideCharacter { get; } = new() { Fault = DeliveryFault.Reset, At = BreakPoint.InsideCharacter };

    /// <summary>The server takes the request and never answers, until the client leaves.</summary>
    public static Delivery StallsBeforeHeaders { get; } = new() { Fault = DeliveryFault.Stall, At = BreakPoint.BeforeHeaders };

    /// <summary>Most bytes of one piece; each piece is flushed to the socket by itself.</summary>
    public int MaxPieceSize { get; init; } = int.MaxValue;

    /// <summary>With a seed, pieces have random sizes from 1 to <see cref="MaxPieceSize"/>, the same for the same seed. Null makes all as large as possible.</summary>
    public int? Seed { get; init; }

    /// <summary>Pieces also end inside every character that has more than one byte in UTF-8.</summary>
    public bool SplitsCharacters { get; init; }

    /// <summary>How long to wait before each piece but the first.</summary>
    public TimeSpan Pause { get; init; }

    /// <summary>How long to wait before the first byte of the headers.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>While the server stalls, a comment line (<c>: ping</c>) is sent this often; null sends nothing.</summary>
    public TimeSpan? Pings { get; init; }

    internal DeliveryFault Fault { get; init; }

    internal BreakPoint At { get; init; }

    /// <summary>Events before, or around, the break.</summary>
    internal int Events { get; init; }

    /// <summary>Lengths of the pieces in which a body is sent, in order. The operating system may join them on the way.</summary>
    /// <param name="body">The body.</param>
    public IReadOnlyList<int> PiecesOf(ReadOnlySpan<byte> body) => DeliveryPlan.Pieces(this, body[..DeliveryPlan.Length(this, body)]);

    /// <summary>Pieces of random sizes, the same for the same seed.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="maxPieceSize">Most bytes of one piece.</param>
    public static Delivery InPieces(int seed, int maxPieceSize = 64) => new() { Seed = seed, MaxPieceSize = maxPieceSize };

    /// <summary>A slow drip.</summary>
    /// <param name="pause">How long to wait before each piece but the first.</param>
    /// <param name="pieceSize">Bytes of a piece.</param>
    public static Delivery Drips(TimeSpan pause, int pieceSize = 1) => new() { Pause = pause, MaxPieceSize = pieceSize };

    /// <summary>The connection is reset after so many whole events.</summary>
    /// <param name="events">How many events arrive; 0 for the headers only.</param>
    public static Delivery ResetAfter(int events) => new() { Fault = DeliveryFault.Reset, At = BreakPoint.AfterEvents, Events = events };

    /// <summary>The connection is reset in the middle of an event.</summary>
    /// <param name="eventNumber">Which one, from 1.</param>
    public static Delivery ResetInside(int eventNumber = 1) => new() { Fault = DeliveryFault.Reset, At = BreakPoint.InsideEvent, Events = eventNumber };

    /// <summary>The answer ends in good order after so many whole events, without the rest and without an end marker.</summary>
    /// <param name="events">How many events arrive.</param>
    public static Delivery EndsAfter(int events) => new() { Fault = DeliveryFault.End, At = BreakPoint.AfterEvents, Events = events };

    /// <summary>Nothing comes after so many whole events, and the connection stays open until the client leaves.</summary>
    /// <param name="events">How many events arrive; 0 for the headers only.</param>
    public static Delivery StallsAfter(int events) => new() { Fault = DeliveryFault.Stall, At = BreakPoint.AfterEvents, Events = events };
}

/// <summary>What breaks.</summary>
internal enum DeliveryFault
{
    None,
    Reset,
    End,
    Stall,
}

/// <summary>Where it breaks.</summary>
internal enum BreakPoint
{
    None,
    BeforeHeaders,
    InsideHeaders,
    AfterEvents,
    InsideEvent,
    InsideCharacter,
}
