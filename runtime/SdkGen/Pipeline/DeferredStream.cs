using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>A streamed answer that is opened, at one place or another, when it is read. Each reading opens it anew.</summary>
/// <param name="open">Opens it, and says what goes wrong until its first content.</param>
/// <param name="cancellationToken">Cancels it.</param>
internal sealed class DeferredStream(Func<CancellationToken, ValueTask<OpenedStream>> open, CancellationToken cancellationToken) : IAsyncEnumerable<ChatResponseUpdate>
{
    public IAsyncEnumerator<ChatResponseUpdate> GetAsyncEnumerator(CancellationToken enumeratorToken = default) => new Reader(open, cancellationToken, enumeratorToken);

    /// <summary>No iterator: once there is content, the stream itself is read.</summary>
    public sealed class Reader : IAsyncEnumerator<ChatResponseUpdate>
    {
        private readonly Func<CancellationToken, ValueTask<OpenedStream>> _open;
        private readonly CancellationTokenSource? _either;
        private readonly CancellationToken _token;
        private OpenedStream? _opened;
        private IAsyncEnumerator<ChatResponseUpdate>? _updates;

        public Reader(Func<CancellationToken, ValueTask<OpenedStream>> open, CancellationToken streamToken, CancellationToken enumeratorToken)
        {
            _open = open;
            if (enumeratorToken.CanBeCanceled && streamToken.CanBeCanceled && enumeratorToken != streamToken)
                _either = CancellationTokenSource.CreateLinkedTokenSource(streamToken, enumeratorToken);
            _token = _either?.Token ?? (enumeratorToken.CanBeCanceled ? enumeratorToken : streamToken);
        }

        public ChatResponseUpdate Current => _updates!.Current;

        /// <summary>The stream itself, once there is nothing more to do than to hand it on; null until then. Read in the place of this one, to be closed by it.</summary>
        public IAsyncEnumerator<ChatResponseUpdate>? Rest => _opened?.Rest is { } rest && rest != _opened ? _updates = rest : null;

        public ValueTask<bool> MoveNextAsync()
        {
            if (_updates is null)
                return OpenAsync();
            if (_updates == _opened)
                _updates = _opened.Rest;
            return _updates.MoveNextAsync();
        }

        public async ValueTask DisposeAsync()
        {
            if (_opened is not null)
                await _opened.DisposeAsync().ConfigureAwait(false);
            _either?.Dispose();
        }

        private async ValueTask<bool> OpenAsync()
        {
            _updates = _opened = await _open(_token).ConfigureAwait(false);
            return await _opened.MoveNextAsync().ConfigureAwait(false);
        }
    }
}
