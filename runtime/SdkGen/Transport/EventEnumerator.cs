using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Json;
using SdkGen.Streaming;

namespace SdkGen.Transport;

/// <summary>Reads a streamed answer: sends the request when the first event is asked for.</summary>
/// <remarks>Written out instead of an iterator, so that an event that has already been received costs no state machine.</remarks>
internal abstract class EventEnumerator<TEvent> : IAsyncEnumerator<TEvent>
    where TEvent : class, new()
{
    private readonly JsonCodec<TEvent> _codec;
    private readonly StreamFraming _framing;
    private readonly string? _endMarker;
    private readonly CancellationToken _requestToken;
    private TEvent? _current;
    private CancellationTokenSource? _linked;
    private CancellationToken _token;
    private HttpResponseMessage? _response;
    private EventReader? _events;
    private bool _ended;
    private bool _answered;
    private byte[]? _other;

    protected EventEnumerator(ProviderConnection connection, JsonCodec<TEvent> codec, StreamFraming framing, string? endMarker, CancellationToken cancellationToken)
    {
        Connection = connection;
        _codec = codec;
        _framing = framing;
        _endMarker = endMarker;
        _requestToken = cancellationToken;
    }

    protected ProviderConnection Connection { get; }

    public string? RequestId { get; private set; }

    public TEvent Current => _current ??= new();

    /// <summary>The service has said that the answer is whole: by its end marker, or by sending it in one piece.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Who knows what the answer has used so far; null where nobody does.</summary>
    public IUnfinishedAnswer? Answer { get; set; }

    /// <summary>The failure that an event tells of, for adapters to which it says so in words of its own.</summary>
    public LlmException FailureOf(ReadOnlyMemory<byte> body) => Told(Connection.Failures.FromBody(_response!, body));

    /// <summary>Fills an object that nobody else uses in the place of a new one.</summary>
    public void Fill(TEvent value) => _current = value;

    /// <summary>Takes the token of whoever enumerates, beside the one of the request.</summary>
    public void Use(CancellationToken cancellationToken)
    {
        if (!cancellationToken.CanBeCanceled || cancellationToken == _requestToken)
            _token = _requestToken;
        else if (!_requestToken.CanBeCanceled)
            _token = cancellationToken;
        else
            _token = (_linked = CancellationTokenSource.CreateLinkedTokenSource(_requestToken, cancellationToken)).Token;
    }

    public ValueTask<bool> MoveNextAsync()
    {
        if (!_ended && _events is { } events && !_token.IsCancellationRequested)
        {
            while (events.TryRead())
            {
                if (Take(events))
                    return new(!_ended);
            }
        }

        return MoveNextSlowAsync();
    }

    public ValueTask DisposeAsync()
    {
        _ended = true;
        _events?.Dispose();
        _events = null;
        _response?.Dispose();
        _response = null;
        _linked?.Dispose();
        _linked = null;
        return default;
    }

    /// <summary>Makes the request that is answered by the events.</summary>
    protected abstract HttpRequestMessage CreateRequest();

    private async ValueTask<bool> MoveNextSlowAsync()
    {
        if (_ended)
            return false;
        try
        {
            _token.ThrowIfCancellationRequested();
            if (_events is null && await OpenAsync().ConfigureAwait(false))
                return true;
            while (await _events!.ReadAsync(_token).ConfigureAwait(false))
            {
                if (Take(_events))
                    return !_ended;
            }

            _ended = true;
            return _answered ? false : throw Told(_other is null
                ? Connection.Failures.Unreadable(_response, default, new InvalidDataException("the stream ended before its first event."))
                : Connection.Failures.NoAnswer(_response!, _other));
        }
        catch (Exception exception) when (Connection.Translate(exception, _response, _token) is { } failure)
        {
            throw failure is LlmException known ? Told(known) : failure;
        }
        catch (OperationCanceledException exception) when (Answer?.UsageSoFar is { } usage)
        {
            throw new InterruptedAnswerException(exception, usage);
        }
    }

    private LlmException Told(LlmException failure)
    {
        failure.Usage = Answer?.UsageSoFar;
        return failure;
    }

    /// <summary>Sends the request and looks at what comes.</summary>
    /// <returns>True when the service answered with one whole JSON object: the event has been read.</returns>
    private async ValueTask<bool> OpenAsync()
    {
        using var request = CreateRequest();
        _response = await Connection.OpenAsync(request, _token).ConfigureAwait(false);
        RequestId = Connection.Failures.RequestId(_response);
        var stream = await _response.Content.ReadAsStreamAsync(_token).ConfigureAwait(false);
        _events = Reader(stream);
        if (_framing == StreamFraming.JsonObjects)
            return false;
        ReadOnlyMemory<byte> begin;
        do
        {
            await _events.FillAsync(_token).ConfigureAwait(false);
            begin = JsonText.WithoutMark(_events.Unread).TrimStart(" \t\r\n"u8);
        }
        while ((begin.IsEmpty || begin.Span is [0xEF] or [0xEF, 0xBB]) && !_events.Ended);

        // No line of an event stream begins as an array, an object, a page or a binary frame does, and no frame of less than a gigabyte as any of the others. The
        // content type is not asked: services forget it.
        if (!begin.IsEmpty && begin.Span[0] is (byte)'[' or 0 && _events is SseReader)
        {
            EventReader other = begin.Span[0] == 0
                ? new EventStreamReader(stream, begin.Span) { MaxEventLength = Connection.Options.MaxEventLength }
                : new JsonObjectsReader(stream, begin.Span) { MaxEventLength = Connection.Options.MaxEventLength };
            _events.Dispose();
            _events = other;
            return false;
        }

        if (begin.IsEmpty || begin.Span[0] is not ((byte)'{' or (byte)'<'))
            return false;
        while (await _events.FillAsync(_token).ConfigureAwait(false))
        {
        }

        var whole = JsonText.WithoutMark(_events.Unread);
        Decode(whole);
        if (!_answered)
            throw Told(Connection.Failures.NoAnswer(_response!, whole));
        _ended = IsComplete = true;
        return true;
    }

    /// <summary>Reads the stream as its dialect frames it, until its first byte shows that a service in front of others frames their events in its own way.</summary>
    private EventReader Reader(Stream stream) => _framing switch
    {
        StreamFraming.JsonObjects => new JsonObjectsReader(stream) { MaxEventLength = Connection.Options.MaxEventLength },
        StreamFraming.AmazonEventStream => new EventStreamReader(stream) { MaxEventLength = Connection.Options.MaxEventLength },
        _ => new SseReader(stream, acceptUnterminated: true) { MaxEventLength = Connection.Options.MaxEventLength },
    };

    /// <summary>Reads one event.</summary>
    /// <returns>False when the event says nothing.</returns>
    private bool Take(EventReader events)
    {
        var data = events.Data;
        if (events.ErrorType is { } error)
            throw Told(Connection.Failures.FromEvent(_response!, data, error, events.ErrorMessage));
        if (data.Length <= 64)
        {
            var text = data.Span.Trim(" \t\r\n"u8);
            if (text.IsEmpty)
                return false;
            if (_endMarker is not null && System.Text.Ascii.Equals(text, _endMarker))
                return _ended = IsComplete = true;
        }

        if (events.IsError)
            throw FailureOf(data);
        Decode(data);
        return true;
    }

    private void Decode(ReadOnlyMemory<byte> data)
    {
        if (FailureReader.IsError(data.Span))
            throw FailureOf(data);
        try
        {
            ProviderConnection.Decode(data.Span, _codec, Current);

            // What the dialect does not know changes nothing, and a stream of nothing else is no answer.
            if (_answered)
                return;
            _answered = JsonText.WithoutSpace(data.Span) is [(byte)'{', ..] && _codec.IsAnswer(Current);
            if (!_answered)
                _other ??= data.ToArray();
        }
        catch (JsonException exception)
        {
            throw Told(Connection.Failures.Unreadable(_response, data, exception));
        }
    }
}
