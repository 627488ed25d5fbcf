using Microsoft.Extensions.DependencyInjection;
using SdkGen.Transport;

namespace SdkGen;

/// <summary>Collects what an application uses of SdkGen: see <c>AddLlm</c>.</summary>
/// <param name="services">Where everything is registered.</param>
public sealed class LlmBuilder(IServiceCollection services)
{
    /// <summary>Where everything is registered.</summary>
    public IServiceCollection Services { get; } = services;

    /// <summary>Adds a provider. Generated methods such as <c>AddOpenAI</c> call it.</summary>
    /// <param name="profile">The provider.</param>
    /// <param name="dialect">The protocol it speaks.</param>
    /// <param name="name">Name of the account (keyed services); null for the default account.</param>
    /// <param name="configure">Has the last word over configuration and environment.</param>
    public LlmBuilder AddProvider(ProviderProfile profile, Dialect dialect, string? name = null, Action<ProviderOptions>? configure = null) => this;
}
