using System.Diagnostics;

namespace SdkGen.Telemetry;

/// <summary>Whether a call is recorded around what runs: a client of this library within it (the members of a chain, for example) is one of its attempts.</summary>
/// <remarks>Its span says so, which is current anyway. To note it beside the span would cost each call another copy of the flow's context.</remarks>
internal static class RecordedCalls
{
    private static readonly object s_withoutSpan = new();

    // What the chain of spans does not say: a call of which nobody takes the span, or the span of the call that a tool, which is no part of it, runs in.
    private static readonly AsyncLocal<object?> s_mark = new();

    /// <summary>A call is recorded around this place, and no tool runs in between.</summary>
    public static bool IsAroundHere => s_mark.Value is var mark && (mark == s_withoutSpan || (Innermost() is { } span && span != mark));

    /// <summary>Begins what counts as one call. To be ended in the same flow of control by <see cref="Leave"/>, unless that flow ends.</summary>
    /// <param name="span">The call's span, which is the current one; null where nobody takes it.</param>
    /// <returns>What <see cref="Leave"/> takes.</returns>
    public static object? Enter(Activity? span)
    {
        var before = s_mark.Value;
        if (span is null)
            s_mark.Value = s_withoutSpan;
        return before;
    }

    public static void Leave(object? before)
    {
        if (s_mark.Value != before)
            s_mark.Value = before;
    }

    /// <summary>What a tool asks of models is no attempt of the call around its loop, where telemetry stands around the loop as well. Ends with the asynchronous method that calls it.</summary>
    public static void EnterTool()
    {
        if (IsAroundHere)
            s_mark.Value = Innermost();
    }

    /// <summary>The span of the call around this place; null where there is none, or a tool's comes first.</summary>
    private static Activity? Innermost()
    {
        for (var span = Activity.Current; span is not null; span = span.Parent)
        {
            if (span.Source.Name != LlmTelemetry.SourceName)
                continue;
            if (span.Kind == ActivityKind.Client)
                return span;
            if (span.OperationName.StartsWith(GenAI.Operations.ExecuteTool, StringComparison.Ordinal))
                return null;
        }

        return null;
    }
}
