namespace SdkGen.Transport;

/// <summary>What an answer said about the limits of its account and model.</summary>
/// <param name="At">When it came.</param>
public sealed record RateLimitStatus(DateTimeOffset At)
{
    /// <summary>Requests; null where the answer says nothing about them.</summary>
    public RateLimitWindow? Requests { get; init; }

    /// <summary>Tokens, input and output together; null where the answer says nothing about them.</summary>
    public RateLimitWindow? Tokens { get; init; }

    /// <summary>Input tokens, where they have a limit of their own; else null.</summary>
    public RateLimitWindow? InputTokens { get; init; }

    /// <summary>Output tokens, where they have a limit of their own; else null.</summary>
    public RateLimitWindow? OutputTokens { get; init; }
}

/// <summary>One limit as a service reports it.</summary>
/// <param name="Limit">How many there are when nothing is used; null where only the rest is told.</param>
/// <param name="Remaining">How many are left.</param>
/// <param name="ResetsIn">How long until the limit is whole again, counted from the answer; null where that is not told.</param>
public readonly record struct RateLimitWindow(long? Limit, long Remaining, TimeSpan? ResetsIn);
