using System.Runtime.ExceptionServices;
using Microsoft.Extensions.AI;
using SdkGen.Telemetry;

namespace SdkGen;

/// <summary>Runs the calls of a turn: one after another or at the same time, within their limits.</summary>
internal sealed partial class ToolLoop
{
    private int _failedTurns;
    private volatile string? _endedBy;
    private bool _isRefused;

    /// <summary>Nothing more is to be asked: a tool has ended the loop, a person has to answer, or the model called in its last turn.</summary>
    public bool IsOver => _endedBy is not null || _isAsked || _isRefused;

    /// <summary>Ends the loop with this turn.</summary>
    public void End(ToolContext context) => _endedBy = context.ToolName;

    /// <summary>Runs the calls of the answer taken last.</summary>
    /// <returns>The message with their results.</returns>
    public async ValueTask<ChatMessage> RunAsync(CancellationToken cancellationToken)
    {
        if (IsLastTurn)
            return RefuseAll();
        var results = new List<AIContent>(_calls.Count);
        var allowed = Math.Min(_calls.Count, Math.Max(0, (Options.MaxCalls ?? int.MaxValue) - _ran));
        var failed = false;
        _ran += allowed;
        if (Options.Concurrent && allowed > 1)
        {
            foreach (var run in await RunConcurrentlyAsync(allowed, cancellationToken).ConfigureAwait(false))
            {
                results.Add(run.Content);
                failed |= run.HasFailed;
            }
        }
        else
        {
            for (var i = 0; i < allowed; i++)
            {
                var run = _endedBy is { } tool
                    ? ToolRun.Done(_calls[i].CallId, $"This call was not run, because '{tool}' ended the work.")
                    : await Runner.RunAsync(_calls[i], approved: false, cancellationToken).ConfigureAwait(false);
                results.Add(run.Content);
                failed |= run.HasFailed;
            }
        }

        for (var i = allowed; i < _calls.Count; i++)
            results.Add(ToolRun.Refused(_calls[i].CallId, $"This call was not run: no more than {Options.MaxCalls} calls are allowed here. Answer with what you have.").Content);

        var message = new ChatMessage(ChatRole.Tool, results);
        _history.Add(message);
        Produced.Add(message);
        _turn++;
        if (failed)
            CheckErrors(results);
        else
            _failedTurns = 0;
        if (_ran >= Options.MaxCalls)
            _stopped = true;
        if (IsOver)
            return message;
        if (IsLastTurn)
        {
            if (Services.Telemetry is { } telemetry)
                TelemetryLog.LimitReached(telemetry.Logger, _turn, _ran, TraceId);
            StopOffering();
        }
        else if (Request?.ToolMode is RequiredChatToolMode)
        {
            (Request = Request.Clone()).ToolMode = null; // It was met; to go on demanding a call would never end.
        }

        return message;
    }

    /// <summary>Calls that a model makes although it was offered nothing have results too: without, the conversation could not go on.</summary>
    private ChatMessage RefuseAll()
    {
        var message = new ChatMessage(ChatRole.Tool, _calls.ConvertAll<AIContent>(call => ToolRun.Refused(call.CallId, "This call was not run: no more calls are allowed here.").Content));
        Produced.Add(message);
        _isRefused = true;
        return message;
    }

    private async Task<ToolRun[]> RunConcurrentlyAsync(int count, CancellationToken cancellationToken)
    {
        using var slots = count > Options.MaxConcurrency ? new SemaphoreSlim(Options.MaxConcurrency) : null;
        Dictionary<string, Task>? exclusive = null;
        var running = new Task<ToolRun>[count];
        for (var i = 0; i < count; i++)
        {
            var call = _calls[i];
            Task? before = null;
            if (IsExclusive(call.Name))
                (exclusive ??= new(StringComparer.Ordinal)).TryGetValue(call.Name, out before);

            // On threads of the pool: a method that blocks must not hold up the others.
            running[i] = Task.Run(() => RunInSlotAsync(call, before, slots, cancellationToken), CancellationToken.None);
            if (exclusive is not null && IsExclusive(call.Name))
                exclusive[call.Name] = running[i];
        }

        // Also when one is cancelled: no tool may be running still when the caller goes on.
        return await Task.WhenAll(running).ConfigureAwait(false);
    }

    private async Task<ToolRun> RunInSlotAsync(FunctionCallContent call, Task? before, SemaphoreSlim? slots, CancellationToken cancellationToken)
    {
        // Who waits for its like holds no slot meanwhile.
        if (before is not null)
            await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (slots is not null)
            await slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Runner.RunAsync(call, approved: false, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            slots?.Release();
        }
    }

    private bool IsExclusive(string name) => Options.ExclusiveTools?.Contains(name) == true || Find(name)?.GetService<LlmTool>() is { IsExclusive: true };

    /// <summary>Counts a turn with a call that failed, and gives up where there are too many in a row.</summary>
    private void CheckErrors(List<AIContent> results)
    {
        if (++_failedTurns <= Options.MaxConsecutiveErrors)
            return;
        if (Services.Telemetry is { } telemetry)
            TelemetryLog.ErrorsExceeded(telemetry.Logger, _failedTurns, TraceId);
        var thrown = new List<Exception>();
        foreach (var result in results)
        {
            if (result is FunctionResultContent { Exception: { } exception })
                thrown.Add(exception);
        }

        if (thrown.Count == 1)
            ExceptionDispatchInfo.Throw(thrown[0]);
        if (thrown.Count > 1)
            throw new AggregateException(thrown);
        _stopped = true;
    }
}
