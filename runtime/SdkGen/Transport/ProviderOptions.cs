namespace SdkGen.Transport;

/// <summary>One account at a provider. Bound from the section <c>Llm:{Provider}</c>; what it leaves open comes from the provider's environment variables.</summary>
public sealed class ProviderOptions
{
    /// <summary>The API key. Never written to logs or messages.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Where requests go; null means the provider's own address.</summary>
    public string? BaseUrl { get; set; }

    /// <summary>The organisation that pays, where the provider knows organisations.</summary>
    public string? Organization { get; set; }

    /// <summary>The project, where the provider knows projects.</summary>
    public string? Project { get; set; }
}
