using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace SdkGen;

/// <summary>Limits how long clients wait.</summary>
public static class ChatClientTimeoutExtensions
{
    /// <summary>The same client, whose calls end with <see cref="LlmErrorKind.Timeout"/> or <see cref="LlmErrorKind.Stalled"/> when they take too long. The message names the limit.</summary>
    /// <param name="client">The client: any that heeds its cancellation token.</param>
    /// <param name="options">The limits; null means the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit is not above zero.</exception>
    public static IChatClient WithTimeouts(this IChatClient client, TimeoutOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        return new TimeoutChatClient(client, (options ?? new()).Validated());
    }

    /// <inheritdoc cref="WithTimeouts(IChatClient, TimeoutOptions?)"/>
    public static IChatClient<TModel> WithTimeouts<TModel>(this IChatClient<TModel> client, TimeoutOptions? options = null)
        where TModel : IModel => new TypedChatClient<TModel>(((IChatClient)client).WithTimeouts(options));

    /// <summary>Puts <c>WithTimeouts</c> around every chat client of the application: each attempt of a retry has the whole time.</summary>
    /// <param name="llm">The application's clients.</param>
    /// <param name="configure">Changes the defaults.</param>
    public static LlmBuilder AddTimeouts(this LlmBuilder llm, Action<TimeoutOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(llm);
        return llm.AddLayer(ChatLayer.Timeout, (services, client) =>
        {
            var options = new TimeoutOptions { TimeProvider = services.GetService<TimeProvider>() };
            configure?.Invoke(options);
            return client.WithTimeouts(options);
        });
    }
}
