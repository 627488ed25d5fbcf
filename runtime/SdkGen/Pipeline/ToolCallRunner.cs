using System.Globalization;
using Microsoft.Extensions.AI;
using SdkGen.Hooks;
using SdkGen.Telemetry;

namespace SdkGen;

/// <summary>Runs single calls. Whatever goes wrong becomes a result that the model can act on; only cancellation is thrown.</summary>
internal readonly partial struct ToolCallRunner(ToolLoop loop)
{
    /// <summary>Whether the arguments are no JSON, so that nothing may run on them.</summary>
    public static bool IsBroken(FunctionCallContent call) => call.Exception is not null || call.Arguments is RawArguments { Error: not null };

    public static bool IsToApprove(AITool tool) => tool is LlmTool generated ? generated.RequiresApproval : tool.GetService<ApprovalRequiredAIFunction>() is not null;

    public bool NeedsApproval(FunctionCallContent call) => loop.Find(call.Name) is { } tool && IsToApprove(tool);

    public ValueTask<ToolRun> RunAsync(FunctionCallContent call, bool approved, CancellationToken cancellationToken)
    {
        var tool = loop.Find(call.Name);
        Repair(call, tool);
        if (tool is not AIFunction function)
            return new(ToolRun.Refused(call.CallId, $"There is no tool named '{call.Name}'. The tools are: {string.Join(", ", loop.ToolNames)}."));
        return loop.Services.Telemetry is { } telemetry && ToolRecording.IsListenedTo(telemetry)
            ? RecordAsync(telemetry, function, call, approved, cancellationToken)
            : RunAsync(function, call, approved, cancellationToken);
    }

    private async ValueTask<ToolRun> RecordAsync(ChatTelemetry telemetry, AIFunction function, FunctionCallContent call, bool approved, CancellationToken cancellationToken)
    {
        var recording = new ToolRecording(telemetry, call, function);
        try
        {
            var run = await RunAsync(function, call, approved, cancellationToken).ConfigureAwait(false);
            recording.End(run);
            return run;
        }
        catch (Exception exception)
        {
            recording.Fail(exception);
            throw;
        }
    }

    private ValueTask<ToolRun> RunAsync(AIFunction function, FunctionCallContent call, bool approved, CancellationToken cancellationToken)
    {
        if (IsBroken(call))
            return new(ToolRun.Refused(call.CallId, BrokenArguments(call)));
        if (!approved && IsToApprove(function))
            return new(ToolRun.Refused(call.CallId, Refusal(call) ?? "This call was not run, because another call of the same turn was broken. Send it again."));
        return loop.Services.Hooks is { } hooks
            ? RunHookedAsync(hooks, function, call, loop.ContextOf(call), cancellationToken)
            : TryRunAsync(function, call, null, cancellationToken);
    }

    private async ValueTask<ToolRun> RunHookedAsync(HookList hooks, AIFunction function, FunctionCallContent call, ToolContext context, CancellationToken cancellationToken)
    {
        var hooked = new HookToolCall(call, function, context, loop.Options.TimeProvider);
        await hooks.ToolCallAsync(hooked, cancellationToken).ConfigureAwait(false);
        var failure = ToolFailure.None;
        if (!hooked.HasResult)
        {
            var changed = ReferenceEquals(hooked.Arguments, call.Arguments) ? call : new FunctionCallContent(call.CallId, call.Name, hooked.Arguments);
            var run = await TryRunAsync(function, changed, context, cancellationToken).ConfigureAwait(false);
            failure = run.Failure;
            hooked.Exception = run.Content.Exception;
            hooked.SetResult(run.Content.Result);
        }

        await hooks.ToolResultAsync(hooked, cancellationToken).ConfigureAwait(false);
        return new ToolRun(new FunctionResultContent(call.CallId, hooked.Result) { Exception = hooked.Exception }, failure);
    }

    /// <param name="function">The tool.</param>
    /// <param name="call">The call.</param>
    /// <param name="context">The call's context; null where none was made yet, and most tools need none.</param>
    /// <param name="cancellationToken">The caller's.</param>
    private async ValueTask<ToolRun> TryRunAsync(AIFunction function, FunctionCallContent call, ToolContext? context, CancellationToken cancellationToken)
    {
        RecordedCalls.EnterTool();
        try
        {
            var limit = (function as LlmTool ?? function.GetService<LlmTool>())?.Timeout ?? loop.Options.ToolTimeout;
            return limit is { } time
                ? await RunAsync(function, call, context, time, cancellationToken).ConfigureAwait(false)
                : await RunAsync(function, call, context, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            // The text of an exception may hold what the model, and whoever reads its answer, must not see.
            var text = loop.Options.IncludeErrorDetails ? $"Error: the tool '{call.Name}' failed: {exception.Message}" : $"Error: the tool '{call.Name}' failed.";
            return new ToolRun(new FunctionResultContent(call.CallId, text) { Exception = exception }, ToolFailure.Threw);
        }
    }

    private string BrokenArguments(FunctionCallContent call)
    {
        // The reader's message ends with its own notion of the place.
        var message = (call.Arguments as RawArguments)?.Error ?? call.Exception;
        var text = message!.Message;
        var end = text.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var place = message is System.Text.Json.JsonException { BytePositionInLine: { } position, LineNumber: { } line } ? $" (line {line + 1}, byte {position + 1})" : "";
        return $"The tool was not run: its arguments are not valid JSON{place}: {(end < 0 ? text : text[..end])} Send the call again with one complete JSON object.{OtherProblems(call)}";
    }

    /// <summary>Runs a call that may take so long and no longer.</summary>
    private async ValueTask<ToolRun> RunAsync(AIFunction function, FunctionCallContent call, ToolContext? context, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(limit, loop.Options.TimeProvider);
        var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        var token = both.Token;
        var isLetGo = false;
        var runner = this;

        // On a thread of its own: a method may block. It is not waited for when it does not listen; the caller's own cancellation is, as everywhere.
        var run = Task.Run(() => runner.RunAsync(function, call, context, token).AsTask(), CancellationToken.None);
        try
        {
            return await run.WaitAsync(timer.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            isLetGo = true;
            _ = LetGoAsync(run, both);
            var seconds = limit.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
            var result = $"The tool '{call.Name}' was stopped: it did not finish within {seconds} s. It has no result, and what it had begun may have taken effect.";
            return new ToolRun(
                new FunctionResultContent(call.CallId, result) { Exception = new TimeoutException($"The tool '{call.Name}' did not finish within {seconds} s.") }, ToolFailure.Threw);
        }
        finally
        {
            if (!isLetGo)
                both.Dispose();
        }
    }

    /// <summary>Tells a method that its time is over, and forgets it once it has ended.</summary>
    private static async Task LetGoAsync(Task run, CancellationTokenSource both)
    {
        await both.CancelAsync().ConfigureAwait(false);
        await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        both.Dispose();
    }

    private ValueTask<ToolRun> RunAsync(AIFunction function, FunctionCallContent call, ToolContext? context, CancellationToken cancellationToken)
    {
        if (function is not LlmTool tool || call.Arguments is not RawArguments { IsText: false } raw)
            return InvokeAsync(function, call, context ?? loop.ContextOf(call), cancellationToken);
        return tool.ReturnsContent
            ? RunForContentAsync(tool, call, raw, context ?? loop.ContextOf(call), cancellationToken)
            : RunForTextAsync(tool, call, raw, tool.TakesContext ? (context ?? loop.ContextOf(call)).ToArguments() : null, cancellationToken);
    }

    private static async ValueTask<ToolRun> InvokeAsync(AIFunction function, FunctionCallContent call, ToolContext context, CancellationToken cancellationToken)
    {
        var result = await function.InvokeAsync(context.ToArguments(call.Arguments), cancellationToken).ConfigureAwait(false);
        return result is FunctionResultContent content && content.CallId == call.CallId ? new ToolRun(content, ToolFailure.None) : ToolRun.Done(call.CallId, result);
    }

    private ValueTask<ToolRun> RunForTextAsync(LlmTool tool, FunctionCallContent call, RawArguments arguments, AIFunctionArguments? context, CancellationToken cancellationToken)
    {
        var run = tool.InvokeForTextAsync(arguments.Utf8, context, cancellationToken);
        return run.IsCompletedSuccessfully && run.Result is { Outcome: ToolOutcome.Completed } done
            ? new(ToolRun.Done(call.CallId, done.Text))
            : FinishAsync(run, tool, call, arguments, context, cancellationToken);
    }

    private async ValueTask<ToolRun> FinishAsync(
        ValueTask<(ToolOutcome Outcome, string Text)> run, LlmTool tool, FunctionCallContent call, RawArguments arguments, AIFunctionArguments? context, CancellationToken cancellationToken)
    {
        var (outcome, text) = await run.ConfigureAwait(false);
        if (outcome == ToolOutcome.InvalidArguments && TryRepair(tool, call, arguments) is { } repaired)
            (outcome, text) = await tool.InvokeForTextAsync(repaired.Utf8, context, cancellationToken).ConfigureAwait(false);
        return outcome == ToolOutcome.Completed ? ToolRun.Done(call.CallId, text) : ToolRun.Refused(call.CallId, text);
    }

    /// <summary>Runs a tool whose result is no text: the dialect writes it, part for part.</summary>
    private async ValueTask<ToolRun> RunForContentAsync(LlmTool tool, FunctionCallContent call, RawArguments arguments, ToolContext context, CancellationToken cancellationToken)
    {
        if (tool.CheckArguments(arguments.Utf8.Span) is { Count: > 0 } problems)
        {
            if (TryRepair(tool, call, arguments) is not { } repaired)
                return ToolRun.Refused(call.CallId, ToolProblems.Text(tool.Name, problems));
            arguments = repaired;
        }

        return ToolRun.Done(call.CallId, await tool.InvokeAsync(context.ToArguments(arguments), cancellationToken).ConfigureAwait(false));
    }
}
