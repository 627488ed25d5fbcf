using System.Runtime.ExceptionServices;
using Microsoft.Extensions.AI;
using SdkGen.Telemetry;

namespace SdkGen;

/// <summary>Runs the calls of a turn: one after another or at the same time, within their limits.</summary>
internal sealed partial class ToolLoop
{
    private int _failedTurns;
    private volatile string? _endedBy;

    /// <summary>Nothing more is to be asked: a tool has ended the loop, or a person has to.</summary>
    public bool IsOver => _endedBy is not null || _isAsked;

    /// <summary>Ends the loop with this turn.</summary>
    public void End(ToolContext context) => _endedBy = context.ToolName;

    /// <summary>Runs the calls of the answer taken last.</summary>
    /// <returns>The message with their results.</returns>
    public async ValueTask<ChatMessage> RunAsync(CancellationToken cancellationToken)
    {
        var runs = new ToolRun[_calls.Count];
        var allowed = Math.Min(runs.Length, Math.Max(0, (_options.MaxCalls ?? int.MaxValue) - _ran));
        _ran += allowed;
        if (_options.Concurrent && allowed > 1)
        {
            await RunConcurrentlyAsync(runs, allowed, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            for (var i = 0; i < allowed; i++)
            {
                runs[i] = _endedBy is { } tool
                    ? ToolRun.Done(_calls[i].CallId, $"This call was not run, because '{tool}' ended the work.")
                    : await _runner.RunAsync(_calls[i], approved: false, cancellationToken).ConfigureAwait(false);
            }
        }

        for (var i = allowed; i < runs.Length; i++)
            runs[i] = ToolRun.Refused(_calls[i].CallId, $"This call was not run: no more than {_options.MaxCalls} calls are allowed here. Answer with what you have.");

        var results = new List<AIContent>(runs.Length);
        foreach (var run in runs)
            results.Add(run.Content);
        var message = new ChatMessage(ChatRole.Tool, results);
        _history.Add(message);
        Produced.Add(message);
        _turn++;
        CheckErrors(runs.AsSpan(0, allowed));
        if (_ran >= _options.MaxCalls)
            _stopped = true;
        if (IsOver)
            return message;
        if (IsLastTurn)
        {
            if (_services.Telemetry is { } telemetry)
                TelemetryLog.LimitReached(telemetry.Logger, _turn, _ran, TraceId);
            StopOffering();
        }
        else if (Request?.ToolMode is RequiredChatToolMode)
        {
            (Request = Request.Clone()).ToolMode = null; // It was met; to go on demanding a call would never end.
        }

        return message;
    }

    private async Task RunConcurrentlyAsync(ToolRun[] runs, int count, CancellationToken cancellationToken)
    {
        using var slots = count > _options.MaxConcurrency ? new SemaphoreSlim(_options.MaxConcurrency) : null;
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
        (await Task.WhenAll(running).ConfigureAwait(false)).CopyTo(runs, 0);
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
            return await _runner.RunAsync(call, approved: false, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            slots?.Release();
        }
    }

    private bool IsExclusive(string name) => _options.ExclusiveTools?.Contains(name) == true || Find(name)?.GetService<LlmTool>() is { IsExclusive: true };

    /// <summary>Counts turns with a call that failed, and gives up where there are too many in a row.</summary>
    private void CheckErrors(ReadOnlySpan<ToolRun> runs)
    {
        var failed = false;
        foreach (var run in runs)
            failed |= run.Failure != ToolFailure.None;
        if (!failed)
        {
            _failedTurns = 0;
            return;
        }

        if (++_failedTurns <= _options.MaxConsecutiveErrors)
            return;
        if (_services.Telemetry is { } telemetry)
            TelemetryLog.ErrorsExceeded(telemetry.Logger, _failedTurns, TraceId);
        var thrown = new List<Exception>();
        foreach (var run in runs)
        {
            if (run.Content.Exception is { } exception)
                thrown.Add(exception);
        }

        if (thrown.Count == 1)
            ExceptionDispatchInfo.Throw(thrown[0]);
        if (thrown.Count > 1)
            throw new AggregateException(thrown);
        _stopped = true;
    }
}
