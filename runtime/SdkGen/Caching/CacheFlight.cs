using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>One exchange with a model for all who ask the same at the same time. It goes on for as long as one of them waits.</summary>
internal sealed class CacheFlight
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _everybodyLeft = new();
    private readonly List<(ChatResponseUpdate Update, byte[]? Json)> _updates = [];
    private readonly TaskCompletionSource<(ChatResponse Response, byte[]? Json)> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _riders;
    private bool _isGivenUp;

    /// <summary>Cancelled when nobody waits any more.</summary>
    public CancellationToken Token => _everybodyLeft.Token;

    /// <summary>Joins those who wait.</summary>
    /// <returns>False where all of them have left already, and the exchange ends.</returns>
    public bool TryBoard()
    {
        lock (_gate)
        {
            if (!_isGivenUp)
                _riders++;
            return !_isGivenUp;
        }
    }

    /// <summary>Leaves; the last one ends the exchange.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            if (--_riders > 0 || _end.Task.IsCompleted)
                return;
            _isGivenUp = true;
        }

        _everybodyLeft.Cancel();
    }

    /// <summary>Hands on the next update.</summary>
    /// <param name="update">The update.</param>
    /// <param name="json">Its written form, made before anybody can change it; null where it has none.</param>
    public void Add(ChatResponseUpdate update, byte[]? json)
    {
        TaskCompletionSource more;
        lock (_gate)
        {
            _updates.Add((update, json));
            (more, _more) = (_more, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        more.SetResult();
    }

    /// <summary>Ends the exchange well.</summary>
    public void Complete(ChatResponse response, byte[]? json)
    {
        _end.TrySetResult((response, json));
        Wake();
    }

    /// <summary>Ends the exchange with a failure.</summary>
    public void Fail(Exception exception)
    {
        _end.TrySetException(exception);
        _ = _end.Task.Exception; // Those who wait see it; with nobody there it is nobody's.
        Wake();
    }

    /// <summary>Waits for the whole answer.</summary>
    /// <param name="isFirst">Who began the exchange has the answer itself; others have copies that cost nothing.</param>
    /// <param name="cancellationToken">Ends this caller's wait alone.</param>
    public async Task<ChatResponse> WholeAsync(bool isFirst, CancellationToken cancellationToken)
    {
        try
        {
            var (response, json) = await _end.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            return !isFirst && json is not null && CachedAnswer.Read(json) is { } copy ? copy.ToChatResponse() : response;
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Reads the answer while it comes.</summary>
    /// <inheritdoc cref="WholeAsync"/>
    public async IAsyncEnumerable<ChatResponseUpdate> ReadAsync(bool isFirst, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var calls = new Dictionary<int, ToolCallProgress>();
        try
        {
            for (var next = 0; ;)
            {
                (ChatResponseUpdate Update, byte[]? Json) item = default;
                Task? more = null;
                lock (_gate)
                {
                    if (next < _updates.Count)
                        item = _updates[next++];
                    else if (!_end.Task.IsCompleted)
                        more = _more.Task;
                }

                if (item.Update is not null)
                {
                    yield return isFirst || item.Json is null ? item.Update : CachedAnswer.Read(item.Json, calls);
                }
                else if (more is not null)
                {
                    await more.WaitAsync(cancellationToken).ConfigureAwait(false);
                }
                else
                {
                    var (response, json) = await _end.Task.ConfigureAwait(false);
                    if (next == 0)
                    {
                        // The exchange was not streamed.
                        foreach (var update in !isFirst && json is not null && CachedAnswer.Read(json) is { } copy ? copy : [.. response.ToChatResponseUpdates()])
                            yield return update;
                    }

                    yield break;
                }
            }
        }
        finally
        {
            Leave();
        }
    }

    private void Wake()
    {
        lock (_gate)
            _more.TrySetResult();
    }
}
