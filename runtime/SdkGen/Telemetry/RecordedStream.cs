using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace SdkGen.Telemetry;

/// <summary>A streamed answer that is recorded while it is read. Each reading is a call of its own.</summary>
internal sealed class RecordedStream(ChatTelemetry telemetry, IChatClient client, IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken)
    : IAsyncEnumerable<ChatResponseUpdate>
{
    public IAsyncEnumerator<ChatResponseUpdate> GetAsyncEnumerator(CancellationToken enumeratorToken = default) => new Reader(this, enumeratorToken);

    /// <summary>No iterator: what comes at once goes on at once, and costs no state machine per chunk.</summary>
    private sealed class Reader(RecordedStream stream, CancellationToken enumeratorToken) : IAsyncEnumerator<ChatResponseUpdate>
    {
        private ChatRecording? _recording;
        private IAsyncEnumerator<ChatResponseUpdate>? _updates;

        // Behind the first content of a turn: what is read then, past the layers that have nothing more to do with it.
        private IAsyncEnumerator<ChatResponseUpdate>? _rest;

        public ChatResponseUpdate Current => (_rest ?? _updates!).Current;

        public ValueTask<bool> MoveNextAsync()
        {
            ValueTask<bool> next;
            try
            {
                // Requests and their attempts are made before the first content of a turn; what comes after it is only read.
                next = _rest is { } rest ? rest.MoveNextAsync() : BeginAsync();
            }
            catch (Exception exception)
            {
                Fail(exception);
                throw;
            }

            if (!next.IsCompletedSuccessfully)
                return TakeAsync(next);
            return new(next.Result ? Take() : End());
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
                End(static recording => recording.Complete());
            }
        }

        /// <summary>Makes a step in which the span is the current one. The caller's own stays as it is.</summary>
        private ValueTask<bool> BeginAsync()
        {
            var outer = Activity.Current;
            if (_recording is null)
                _recording = new ChatRecording(stream.Telemetry, stream.Messages, stream.Options, isStreaming: true);
            else if (_recording.Span is { } span)
                Activity.Current = span;
            var entered = RecordedCalls.Enter(_recording.Span);
            try
            {
                _updates ??= stream.Client.GetStreamingResponseAsync(stream.Messages, stream.Options, stream.Token).GetAsyncEnumerator(enumeratorToken);
                return _updates.MoveNextAsync();
            }
            finally
            {
                RecordedCalls.Leave(entered);
                if (Activity.Current != outer)
                    Activity.Current = outer;
            }
        }

        [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
        private async ValueTask<bool> TakeAsync(ValueTask<bool> next)
        {
            bool moved;
            try
            {
                moved = await next.ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                _recording?.Fail(exception);
                throw;
            }

            return moved ? Take() : End();
        }

        private bool Take()
        {
            var update = Current;

            // What follows the end of a turn (usage, results of tools) belongs to none: the next request of a tool loop may be made behind it.
            if (!_recording!.Take(update))
                _rest = null;
            else if (_rest is null && update is not ToolCallDeltaUpdate && update.Contents is [not (UsageContent or FunctionResultContent), ..])
                _rest = (_updates as DeferredStream.Reader)?.Rest ?? _updates;
            return true;
        }

        private bool End()
        {
            End(static recording => recording.Complete());
            return false;
        }

        private void Fail(Exception exception) => End(recording => recording.Fail(exception));

        private void End(Action<ChatRecording> end)
        {
            if (_recording is null)
                return;
            var outer = Activity.Current;
            end(_recording);

            // A span that ends makes the one before it current again: here, in the caller's own flow of control.
            if (Activity.Current != outer)
                Activity.Current = outer;
        }
    }

    private ChatTelemetry Telemetry => telemetry;

    private IChatClient Client => client;

    private IEnumerable<ChatMessage> Messages => messages;

    private ChatOptions? Options => options;

    private CancellationToken Token => cancellationToken;
}
