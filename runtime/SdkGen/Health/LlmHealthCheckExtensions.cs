using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SdkGen;

/// <summary>Adds health checks of providers.</summary>
public static class LlmHealthCheckExtensions
{
    /// <summary>
    /// Adds a check for every account that <c>AddLlm</c> has added so far: <c>services.AddHealthChecks().AddLlm()</c>. It is named <c>llm:openai</c>, <c>llm:openai:account2</c>, and tagged <c>llm</c>.
    /// </summary>
    /// <param name="builder">The application's health checks.</param>
    /// <param name="provider">The provider's id or the name of its configuration section, with <c>:account</c> for a named account; null means all.</param>
    /// <param name="configure">Sets what is asked and how long a finding holds.</param>
    /// <param name="failureStatus">What a provider is that does not answer; null means unhealthy.</param>
    /// <remarks>
    /// The provider is asked for its list of models, which costs nothing. Its data are <c>provider</c>, <c>question</c> (<c>models</c>, <c>token</c> or <c>settings</c>), <c>latencyMs</c>, <c>models</c> (how many
    /// the first page has) and, of a failure, <c>kind</c> (an <see cref="LlmErrorKind"/>) and <c>retryAfterMs</c>. Where answers say what is left of the account's limits, <c>remainingRequests</c>,
    /// <c>limitRequests</c>, <c>resetRequestsMs</c> and the same for <c>Tokens</c>, <c>InputTokens</c> and <c>OutputTokens</c>, of the model in <c>limitsModel</c> that has least left. A provider that limits the account, or is overloaded, is degraded.
    /// </remarks>
    /// <exception cref="InvalidOperationException">No such provider was added.</exception>
    public static IHealthChecksBuilder AddLlm(this IHealthChecksBuilder builder, string? provider = null, Action<LlmHealthOptions>? configure = null, HealthStatus? failureStatus = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = new LlmHealthOptions();
        configure?.Invoke(options);
        options.Validate();
        var registry = builder.Services.FirstOrDefault(service => !service.IsKeyedService && service.ServiceType == typeof(LlmRegistry))?.ImplementationInstance as LlmRegistry;
        var accounts = registry?.Accounts.Where(account => provider is null || account.IsCalled(provider)).ToArray() ?? [];
        if (accounts.Length == 0)
            throw new InvalidOperationException(provider is null ? "No provider was added: call AddLlm before AddHealthChecks().AddLlm()." : $"No provider '{provider}' was added.{NameAdvice.Sentence(provider, registry?.Accounts.Select(account => account.Key) ?? [])}");
        foreach (var account in accounts)
        {
            // One for the container, because it remembers what it has found.
            var name = "llm:" + account.Key;
            builder.Services.AddKeyedSingleton(name, (services, _) => new LlmHealthCheck(
                account, services.GetRequiredService<ProviderConnections>(), options, services.GetService<TimeProvider>() ?? TimeProvider.System));
            builder.Add(new HealthCheckRegistration(name, services => services.GetRequiredKeyedService<LlmHealthCheck>(name), failureStatus, ["llm"]));
        }

        return builder;
    }
}
