using System.Globalization;
using System.Text;
using Microsoft.Extensions.AI;
using SdkGen.Json;

namespace SdkGen;

/// <summary>Runs single calls. Whatever goes wrong becomes a result that the model can act on; only cancellation is thrown.</summary>
internal sealed partial class ToolCallRunner(IList<AITool> tools, ToolLoopOptions options, Func<FunctionCallContent, ToolContext> contextOf)
{
    /// <summary>Some tool waits for a person's approval.</summary>
    public bool MayNeedApproval { get; } = tools.Any(IsToApprove);

    /// <summary>Whether the arguments are no JSON, so that nothing may run on them.</summary>
    public static bool IsBroken(FunctionCallContent call) => call.Exception is not null || call.Arguments is RawArguments { Error: not null };

    public bool NeedsApproval(FunctionCallContent call) => Find(call.Name) is { } tool && IsToApprove(tool);

    /// <summary>Whether the calls are for this loop: a tool that is only declared belongs to the caller.</summary>
    public bool CanRun(List<FunctionCallContent> calls)
    {
        foreach (var call in calls)
        {
            if (Find(call.Name) is not (null or AIFunction))
                return false;
        }

        return true;
    }

    public async ValueTask<FunctionResultContent> RunAsync(FunctionCallContent call, bool approved, CancellationToken cancellationToken)
    {
        Repair(call);
        if (IsBroken(call))
            return new(call.CallId, BrokenArguments(call));
        if (Find(call.Name) is not AIFunction function)
            return new(call.CallId, $"There is no tool named '{call.Name}'. The tools are: {string.Join(", ", tools.Select(x => x.Name))}.");
        if (!approved && IsToApprove(function))
        {
            if (Refusal(call) is { } refusal)
                return new(call.CallId, refusal);
            return new(call.CallId, "This call was not run, because another call of the same turn was broken. Send it again.");
        }

        try
        {
            var limit = function.GetService<LlmTool>()?.Timeout ?? options.ToolTimeout;
            return limit is { } time
                ? await RunAsync(function, call, time, cancellationToken).ConfigureAwait(false)
                : await RunAsync(function, call, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            // The text of an exception may hold what the model, and whoever reads its answer, must not see.
            return new(call.CallId, $"Error: the tool '{call.Name}' failed.") { Exception = exception };
        }
    }

    private static bool IsToApprove(AITool tool) => tool is LlmTool { RequiresApproval: true } || tool.GetService<ApprovalRequiredAIFunction>() is not null;

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
    private async ValueTask<FunctionResultContent> RunAsync(AIFunction function, FunctionCallContent call, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(limit, options.TimeProvider);
        var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        var token = both.Token;
        var isLetGo = false;

        // On a thread of its own: a method may block. It is not waited for when it does not listen; the caller's own cancellation is, as everywhere.
        var run = Task.Run(() => RunAsync(function, call, token).AsTask(), CancellationToken.None);
        try
        {
            return await run.WaitAsync(timer.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            isLetGo = true;
            _ = LetGoAsync(run, both);
            var seconds = limit.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
            return new(call.CallId, $"The tool '{call.Name}' was stopped: it did not finish within {seconds} s. It has no result, and what it had begun may have taken effect.")
            {
                Exception = new TimeoutException($"The tool '{call.Name}' did not finish within {seconds} s."),
            };
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

    private async ValueTask<FunctionResultContent> RunAsync(AIFunction function, FunctionCallContent call, CancellationToken cancellationToken)
    {
        var context = contextOf(call);
        if (function is LlmTool tool && call.Arguments is RawArguments { IsText: false } raw)
        {
            return new(call.CallId, tool.ReturnsContent
                ? await RunForContentAsync(tool, call, raw, context, cancellationToken).ConfigureAwait(false)
                : await RunAsync(tool, call, raw, context.ToArguments(), cancellationToken).ConfigureAwait(false));
        }

        var result = await function.InvokeAsync(context.ToArguments(call.Arguments), cancellationToken).ConfigureAwait(false);
        return result is FunctionResultContent content && content.CallId == call.CallId ? content : new(call.CallId, result);
    }

    private async ValueTask<string> RunAsync(LlmTool tool, FunctionCallContent call, RawArguments arguments, AIFunctionArguments context, CancellationToken cancellationToken)
    {
        using var result = new PooledByteBuffer(1024);
        var outcome = await tool.InvokeAsync(arguments.Utf8, result, context, cancellationToken).ConfigureAwait(false);
        if (outcome == ToolOutcome.InvalidArguments && TryRepair(tool, call, arguments) is { } repaired)
        {
            result.Clear();
            await tool.InvokeAsync(repaired.Utf8, result, context, cancellationToken).ConfigureAwait(false);
        }

        return Encoding.UTF8.GetString(result.Span);
    }

    /// <summary>Runs a tool whose result is no text: the dialect writes it, part for part.</summary>
    private async ValueTask<object?> RunForContentAsync(LlmTool tool, FunctionCallContent call, RawArguments arguments, ToolContext context, CancellationToken cancellationToken)
    {
        if (tool.CheckArguments(arguments.Utf8.Span) is { Count: > 0 } problems)
        {
            if (TryRepair(tool, call, arguments) is not { } repaired)
                return ToolProblems.Text(tool.Name, problems);
            arguments = repaired;
        }

        return await tool.InvokeAsync(context.ToArguments(arguments), cancellationToken).ConfigureAwait(false);
    }

    private AITool? Find(string name)
    {
        for (var i = 0; i < tools.Count; i++)
        {
            if (tools[i].Name == name)
                return tools[i];
        }

        return null;
    }
}
