namespace SdkGen.Transport;

/// <summary>A streamed answer. Enumerate it once; leaving the loop early closes the exchange.</summary>
/// <typeparam name="TEvent">The wire type of an event. One object is filled again and again: its content is valid until the next event is asked for.</typeparam>
public sealed class ProviderStream<TEvent> : IAsyncEnumerable<TEvent>
    where TEvent : class, new()
{
    private readonly EventEnumerator<TEvent> _events;
    private bool _started;

    internal ProviderStream(EventEnumerator<TEvent> events) => _events = events;

    /// <summary>The request's id at the provider; null before the first event, or where the answer has none.</summary>
    public string? RequestId => _events.RequestId;

    /// <summary>The events themselves, for adapters that read them one by one.</summary>
    /// <inheritdoc cref="GetAsyncEnumerator"/>
    internal EventEnumerator<TEvent> Begin(CancellationToken cancellationToken)
    {
        if (_started)
            throw new InvalidOperationException("A streamed answer can be enumerated only once.");
        _started = true;
        _events.Use(cancellationToken);
        return _events;
    }

    /// <summary>Names who knows what the answer has used, so that a failure can tell it.</summary>
    internal ProviderStream<TEvent> For(IUnfinishedAnswer answer)
    {
        _events.Answer = answer;
        return this;
    }

    /// <summary>The service has said that the answer is whole: by its end marker, or by sending it in one piece.</summary>
    internal bool IsComplete => _events.IsComplete;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The stream was enumerated before.</exception>
    public IAsyncEnumerator<TEvent> GetAsyncEnumerator(CancellationToken cancellationToken = default) => Begin(cancellationToken);

    /// <summary>The failure that an event tells of, for adapters to which it says so in words of its own.</summary>
    /// <param name="body">The JSON that says what failed.</param>
    internal LlmException FailureOf(ReadOnlyMemory<byte> body) => _events.FailureOf(body);
}
