using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>A call of a tool, before and after it runs.</summary>
public sealed class HookToolCall
{
    private readonly TimeProvider _time;
    private readonly long _start;

    internal HookToolCall(FunctionCallContent call, AIFunction tool, ToolContext context, TimeProvider time)
    {
        _time = time;
        _start = time.GetTimestamp();
        Call = call;
        Tool = tool;
        Context = context;
        Arguments = call.Arguments;
    }

    /// <summary>The call as the model made it.</summary>
    public FunctionCallContent Call { get; }

    /// <summary>What runs.</summary>
    public AIFunction Tool { get; }

    /// <summary>The conversation, the options and the services of the call.</summary>
    public ToolContext Context { get; }

    /// <summary>The arguments that the tool runs with. Others may be set before it runs; the conversation keeps those of the model.</summary>
    public IDictionary<string, object?>? Arguments { get; set; }

    /// <summary>What the model gets; null before the tool has run.</summary>
    public object? Result { get; private set; }

    /// <summary>The call has its result, from the tool or from a hook.</summary>
    public bool HasResult { get; private set; }

    /// <summary>What the tool threw; null where it did not.</summary>
    public Exception? Exception { get; internal set; }

    /// <summary>How long the call has taken so far.</summary>
    public TimeSpan Elapsed => _time.GetElapsedTime(_start);

    /// <summary>Gives the result: before the tool runs, so that it does not run; afterwards in the place of its own.</summary>
    /// <param name="result">Text, a value that has JSON, or content.</param>
    public void SetResult(object? result)
    {
        Result = result;
        HasResult = true;
    }

    /// <summary>Refuses the call: the tool does not run, and the model reads why.</summary>
    /// <param name="reason">What the model reads.</param>
    public void Refuse(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        SetResult($"The call was not allowed: {reason}");
    }
}
