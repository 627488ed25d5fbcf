using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>A streamed answer under limits of time. Each reading is an attempt of its own.</summary>
internal sealed class TimedStream(IChatClient client, IEnumerable<ChatMessage> messages, ChatOptions? chatOptions, TimeoutOptions options, CancellationToken cancellationToken)
    : IAsyncEnumerable<ChatResponseUpdate>
{
    public IAsyncEnumerator<ChatResponseUpdate> GetAsyncEnumerator(CancellationToken enumeratorToken = default)
    {
        var clock = new AttemptClock(options, cancellationToken, enumeratorToken);
        return new Reader(client, chatOptions, clock, client.GetStreamingResponseAsync(messages, chatOptions, clock.Token).GetAsyncEnumerator(clock.Token), cancellationToken, enumeratorToken);
    }

    /// <summary>No iterator: an update that is there already is handed on without a look at any clock.</summary>
    private sealed class Reader(
        IChatClient client, ChatOptions? chatOptions, AttemptClock clock, IAsyncEnumerator<ChatResponseUpdate> updates, CancellationToken caller, CancellationToken enumerator)
        : IAsyncEnumerator<ChatResponseUpdate>
    {
        private TimeSpan _waited;

        // There was content, and no wait since: no update can change anything.
        private bool _isPlain;

        public ChatResponseUpdate Current => updates.Current;

        public ValueTask<bool> MoveNextAsync()
        {
            var next = updates.MoveNextAsync();
            if (!next.IsCompletedSuccessfully)
                return WaitAsync(next);

            return _isPlain ? next : new(Take(next.Result));
        }

        public async ValueTask DisposeAsync()
        {
            try
            {
                await updates.DisposeAsync().ConfigureAwait(false);
            }
            finally
            {
                clock.Dispose();
            }
        }

        [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
        private async ValueTask<bool> WaitAsync(ValueTask<bool> next)
        {
            var start = clock.Now;
            clock.Start(_waited);
            bool moved;
            try
            {
                moved = await next.ConfigureAwait(false);
            }
            catch (OperationCanceledException exception) when (clock.Failure(exception, client, chatOptions, caller.IsCancellationRequested || enumerator.IsCancellationRequested) is { } failure)
            {
                throw failure;
            }
            finally
            {
                clock.Stop();
            }

            _waited += clock.Since(start);
            _isPlain = false;
            return Take(moved);
        }

        private bool Take(bool moved)
        {
            if (!moved)
                return false;
            clock.HasBegun = true;
            if (!StreamedContent.IsIn(updates.Current))
                return true;
            clock.HasContent = true;
            _waited = default;
            return _isPlain = true;
        }
    }
}
