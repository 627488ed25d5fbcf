namespace SdkGen.Testing;

/// <summary>One answer of a script: a <see cref="ChatReply"/>, a <see cref="ChatFailure"/> or a <see cref="RawAnswer"/>.</summary>
public abstract record ChatAnswer
{
    private protected ChatAnswer()
    {
    }

    /// <summary>How its bytes travel; whole unless said otherwise.</summary>
    public Delivery Delivery { get; init; } = Delivery.Whole;
}

/// <summary>An answer as a model gives it. Sent whole or as a stream, as the request asks.</summary>
public sealed record ChatReply : ChatAnswer
{
    /// <summary>The text; null where there is none.</summary>
    public string? Text { get; init; }

    /// <summary>What the model thinks before it answers, in dialects that tell it; signed where the service signs it. Null where it tells nothing.</summary>
    public string? Reasoning { get; init; }

    /// <summary>How a stream cuts <see cref="Text"/>; null cuts after each word.</summary>
    public IReadOnlyList<string>? TextPieces { get; init; }

    /// <summary>The text with which the model declines; null where it does not.</summary>
    public string? Refusal { get; init; }

    /// <summary>Calls of the request's tools.</summary>
    public IReadOnlyList<ScriptedToolCall> ToolCalls { get; init; } = [];

    /// <summary>The reason in the service's word; null means <c>tool_calls</c> with tool calls, else <c>stop</c>.</summary>
    public string? FinishReason { get; init; }

    /// <summary>The tokens used; null means an estimate, four characters to a token.</summary>
    public TokenCounts? Usage { get; init; }

    /// <summary>The model that answers; null means the one asked for.</summary>
    public string? Model { get; init; }

    /// <summary>The stream never ends: its last piece of text comes again and again until the client leaves. A request without a stream gets the text once.</summary>
    public bool Endless { get; init; }
}

/// <summary>An error as the service reports it.</summary>
/// <param name="Status">The HTTP status.</param>
public sealed record ChatFailure(int Status) : ChatAnswer
{
    /// <summary>The error's <c>code</c>; null means what the service usually sends with the status.</summary>
    public string? Code { get; init; }

    /// <summary>The error's <c>type</c>; null means what the service usually sends with the status.</summary>
    public string? Type { get; init; }

    /// <summary>The sentence for people; null means one that fits the status.</summary>
    public string? Message { get; init; }

    /// <summary>When to come back, sent as <c>retry-after</c> and <c>retry-after-ms</c>; null sends neither.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Text that is streamed before the error, which then comes as an event of a stream with status 200. Null, and a request without a stream, fail at once.</summary>
    public string? AfterText { get; init; }
}

/// <summary>An answer to the byte: for recorded bodies, redirects, and what a proxy may put in a service's place.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body's bytes.</param>
public sealed record RawAnswer(int Status, ReadOnlyMemory<byte> Body) : ChatAnswer
{
    /// <summary>The headers. <c>Content-Length</c>, <c>Transfer-Encoding</c> and <c>Connection</c> are the server's own affair and are left out.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}
