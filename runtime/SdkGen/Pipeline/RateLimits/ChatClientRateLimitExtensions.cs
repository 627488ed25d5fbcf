using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SdkGen.Hooks;

namespace SdkGen;

/// <summary>Holds requests back until they are allowed.</summary>
public static class ChatClientRateLimitExtensions
{
    /// <summary>The same client, within limits: <c>chat.WithRateLimit(new() { RequestsPerMinute = 60 })</c>. Without limits of its own it keeps those that the service reports.</summary>
    /// <param name="client">The client: any, of this library or not.</param>
    /// <param name="options">The limits; null keeps only those of the service.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit makes no sense.</exception>
    public static IChatClient WithRateLimit(this IChatClient client, RateLimitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        return new HooksChatClient(client, [new RateLimitHook(options)], options?.TimeProvider);
    }

    /// <inheritdoc cref="WithRateLimit(IChatClient, RateLimitOptions?)"/>
    public static IChatClient<TModel> WithRateLimit<TModel>(this IChatClient<TModel> client, RateLimitOptions? options = null)
        where TModel : IModel
    {
        ArgumentNullException.ThrowIfNull(client);
        return new TypedChatClient<TModel>(new HooksChatClient(client, [new RateLimitHook(options)], options?.TimeProvider));
    }

    /// <summary>
    /// Puts <c>WithRateLimit</c> around every chat client of the application. Clients of one account and model share a limit; the state is kept in the registered <see cref="IRateLimitStore"/>,
    /// else in this process.
    /// </summary>
    /// <param name="llm">The application's clients.</param>
    /// <param name="configure">Sets the limits; without it only those of the services are kept.</param>
    public static LlmBuilder AddRateLimit(this LlmBuilder llm, Action<RateLimitOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(llm);
        llm.Services.TryAddSingleton<RateLimitGates>();
        llm.Services.TryAddSingleton<IRateLimitStore>(services => new MemoryRateLimitStore(services.GetService<TimeProvider>()));
        return llm.AddLayer(ChatLayer.RateLimit, (services, client) =>
        {
            var options = new RateLimitOptions { Store = services.GetRequiredService<IRateLimitStore>(), TimeProvider = services.GetService<TimeProvider>() };
            configure?.Invoke(options);
            return new HooksChatClient(client, [new RateLimitHook(options, services.GetRequiredService<RateLimitGates>())], options.TimeProvider);
        });
    }
}
