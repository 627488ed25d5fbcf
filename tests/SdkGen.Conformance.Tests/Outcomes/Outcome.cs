using System.Text.Json.Nodes;

namespace SdkGen.Conformance.Tests.Outcomes;

/// <summary>What the public result types say of an exchange, in the words of <c>expected.json</c>.</summary>
public sealed record Outcome
{
    public string? Text { get; init; }

    public string? Reasoning { get; init; }

    public IReadOnlyList<string> Signatures { get; init; } = [];

    public IReadOnlyList<ToolCallOutcome> ToolCalls { get; init; } = [];

    /// <summary>Calls that the provider ran itself: the names, or where a content type says what it is, that type's.</summary>
    public IReadOnlyList<string> ServerToolCalls { get; init; } = [];

    public string? Refusal { get; init; }

    public IReadOnlyList<(string? Url, string? Title)> Citations { get; init; } = [];

    public string? Finish { get; init; }

    public string? Model { get; init; }

    public string? ResponseId { get; init; }

    public string? RequestId { get; init; }

    public UsageOutcome? Usage { get; init; }

    public ErrorOutcome? Error { get; init; }

    /// <summary>Vectors, in their order.</summary>
    public IReadOnlyList<ReadOnlyMemory<float>>? Embeddings { get; init; }

    /// <summary>Ids of models, in their order.</summary>
    public IReadOnlyList<string>? Models { get; init; }

    public string? NextPage { get; init; }

    public long? CountTokens { get; init; }
}

/// <summary>A call that the client must run. <paramref name="Arguments"/> is <c>{"$raw": text}</c> where it must not.</summary>
public sealed record ToolCallOutcome(string? Id, string Name, JsonNode Arguments, bool IsCustom);

/// <summary>Tokens; null where not reported.</summary>
public sealed record UsageOutcome(long? Input, long? CachedInput, long? CacheWrite, long? Output, long? Reasoning, long? Total);

/// <summary>A failure.</summary>
public sealed record ErrorOutcome(string Kind, string? Message, string? Code, double? RetryAfterSeconds, string? RequestId);
