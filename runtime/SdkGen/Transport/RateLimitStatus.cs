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

    /// <summary>What is left of the limit of which least is left, as a share of it; null where all of them are whole again, or none says.</summary>
    internal double? ShareLeft(DateTimeOffset now)
    {
        double? least = null;
        foreach (var window in (ReadOnlySpan<RateLimitWindow?>)[Requests, Tokens, InputTokens, OutputTokens])
        {
            if (window is { } read && !(At + read.ResetsIn <= now))
                least = Math.Min(least ?? double.PositiveInfinity, read.Limit > 0 ? (double)read.Remaining / read.Limit.Value : read.Remaining == 0 ? 0 : 1);
        }

        return least;
    }
}

/// <summary>One limit as a service reports it.</summary>
/// <param name="Limit">How many there are when nothing is used; null where only the rest is told.</param>
/// <param name="Remaining">How many are left.</param>
/// <param name="ResetsIn">How long until the limit is whole again, counted from the answer; null where that is not told.</param>
public readonly record struct RateLimitWindow(long? Limit, long Remaining, TimeSpan? ResetsIn);
