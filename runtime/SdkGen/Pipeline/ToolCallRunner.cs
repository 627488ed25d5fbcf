using System.Text;
using Microsoft.Extensions.AI;
using SdkGen.Json;

namespace SdkGen;

/// <summary>Runs single calls. Whatever goes wrong becomes a result that the model can act on; only cancellation is thrown.</summary>
internal sealed partial class ToolCallRunner(IList<AITool> tools, ToolLoopOptions options)
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
            if (function is LlmTool tool && call.Arguments is RawArguments { IsText: false } raw)
                return new(call.CallId, await RunAsync(tool, call, raw, cancellationToken).ConfigureAwait(false));

            var arguments = new AIFunctionArguments(call.Arguments) { Services = options.Services };
            var result = await function.InvokeAsync(arguments, cancellationToken).ConfigureAwait(false);
            return result is FunctionResultContent content && content.CallId == call.CallId ? content : new(call.CallId, result);
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

    private async ValueTask<string> RunAsync(LlmTool tool, FunctionCallContent call, RawArguments arguments, CancellationToken cancellationToken)
    {
        using var result = new PooledByteBuffer(1024);
        var context = options.Services is { } services ? new AIFunctionArguments { Services = services } : null;
        var outcome = await tool.InvokeAsync(arguments.Utf8, result, context, cancellationToken).ConfigureAwait(false);
        if (outcome == ToolOutcome.InvalidArguments && TryRepair(tool, call, arguments) is { } repaired)
        {
            result.Clear();
            await tool.InvokeAsync(repaired.Utf8, result, context, cancellationToken).ConfigureAwait(false);
        }

        return Encoding.UTF8.GetString(result.Span);
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
