using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SdkGen;

/// <summary>Lets clients try again.</summary>
public static class ChatClientRetryExtensions
{
    /// <summary>The same client, which sends a request again when it failed in a way that passes. A stream is begun again only as long as no content of it was delivered.</summary>
    /// <param name="client">The client. Around one of another library, only its <see cref="HttpRequestException"/>s without a status count: let that library retry its own failures.</param>
    /// <param name="options">When and how often; null means the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is negative.</exception>
    public static IChatClient WithRetry(this IChatClient client, RetryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        return new RetryChatClient(client, (options ?? new()).Validated());
    }

    /// <inheritdoc cref="WithRetry(IChatClient, RetryOptions?)"/>
    public static IChatClient<TModel> WithRetry<TModel>(this IChatClient<TModel> client, RetryOptions? options = null)
        where TModel : IModel => new TypedChatClient<TModel>(((IChatClient)client).WithRetry(options));

    /// <summary>Puts <c>WithRetry</c> around every chat client of the application, with its loggers and its clock.</summary>
    /// <param name="llm">The application's clients.</param>
    /// <param name="configure">Changes the defaults.</param>
    public static LlmBuilder AddRetry(this LlmBuilder llm, Action<RetryOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(llm);
        return llm.AddLayer(ChatLayer.Retry, (services, client) =>
        {
            var options = new RetryOptions { LoggerFactory = services.GetService<ILoggerFactory>(), TimeProvider = services.GetService<TimeProvider>() };
            configure?.Invoke(options);
            return new RetryChatClient(client, options.Validated(), client.GetService<LayerState>());
        });
    }
}
