using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>A stream that begins when it is let through. Written out instead of an iterator, so that an update that is there already costs no state machine.</summary>
internal sealed class RateLimitedStream(
    RateLimitChatClient limits, IChatClient inner, IReadOnlyList<ChatMessage> messages, ChatOptions? options, CancellationToken requestToken) : IAsyncEnumerable<ChatResponseUpdate>
{
    private RateLimitChatClient Limits => limits;

    private IChatClient Inner => inner;

    private IReadOnlyList<ChatMessage> Messages => messages;

    private ChatOptions? Options => options;

    private CancellationToken RequestToken => requestToken;

    public IAsyncEnumerator<ChatResponseUpdate> GetAsyncEnumerator(CancellationToken cancellationToken = default) => new Enumerator(this, cancellationToken);

    private sealed class Enumerator : IAsyncEnumerator<ChatResponseUpdate>
    {
        private readonly RateLimitedStream _stream;
        private readonly CancellationTokenSource? _linked;
        private readonly CancellationToken _token;
        private RateLimitPass? _pass;
        private IAsyncEnumerator<ChatResponseUpdate>? _updates;
        private UsageDetails? _usage;
        private bool _begun;

        public Enumerator(RateLimitedStream stream, CancellationToken cancellationToken)
        {
            _stream = stream;
            var request = stream.RequestToken;
            if (request.CanBeCanceled && cancellationToken.CanBeCanceled && request != cancellationToken)
                _linked = CancellationTokenSource.CreateLinkedTokenSource(request, cancellationToken);
            _token = _linked?.Token ?? (cancellationToken.CanBeCanceled ? cancellationToken : request);
        }

        public ChatResponseUpdate Current => _updates!.Current;

        public ValueTask<bool> MoveNextAsync()
        {
            if (!_begun)
                return BeginAsync();
            var next = _updates!.MoveNextAsync();
            if (!next.IsCompletedSuccessfully)
                return WaitAsync(next);
            return next.Result ? new(Take()) : EndAsync();
        }

        public async ValueTask DisposeAsync()
        {
            try
            {
                if (_updates is not null)
                    await _updates.DisposeAsync().ConfigureAwait(false);
            }
            finally
            {
                _pass?.Dispose();
                _linked?.Dispose();
            }
        }

        private async ValueTask<bool> BeginAsync()
        {
            _pass ??= await _stream.Limits.EnterAsync(_stream.Messages, _stream.Options, _token).ConfigureAwait(false);
            _updates ??= _stream.Inner.GetStreamingResponseAsync(_stream.Messages, _stream.Options, _token).GetAsyncEnumerator(_token);
            _begun = true;
            var more = await WaitAsync(_updates.MoveNextAsync()).ConfigureAwait(false);
            if (more)
                await _pass.BegunAsync().ConfigureAwait(false);
            return more;
        }

        private async ValueTask<bool> WaitAsync(ValueTask<bool> next)
        {
            bool more;
            try
            {
                more = await next.ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                await _pass!.FailedAsync(exception).ConfigureAwait(false);
                throw;
            }

            return more ? Take() : await EndAsync().ConfigureAwait(false);
        }

        private bool Take()
        {
            var contents = _updates!.Current.Contents;
            for (var i = 0; i < contents.Count; i++)
            {
                if (contents[i] is UsageContent usage)
                    _usage = usage.Details;
            }

            return true;
        }

        /// <summary>The service has ended: its place is free, whether or not the caller goes on holding the stream.</summary>
        private async ValueTask<bool> EndAsync()
        {
            await _pass!.EndedAsync(_usage).ConfigureAwait(false);
            _pass.Dispose();
            return false;
        }
    }
}
