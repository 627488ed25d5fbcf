namespace SdkGen.Telemetry;

/// <summary>The end of a log line: by what to find the same elsewhere. What is not known is not printed.</summary>
internal readonly struct LogReference(string? traceId, string? name = null, string? id = null)
{
    public override string ToString() => (id, traceId) switch
    {
        (null, null) => "",
        (null, _) => $" (trace {traceId})",
        (_, null) => $" ({name} {id})",
        _ => $" ({name} {id}, trace {traceId})",
    };
}

/// <summary>How a call ended, as far as it is known, behind the words of a log line.</summary>
internal readonly struct LogOutcome(string? finishReason, long? inputTokens, long? outputTokens)
{
    public override string ToString()
    {
        List<string> known = [];
        if (finishReason is not null)
            known.Add(finishReason);
        if (inputTokens is { } input)
            known.Add($"{input} tokens in");
        if (outputTokens is { } output)
            known.Add(inputTokens is null ? $"{output} tokens out" : $"{output} out");
        return known.Count == 0 ? "" : ": " + string.Join(", ", known);
    }
}
