using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>What came of a call.</summary>
/// <param name="Content">What the model gets.</param>
/// <param name="Failure">Whether the call did what it should.</param>
internal readonly record struct ToolRun(FunctionResultContent Content, ToolFailure Failure)
{
    public bool HasFailed => Failure != ToolFailure.None;

    public static ToolRun Done(string callId, object? result) => new(new FunctionResultContent(callId, result), ToolFailure.None);

    /// <summary>A call that did not run, and what the model is told of it.</summary>
    public static ToolRun Refused(string callId, string reason) => new(new FunctionResultContent(callId, reason), ToolFailure.Refused);
}

/// <summary>How a call failed.</summary>
internal enum ToolFailure
{
    /// <summary>It did not.</summary>
    None,

    /// <summary>It was not run: no such tool, or arguments that do not fit.</summary>
    Refused,

    /// <summary>The tool threw, or took too long.</summary>
    Threw,
}
