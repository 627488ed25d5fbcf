using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SdkGen;

/// <summary>Lets clients do without streams where these do not come through.</summary>
public static class ChatClientStreamFallbackExtensions
{
    /// <summary>The same client, whose streams come in one piece where a proxy holds them back or a gateway refuses them. Needs a limit of time to notice silence: see <c>WithTimeouts</c>.</summary>
    /// <param name="client">The client.</param>
    /// <param name="options">For how long that is remembered; null means the defaults.</param>
    public static IChatClient WithStreamFallback(this IChatClient client, StreamFallbackOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        return new StreamFallbackChatClient(client, (options ?? new()).Validated());
    }

    /// <inheritdoc cref="WithStreamFallback(IChatClient, StreamFallbackOptions?)"/>
    public static IChatClient<TModel> WithStreamFallback<TModel>(this IChatClient<TModel> client, StreamFallbackOptions? options = null)
        where TModel : IModel => new TypedChatClient<TModel>(((IChatClient)client).WithStreamFallback(options));

    /// <summary>Puts <c>WithStreamFallback</c> around every chat client of the application, with its loggers and its clock.</summary>
    /// <param name="llm">The application's clients.</param>
    /// <param name="configure">Changes the defaults.</param>
    public static LlmBuilder AddStreamFallback(this LlmBuilder llm, Action<StreamFallbackOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(llm);
        return llm.AddLayer(ChatLayer.Transport, (services, client) =>
        {
            var options = new StreamFallbackOptions { LoggerFactory = services.GetService<ILoggerFactory>(), TimeProvider = services.GetService<TimeProvider>() };
            configure?.Invoke(options);
            return new StreamFallbackChatClient(client, options.Validated(), client.GetService<LayerState>());
        });
    }
}
