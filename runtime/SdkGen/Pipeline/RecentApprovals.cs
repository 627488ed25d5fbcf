using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>The log of a process: the last answers in memory.</summary>
internal sealed class RecentApprovals(int capacity) : IToolApprovalLog
{
    private readonly Dictionary<string, TaskCompletionSource<FunctionResultContent>> _results = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>One for all clients: each request may make a client of its own.</summary>
    public static RecentApprovals Shared { get; } = new(1024);

    public async ValueTask<FunctionResultContent> OnceAsync(
        string requestId, Func<CancellationToken, ValueTask<FunctionResultContent>> carryOut, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (!TryBegin(requestId, out var run))
            {
                var result = await run.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
                if (result is null)
                    continue; // The first caller gave up before there was a result.
                return new FunctionResultContent(result.CallId, result.Result) { Exception = result.Exception };
            }

            FunctionResultContent? done = null;
            try
            {
                return done = await carryOut(cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                if (done is null)
                    Forget(requestId);
                run.SetResult(done!);
            }
        }
    }

    private bool TryBegin(string requestId, out TaskCompletionSource<FunctionResultContent> run)
    {
        lock (_results)
        {
            if (_results.TryGetValue(requestId, out run!))
                return false;
            run = new TaskCompletionSource<FunctionResultContent>(TaskCreationOptions.RunContinuationsAsynchronously);
            _results.Add(requestId, run);
            _order.Enqueue(requestId);
            if (_order.Count > capacity)
                _results.Remove(_order.Dequeue());
            return true;
        }
    }

    private void Forget(string requestId)
    {
        lock (_results)
            _results.Remove(requestId);
    }
}
