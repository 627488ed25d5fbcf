namespace SdkGen;

/// <summary>Which providers are asked for their models when an application starts.</summary>
public sealed class DiscoveryOptions
{
    /// <summary>The providers, by id or by the name of their configuration section; empty means all that were added and run on a machine of one's own (Ollama, LM Studio, llama.cpp, vLLM).</summary>
    public IList<string> Providers { get; } = [];

    /// <summary>How long one of them may take; two seconds unless set. All are asked at the same time.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(2);

    internal void Validate()
    {
        if (Timeout <= TimeSpan.Zero || Timeout.TotalMilliseconds > int.MaxValue)
            throw new ArgumentOutOfRangeException(nameof(Timeout), Timeout, $"{nameof(DiscoveryOptions)}.{nameof(Timeout)} must be above zero and below 24 days.");
    }
}
