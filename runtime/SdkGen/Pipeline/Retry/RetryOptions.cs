using Microsoft.Extensions.Logging;

namespace SdkGen;

/// <summary>When and how often a failed request is sent again.</summary>
/// <remarks>
/// Sent again is what the provider's error map calls retryable (<see cref="LlmException.IsRetryable"/>): rate limits, overload, failures of the service, timeouts, broken connections.
/// Not sent again is what has delivered content: the caller has it already. This is the one place that retries: nothing below it does.
/// </remarks>
public sealed class RetryOptions
{
    /// <summary>Most retries of one call; 3 unless set, so that there are 4 attempts at most.</summary>
    public int MaxRetries { get; set; } = 3;

    /// <summary>What the first wait is chosen around; 500 ms unless set. Each further one is twice as long, all of them with jitter.</summary>
    public TimeSpan BaseDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait of one's own; 30 seconds unless set.</summary>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest wait that a service may ask for; one minute unless set. Where it asks for more, the call fails at once and the exception says how long (<see cref="LlmException.RetryAfter"/>).</summary>
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The share of requests that may be retries once the first <see cref="RetryReserve"/> are spent; 0.2 unless set. When a service is down, retries would otherwise multiply
    /// its load, and one's own.
    /// </summary>
    public double RetryShare { get; set; } = 0.2;

    /// <summary>How many retries a client may make before it has to earn them by requests; 10 unless set.</summary>
    public int RetryReserve { get; set; } = 10;

    /// <summary>The clock of all waits; null means the system's.</summary>
    public TimeProvider? TimeProvider { get; set; }

    /// <summary>Where retries are logged; null means nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    internal RetryOptions Validated()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(MaxRetries);
        ArgumentOutOfRangeException.ThrowIfLessThan(BaseDelay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxDelay, BaseDelay);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxRetryAfter, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegative(RetryShare);
        ArgumentOutOfRangeException.ThrowIfNegative(RetryReserve);
        return this;
    }
}
