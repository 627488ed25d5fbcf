namespace SdkGen;

/// <summary>How a provider's health is found out.</summary>
public sealed class LlmHealthOptions
{
    /// <summary>How long a finding holds, so that probes every few seconds do not become requests every few seconds; a minute unless set. A failure is asked about again after a tenth of it.</summary>
    public TimeSpan CacheFor { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long the question may take; ten seconds unless set.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Above that the provider is degraded; null means that slowness is no matter.</summary>
    public TimeSpan? SlowAfter { get; set; }

    /// <summary>
    /// The model that is asked for one token where the provider lists no models; it costs a little. Null unless set: such a provider is then judged by its settings alone.
    /// </summary>
    public string? ProbeModel { get; set; }

    internal void Validate()
    {
        if (CacheFor < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(CacheFor), CacheFor, $"{nameof(LlmHealthOptions)}.{nameof(CacheFor)} is below zero.");
        if (Timeout <= TimeSpan.Zero || Timeout.TotalMilliseconds > int.MaxValue)
            throw new ArgumentOutOfRangeException(nameof(Timeout), Timeout, $"{nameof(LlmHealthOptions)}.{nameof(Timeout)} must be above zero and below 24 days.");
    }
}
