using System.Runtime.ExceptionServices;
using Microsoft.Extensions.AI;

namespace SdkGen.Hooks;

/// <summary>A streamed answer with hooks around it. Each reading is a request of its own.</summary>
internal sealed class HookedStream(HookList hooks, HooksChatClient client, IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken requestToken) : IAsyncEnumerable<ChatResponseUpdate>
{
    public IAsyncEnumerator<ChatResponseUpdate> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        new Reader(hooks, client.Request(messages, options, isStreaming: true), requestToken, cancellationToken);

    /// <summary>No iterator: a chunk that is there already and whose hooks end at once costs no state machine.</summary>
    private sealed class Reader : IAsyncEnumerator<ChatResponseUpdate>
    {
        private readonly HookList _hooks;
        private readonly HookUpdate _step;
        private readonly CancellationTokenSource? _either;
        private readonly CancellationToken _token;
        private readonly List<ChatResponseUpdate>? _seen;
        private IAsyncEnumerator<ChatResponseUpdate>? _updates;
        private bool _begun;
        private bool _isOver;

        public Reader(HookList hooks, HookRequest request, CancellationToken requestToken, CancellationToken enumeratorToken)
        {
            (_hooks, _step) = (hooks, new HookUpdate(request));
            if (enumeratorToken.CanBeCanceled && requestToken.CanBeCanceled && enumeratorToken != requestToken)
                _either = CancellationTokenSource.CreateLinkedTokenSource(requestToken, enumeratorToken);
            _token = _either?.Token ?? (enumeratorToken.CanBeCanceled ? enumeratorToken : requestToken);
            if (!Array.TrueForAll(hooks.Hooks, static hook => hook.OnlyLimits))
                _seen = [];
        }

        public ChatResponseUpdate Current { get; private set; } = null!;

        private HookRequest Request => _step.Request;

        public ValueTask<bool> MoveNextAsync()
        {
            if (_updates is not { } updates || _isOver)
                return _isOver ? new(false) : BeginAsync();
            try
            {
                var next = updates.MoveNextAsync();
                if (!next.IsCompletedSuccessfully)
                    return GoOnAsync(next);
                if (!next.Result)
                    return EndAsync();
                var step = StepAsync(updates.Current);
                return step.IsCompletedSuccessfully && _step.Update is not null ? new(Take()) : GoOnAsync(step);
            }
            catch (Exception exception)
            {
                return FailAsync(exception);
            }
        }

        public async ValueTask DisposeAsync()
        {
            try
            {
                if (_begun && !_isOver)
                    _ = await EndAsync().ConfigureAwait(false);
                else if (_updates is not null)
                    await _updates.DisposeAsync().ConfigureAwait(false);
            }
            finally
            {
                _either?.Dispose();
            }
        }

        private async ValueTask<bool> BeginAsync()
        {
            _begun = true;
            ValueTask<bool> first;
            try
            {
                await _hooks.RequestAsync(Request, _token).ConfigureAwait(false);
                _updates = (Request.Response is { } answer
                    ? Streamed(answer.ToChatResponseUpdates())
                    : Request.Client.GetStreamingResponseAsync(Request.SentMessages, Request.SentOptions, _token)).GetAsyncEnumerator(_token);
                first = _updates.MoveNextAsync();
            }
            catch (Exception exception)
            {
                return await FailAsync(exception).ConfigureAwait(false);
            }

            return await GoOnAsync(first).ConfigureAwait(false);
        }

        private async ValueTask<bool> GoOnAsync(ValueTask step)
        {
            ValueTask<bool> next;
            try
            {
                await step.ConfigureAwait(false);
                if (_step.Update is not null)
                    return Take();
                next = _updates!.MoveNextAsync();
            }
            catch (Exception exception)
            {
                return await FailAsync(exception).ConfigureAwait(false);
            }

            return await GoOnAsync(next).ConfigureAwait(false);
        }

        private async ValueTask<bool> GoOnAsync(ValueTask<bool> next)
        {
            try
            {
                while (await next.ConfigureAwait(false))
                {
                    await StepAsync(_updates!.Current).ConfigureAwait(false);
                    if (_step.Update is not null)
                        return Take();
                    next = _updates.MoveNextAsync();
                }
            }
            catch (Exception exception)
            {
                return await FailAsync(exception).ConfigureAwait(false);
            }

            return await EndAsync().ConfigureAwait(false);
        }

        private ValueTask StepAsync(ChatResponseUpdate update)
        {
            _step.Update = update;
            return _hooks.UpdateAsync(_step, _token);
        }

        private bool Take()
        {
            Current = _step.Update!;
            _seen?.Add(Current);
            return true;
        }

        /// <summary>The answer is over, or its caller has left it.</summary>
        private async ValueTask<bool> EndAsync()
        {
            _isOver = true;
            try
            {
                if (_updates is not null)
                    await _updates.DisposeAsync().ConfigureAwait(false);
            }
            finally
            {
                await _hooks.ResponseAsync(new HookResponse(Request, _seen ?? []), _token).ConfigureAwait(false);
            }

            return false;
        }

        private async ValueTask<bool> FailAsync(Exception exception)
        {
            _isOver = true;
            await _hooks.ErrorAsync(new HookError(Request, exception)).ConfigureAwait(false);
            ExceptionDispatchInfo.Throw(exception);
            return false;
        }

        private static async IAsyncEnumerable<ChatResponseUpdate> Streamed(ChatResponseUpdate[] updates)
        {
            await Task.CompletedTask.ConfigureAwait(false);
            foreach (var update in updates)
                yield return update;
        }
    }
}
