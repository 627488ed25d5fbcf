using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SdkGen;

/// <summary>Finds out what models there are.</summary>
public static class LlmBuilderDiscoveryExtensions
{
    /// <summary>
    /// Asks Ollama, LM Studio, llama.cpp and vLLM, as far as they were added, for their models when the application's host starts, beside its other work: <see cref="ModelRegistry"/> then knows them.
    /// Without a host, <see cref="ModelRegistry.DiscoverAsync"/> does the same.
    /// </summary>
    /// <param name="llm">The application.</param>
    /// <param name="configure">Names other providers, or another limit of time.</param>
    public static LlmBuilder AddDiscovery(this LlmBuilder llm, Action<DiscoveryOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(llm);
        var options = new DiscoveryOptions();
        configure?.Invoke(options);
        options.Validate();
        llm.Services.AddSingleton<IHostedService>(services => new DiscoveryService(services.GetRequiredService<ModelRegistry>(), options, services.GetService<ILogger<DiscoveryService>>()));
        return llm;
    }
}
