using System.Threading.RateLimiting;
using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>How many requests leave, and how long the others wait. Each model of each account has limits of its own.</summary>
public sealed class RateLimitOptions
{
    /// <summary>Requests per minute to one model; null (the default) does not limit them.</summary>
    public int? RequestsPerMinute { get; set; }

    /// <summary>
    /// Tokens per minute of one model, input and output together; null (the default) does not limit them. Before a request an estimate is taken, of its input and of the output that it allows;
    /// afterwards the estimate is replaced by what was used.
    /// </summary>
    public long? TokensPerMinute { get; set; }

    /// <summary>Limits of single models, by their id on the wire, in the place of the two above.</summary>
    public IDictionary<string, RateLimit> Models { get; } = new Dictionary<string, RateLimit>(StringComparer.Ordinal);

    /// <summary>Requests to one model under way at the same time, in this process; a stream is until it has ended. Null (the default) does not limit them.</summary>
    public int? MaxConcurrency { get; set; }

    /// <summary>The longest wait; one minute unless set. A request that would have to wait longer fails at once with <see cref="LlmErrorKind.RateLimited"/>, and nothing is sent.</summary>
    public TimeSpan MaxWait { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Most requests that wait for one model, in this process; 1,000 unless set. The next one fails at once.</summary>
    public int MaxQueue { get; set; } = 1000;

    /// <summary>Whether the limits that the service reports in its headers are kept too, and nothing is sent for as long as a refusal asks to stay away; yes unless set.</summary>
    public bool FollowsService { get; set; } = true;

    /// <summary>Estimates the tokens of a request, output included; null takes the input's estimate and <see cref="ChatOptions.MaxOutputTokens"/>.</summary>
    public Func<IReadOnlyList<ChatMessage>, ChatOptions?, long>? EstimateTokens { get; set; }

    /// <summary>A limiter of the application's own, asked for one permit for each request before anything else. Nobody disposes it. Null where there is none.</summary>
    public RateLimiter? Limiter { get; set; }

    /// <summary>Names what shares a limit, before the model's id; null means the account, or of a foreign client its address.</summary>
    public string? Key { get; set; }

    /// <summary>Where the state of the limits is kept; null means in this process: with <c>AddRateLimit</c> one for all clients, else one for each client.</summary>
    public IRateLimitStore? Store { get; set; }

    /// <summary>The clock; null means the application's, else the system's.</summary>
    public TimeProvider? TimeProvider { get; set; }

    internal RateLimit Of(string? model) => model is not null && Models.TryGetValue(model, out var own) ? own : new RateLimit(RequestsPerMinute, TokensPerMinute);

    internal void Validate()
    {
        foreach (var limit in Models.Values.Append(Of(null)))
        {
            Positive(limit.RequestsPerMinute, nameof(RequestsPerMinute));
            Positive(limit.TokensPerMinute, nameof(TokensPerMinute));
        }

        Positive(MaxConcurrency, nameof(MaxConcurrency));
        ArgumentOutOfRangeException.ThrowIfNegative(MaxQueue);
        if (MaxWait < TimeSpan.Zero || MaxWait.TotalMilliseconds > int.MaxValue)
            throw new ArgumentOutOfRangeException(nameof(MaxWait), MaxWait, "The longest wait is between zero and 24 days.");
    }

    private static void Positive(long? value, string name)
    {
        if (value <= 0)
            throw new ArgumentOutOfRangeException(name, value, "A limit is above zero; null does not limit.");
    }
}
