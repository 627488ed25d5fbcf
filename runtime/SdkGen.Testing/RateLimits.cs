namespace SdkGen.Testing;

/// <summary>Limits per minute, as the service reports them in the headers of its answers.</summary>
/// <param name="Requests">Requests per minute.</param>
/// <param name="Tokens">Tokens per minute.</param>
public sealed record RateLimits(int Requests = 10_000, int Tokens = 2_000_000)
{
    /// <summary>Requests left; null means one less than <see cref="Requests"/>.</summary>
    public int? RemainingRequests { get; init; }

    /// <summary>Tokens left; null means the limit less the request's own.</summary>
    public int? RemainingTokens { get; init; }

    /// <summary>Until the request limit is whole again.</summary>
    public TimeSpan ResetRequests { get; init; } = TimeSpan.FromMilliseconds(6);

    /// <summary>Until the token limit is whole again.</summary>
    public TimeSpan ResetTokens { get; init; } = TimeSpan.Zero;
}
