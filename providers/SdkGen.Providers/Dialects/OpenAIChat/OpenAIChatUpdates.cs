using Microsoft.Extensions.AI;
using SdkGen.Transport;
using SdkGen.Wire.OpenAIChat;

namespace SdkGen.Dialects.OpenAIChat;

/// <summary>A streamed answer as updates. The request is made when the first is asked for; who enumerates it again sends it again.</summary>
/// <remarks>
/// Written out instead of an iterator: an update of which the chunk has arrived costs no state machine, and a stream no object for one. The first enumeration is done by
/// the object itself.
/// </remarks>
/// <param name="client">Makes the request.</param>
/// <param name="messages">The conversation.</param>
/// <param name="options">Its options.</param>
/// <param name="requestToken">Cancels the request, beside the token of whoever enumerates.</param>
internal sealed class OpenAIChatUpdates(OpenAIChatClient client, IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken requestToken)
    : IAsyncEnumerable<ChatResponseUpdate>, IAsyncEnumerator<ChatResponseUpdate>
{
    private int _enumerated;
    private CancellationToken _token;
    private ProviderStream<OpenAIChatChunk>? _stream;
    private EventEnumerator<OpenAIChatChunk>? _chunks;
    private OpenAIChatStream? _answer;
    private ChatResponseUpdate? _current;

    // What the chunk taken last still holds: the update behind the head of the answer, and pieces of tool calls.
    private ChatResponseUpdate? _pending;
    private int _delta;
    private bool _headed;
    private bool _ended;

    public ChatResponseUpdate Current => _current!;

    public IAsyncEnumerator<ChatResponseUpdate> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        var enumerator = Interlocked.Exchange(ref _enumerated, 1) == 0 ? this : new OpenAIChatUpdates(client, messages, options, requestToken) { _enumerated = 1 };
        enumerator._token = cancellationToken;
        return enumerator;
    }

    public ValueTask<bool> MoveNextAsync()
    {
        try
        {
            if (_ended)
                return new(false);
            if (_chunks is null)
                Begin();
            else if (TakeRest())
                return new(true);
            while (true)
            {
                var next = _chunks!.MoveNextAsync();
                if (!next.IsCompletedSuccessfully)
                    return MoveNextSlowAsync(next);
                if (!next.Result)
                    return new(Complete());
                if (Take())
                    return new(true);
            }
        }
        catch (Exception exception)
        {
            Close();
            return ValueTask.FromException<bool>(exception);
        }
    }

    public ValueTask DisposeAsync()
    {
        Close();
        return default;
    }

    private async ValueTask<bool> MoveNextSlowAsync(ValueTask<bool> next)
    {
        try
        {
            while (await next.ConfigureAwait(false))
            {
                if (Take())
                    return true;
                next = _chunks!.MoveNextAsync();
            }

            return Complete();
        }
        catch
        {
            Close();
            throw;
        }
    }

    private void Begin()
    {
        (_stream, _answer) = client.Stream(messages, options, requestToken);
        _chunks = _stream.For(_answer).Begin(_token);
        if (client.TakeChunk() is { } chunk)
            _chunks.Fill(chunk);
    }

    /// <summary>Takes the chunk that has come.</summary>
    /// <returns>False where it holds nothing to show.</returns>
    private bool Take()
    {
        var update = _answer!.Take(_chunks!.Current);
        if (_answer.Failure is { } failure)
            throw _stream!.FailureOf(failure);
        _delta = 0;
        if (!_headed)
        {
            _headed = true;
            if (_answer.Head(_stream!.RequestId) is { } head)
            {
                (_current, _pending) = (head, update);
                return true;
            }
        }

        if (update is null)
            return TakeRest();
        _current = update;
        return true;
    }

    /// <summary>Takes what is left of the last chunk.</summary>
    private bool TakeRest()
    {
        if (_pending is { } update)
        {
            (_current, _pending) = (update, null);
            return true;
        }

        if (_delta >= _answer!.Deltas)
            return false;
        _current = _answer.Delta(_delta++);
        return true;
    }

    private bool Complete()
    {
        Close();
        client.KeepChunk(_chunks!.Current);
        if (_answer!.Complete(_stream!.IsComplete) is not { } last)
            return false;
        _current = last;
        return true;
    }

    /// <summary>Gives the connection back; nothing follows but what is in hand.</summary>
    private void Close()
    {
        _ended = true;
        if (_chunks is { } chunks)
            _ = chunks.DisposeAsync();
    }
}
