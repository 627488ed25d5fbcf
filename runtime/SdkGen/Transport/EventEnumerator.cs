using System.Text.Json;
using SdkGen.Json;
using SdkGen.Streaming;

namespace SdkGen.Transport;

/// <summary>Reads a streamed answer: sends the request when the first event is asked for.</summary>
/// <remarks>Written out instead of an iterator, so that an event that has already been received costs no state machine.</remarks>
internal sealed class EventEnumerator<TEvent> : IAsyncEnumerator<TEvent>
    where TEvent : class, new()
{
    private readonly ProviderConnection _connection;
    private readonly Func<HttpRequestMessage> _request;
    private readonly JsonCodec<TEvent> _codec;
    private readonly byte[]? _endMarker;
    private readonly CancellationToken _requestToken;
    private CancellationTokenSource? _linked;
    private CancellationToken _token;
    private HttpResponseMessage? _response;
    private SseReader? _events;
    private bool _ended;
    private bool _answered;

    public EventEnumerator(ProviderConnection connection, Func<HttpRequestMessage> request, JsonCodec<TEvent> codec, string? endMarker, CancellationToken cancellationToken)
    {
        _connection = connection;
        _request = request;
        _codec = codec;
        _endMarker = endMarker is null ? null : System.Text.Encoding.UTF8.GetBytes(endMarker);
        _requestToken = cancellationToken;
    }

    public string? RequestId { get; private set; }

    public TEvent Current { get; } = new();

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

    private async ValueTask<bool> MoveNextSlowAsync()
    {
        if (_ended)
            return false;
        _token.ThrowIfCancellationRequested();
        try
        {
            if (_events is null && await OpenAsync().ConfigureAwait(false))
                return true;
            while (await _events!.ReadAsync(_token).ConfigureAwait(false))
            {
                if (Take(_events))
                    return !_ended;
            }

            _ended = true;
            return _answered ? false : throw _connection.Failures.Unreadable(_response, default, new InvalidDataException("the stream ended before its first event."));
        }
        catch (Exception exception) when (ProviderConnection.IsTransportFailure(exception, _token))
        {
            throw _connection.Failures.FromTransport(exception, _response);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && _token.IsCancellationRequested)
        {
            // Closing a connection under a read throws whatever the layer beneath makes of it.
            throw new OperationCanceledException(exception.Message, exception, _token);
        }
    }

    /// <summary>Sends the request and looks at what comes.</summary>
    /// <returns>True when the service answered with one whole JSON object: the event has been read.</returns>
    private async ValueTask<bool> OpenAsync()
    {
        using var request = _request();
        _response = await _connection.OpenAsync(request, _token).ConfigureAwait(false);
        RequestId = _connection.Failures.RequestId(_response);
        _events = new SseReader(await _response.Content.ReadAsStreamAsync(_token).ConfigureAwait(false), acceptUnterminated: true);
        ReadOnlyMemory<byte> begin;
        do
        {
            await _events.FillAsync(_token).ConfigureAwait(false);
            begin = _events.Unread.TrimStart(" \t\r\n"u8);
        }
        while (begin.IsEmpty && !_events.Ended);

        // No line of an event stream begins as an object or a page does; the content type is not asked, because services forget to set it.
        if (begin.IsEmpty || begin.Span[0] is not ((byte)'{' or (byte)'<'))
            return false;
        while (await _events.FillAsync(_token).ConfigureAwait(false))
        {
        }

        Decode(_events.Unread);
        _ended = true;
        return true;
    }

    /// <summary>Reads one event.</summary>
    /// <returns>False when the event says nothing.</returns>
    private bool Take(SseReader events)
    {
        var data = events.Data;
        if (data.Length <= 64)
        {
            var text = data.Span.Trim(" \t\r\n"u8);
            if (text.IsEmpty)
                return false;
            if (_endMarker is not null && text.SequenceEqual(_endMarker))
                return _ended = true;
        }

        if (events.EventType.SequenceEqual("error"u8))
            throw _connection.Failures.FromBody(_response!, data);
        Decode(data);
        return true;
    }

    private void Decode(ReadOnlyMemory<byte> data)
    {
        if (FailureReader.IsError(data.Span))
            throw _connection.Failures.FromBody(_response!, data);
        try
        {
            ProviderConnection.Decode(data.Span, _codec, Current);
            _answered = true;
        }
        catch (JsonException exception)
        {
            throw _connection.Failures.Unreadable(_response, data, exception);
        }
    }
}
