using System.Diagnostics;

namespace SdkGen.Telemetry;

/// <summary>Whether a call is recorded around what runs: a client of this library within it (the members of a chain, for example) is one of its attempts.</summary>
/// <remarks>Noted beside the spans: whoever stands in between may take the current one away.</remarks>
internal static class RecordedCalls
{
    private static readonly object s_withoutSpan = new();

    // The span of the call around, or the mark of one of which nobody takes the span.
    private static readonly AsyncLocal<object?> s_call = new();

    /// <summary>A call is recorded around this place, and no tool runs in between.</summary>
    public static bool IsAroundHere => s_call.Value is { } call && !IsInTool(call);

    /// <summary>Begins what counts as one call. To be ended in the same flow of control by <see cref="Leave"/>, unless that flow ends.</summary>
    /// <param name="span">The call's span; null where nobody takes it.</param>
    /// <returns>What <see cref="Leave"/> takes.</returns>
    public static object? Enter(Activity? span)
    {
        var before = s_call.Value;
        s_call.Value = span ?? s_withoutSpan;
        return before;
    }

    public static void Leave(object? before) => s_call.Value = before;

    /// <summary>What a tool asks of models is no attempt of the call around its loop, where telemetry stands around the loop as well. Ends with the asynchronous method that calls it.</summary>
    public static void EnterTool()
    {
        if (s_call.Value is not null)
            s_call.Value = null;
    }

    /// <summary>Whether a tool's span stands between a call and this place: that of another library's loop, which has its spans from <see cref="ActivitySource"/> of this one.</summary>
    private static bool IsInTool(object call)
    {
        for (var span = Activity.Current; span is not null && span != call; span = span.Parent)
        {
            if (span.Source.Name == LlmTelemetry.SourceName && span.OperationName.StartsWith(GenAI.Operations.ExecuteTool, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
