using SdkGen.Transport;

namespace SdkGen.Streaming;

/// <summary>Cuts a stream into events, in place: what it hands out are windows on its one pooled buffer.</summary>
internal abstract class EventReader : IDisposable
{
    /// <summary>Most bytes of one event; a stream that goes on without an end of it is cut off here.</summary>
    public int MaxEventLength { get; init; } = ProviderOptions.DefaultMaxEventLength;

    /// <summary>The event's data. Valid until the next read.</summary>
    public abstract ReadOnlyMemory<byte> Data { get; }

    /// <summary>The frame says that the event is a failure. Valid until the next read.</summary>
    public abstract bool IsError { get; }

    /// <summary>What kind of failure it is, where the frame says so and not the data.</summary>
    public virtual string? ErrorType => null;

    /// <summary>What the frame says of the failure to people.</summary>
    public virtual string? ErrorMessage => null;

    /// <summary>The whole stream was received.</summary>
    public abstract bool Ended { get; }

    /// <summary>What was received and not yet taken as events. Before the first read, the beginning of the stream.</summary>
    public abstract ReadOnlyMemory<byte> Unread { get; }

    /// <summary>Reads the next event if all of it has been received.</summary>
    public abstract bool TryRead();

    /// <summary>Receives more of the stream.</summary>
    /// <returns>False when there is no more.</returns>
    public abstract ValueTask<bool> FillAsync(CancellationToken cancellationToken = default);

    /// <summary>Reads the next event, waiting for it if need be.</summary>
    /// <returns>Whether there is one; false at the end of the stream.</returns>
    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken = default) => TryRead() ? new(true) : ReadMoreAsync(cancellationToken);

    public abstract void Dispose();

    /// <summary>Looks, before more is received, at what was received and is no whole event yet.</summary>
    /// <exception cref="InvalidDataException">It is longer than any event may be.</exception>
    protected void CheckLength(int unread)
    {
        if (unread > MaxEventLength)
            throw TooLong("one event of the stream", MaxEventLength);
    }

    /// <summary>What is said of an answer, or a piece of one, that is longer than an account takes.</summary>
    public static InvalidDataException TooLong(string what, int limit) =>
        new($"{what} is longer than {limit} bytes, the limit of {nameof(ProviderOptions)}.{nameof(ProviderOptions.MaxEventLength)}; raise it where such answers are meant.");

    private async ValueTask<bool> ReadMoreAsync(CancellationToken cancellationToken)
    {
        while (await FillAsync(cancellationToken).ConfigureAwait(false))
        {
            if (TryRead())
                return true;
        }

        return TryRead();
    }
}
