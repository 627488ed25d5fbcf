using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>A streamed answer that is begun again as long as it fails before its first content.</summary>
internal sealed class RetriedStream(RetryPolicy policy, IChatClient client, IEnumerable<ChatMessage> messages, ChatOptions? chatOptions, CancellationToken cancellationToken)
    : IAsyncEnumerable<ChatResponseUpdate>
{
    public IAsyncEnumerator<ChatResponseUpdate> GetAsyncEnumerator(CancellationToken enumeratorToken = default) => new Reader(this, enumeratorToken);

    private async ValueTask<OpenedStream> OpenAsync(CancellationToken token)
    {
        var (stream, attempts) = await policy.RunAsync(
            static (call, token) => OpenedStream.OpenAsync(call.client.GetStreamingResponseAsync(call.messages, call.chatOptions, token), token), (client, messages, chatOptions), client, token).ConfigureAwait(false);
        if (attempts > 1 && stream.First is { } first)
            ChatResponseAttempts.Note(first.AdditionalProperties ??= [], attempts);
        return stream;
    }

    /// <summary>No iterator: once there is content, the stream itself is read.</summary>
    private sealed class Reader : IAsyncEnumerator<ChatResponseUpdate>
    {
        private readonly RetriedStream _stream;
        private readonly CancellationTokenSource? _either;
        private readonly CancellationToken _token;
        private OpenedStream? _opened;

        public Reader(RetriedStream stream, CancellationToken enumeratorToken)
        {
            _stream = stream;
            if (enumeratorToken.CanBeCanceled && stream.Token.CanBeCanceled && enumeratorToken != stream.Token)
                _either = CancellationTokenSource.CreateLinkedTokenSource(stream.Token, enumeratorToken);
            _token = _either?.Token ?? (enumeratorToken.CanBeCanceled ? enumeratorToken : stream.Token);
        }

        public ChatResponseUpdate Current => _opened!.Current;

        public ValueTask<bool> MoveNextAsync() => _opened is { } opened ? opened.MoveNextAsync() : OpenAsync();

        public async ValueTask DisposeAsync()
        {
            if (_opened is not null)
                await _opened.DisposeAsync().ConfigureAwait(false);
            _either?.Dispose();
        }

        private async ValueTask<bool> OpenAsync()
        {
            _opened = await _stream.OpenAsync(_token).ConfigureAwait(false);
            return await _opened.MoveNextAsync().ConfigureAwait(false);
        }
    }

    private CancellationToken Token => cancellationToken;
}
