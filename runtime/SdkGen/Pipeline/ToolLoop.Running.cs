using System.Runtime.ExceptionServices;
using Microsoft.Extensions.AI;
using SdkGen.Telemetry;

namespace SdkGen;

/// <summary>Runs the calls of a turn: one after another or at the same time, within their limits.</summary>
internal sealed partial class ToolLoop
{
    private int _failedTurns;
    private bool _hasFailed;
    private volatile string? _endedBy;
    private bool _isRefused;

    /// <summary>Nothing more is to be asked: a tool has ended the loop, a person has to answer, or the model called in its last turn.</summary>
    public bool IsOver => _endedBy is not null || _isAsked || _isRefused;

    /// <summary>Ends the loop with this turn.</summary>
    public void End(ToolContext context) => _endedBy = context.ToolName;

    /// <summary>Runs the calls of the answer taken last.</summary>
    /// <returns>The message with their results.</returns>
    public ValueTask<ChatMessage> RunAsync(CancellationToken cancellationToken)
    {
        if (IsLastTurn)
            return new(RefuseAll());
        var results = new List<AIContent>(_calls.Count);
        var allowed = Math.Min(_calls.Count, Math.Max(0, (Options.MaxCalls ?? int.MaxValue) - _ran));
        _ran += allowed;
        _hasFailed = false;
        if (Options.Concurrent && allowed > 1)
            return RunConcurrentlyAsync(allowed, results, cancellationToken);
        while (results.Count < allowed)
        {
            var run = RunOneAsync(_calls[results.Count], cancellationToken);
            if (!run.IsCompletedSuccessfully)
                return GoOnAsync(run, allowed, results, cancellationToken);
            Add(run.Result, results);
        }

        return new(Complete(results));
    }

    /// <summary>The same from a call on that has to be waited for.</summary>
    private async ValueTask<ChatMessage> GoOnAsync(ValueTask<ToolRun> run, int allowed, List<AIContent> results, CancellationToken cancellationToken)
    {
        Add(await run.ConfigureAwait(false), results);
        while (results.Count < allowed)
            Add(await RunOneAsync(_calls[results.Count], cancellationToken).ConfigureAwait(false), results);
        return Complete(results);
    }

    private ValueTask<ToolRun> RunOneAsync(FunctionCallContent call, CancellationToken cancellationToken) => _endedBy is { } tool
        ? new(ToolRun.Done(call.CallId, $"This call was not run, because '{tool}' ended the work."))
        : Runner.RunAsync(call, approved: false, cancellationToken);

    private void Add(ToolRun run, List<AIContent> results)
    {
        results.Add(run.Content);
        _hasFailed |= run.HasFailed;
    }

    /// <summary>Ends a turn with the results of the calls that were allowed, the first ones.</summary>
    private ChatMessage Complete(List<AIContent> results)
    {
        for (var i = results.Count; i < _calls.Count; i++)
            results.Add(ToolRun.Refused(_calls[i].CallId, $"This call was not run: no more than {Options.MaxCalls} calls are allowed here. Answer with what you have.").Content);

        var message = new ChatMessage(ChatRole.Tool, results);
        _history.Add(message);
        Produced.Add(message);
        _turn++;
        if (_hasFailed)
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
                TelemetryLog.LimitReached(telemetry.Logger, _turn, _ran, new(TraceId), TraceId);
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

    private async ValueTask<ChatMessage> RunConcurrentlyAsync(int count, List<AIContent> results, CancellationToken cancellationToken)
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
        foreach (var run in await Task.WhenAll(running).ConfigureAwait(false))
            Add(run, results);
        return Complete(results);
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
            TelemetryLog.ErrorsExceeded(telemetry.Logger, _failedTurns, new(TraceId), TraceId);
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
