using System.Text.Json.Nodes;

namespace SdkGen.Conformance.Tests.Outcomes;

/// <summary>What the public result types say of an exchange, in the words of <c>expected.json</c>.</summary>
public sealed record Outcome
{
    public string? Text { get; init; }

    public string? Reasoning { get; init; }

    public IReadOnlyList<string> Signatures { get; init; } = [];

    public IReadOnlyList<ToolCallOutcome> ToolCalls { get; init; } = [];

    public string? Refusal { get; init; }

    public IReadOnlyList<(string? Url, string? Title)> Citations { get; init; } = [];

    public string? Finish { get; init; }

    public string? Model { get; init; }

    public string? ResponseId { get; init; }

    public string? RequestId { get; init; }

    public UsageOutcome? Usage { get; init; }

    public ErrorOutcome? Error { get; init; }
}

/// <summary>A call that the client must run. <paramref name="Arguments"/> is <c>{"$raw": text}</c> where it must not.</summary>
public sealed record ToolCallOutcome(string? Id, string Name, JsonNode Arguments, bool IsCustom);

/// <summary>Tokens; null where not reported.</summary>
public sealed record UsageOutcome(long? Input, long? CachedInput, long? CacheWrite, long? Output, long? Reasoning, long? Total);

/// <summary>A failure.</summary>
public sealed record ErrorOutcome(string Kind, string? Message, string? Code, double? RetryAfterSeconds, string? RequestId);
