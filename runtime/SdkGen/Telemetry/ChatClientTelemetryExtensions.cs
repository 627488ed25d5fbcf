using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SdkGen.Telemetry;

namespace SdkGen;

/// <summary>Makes clients tell what they do, by OpenTelemetry's conventions for generative AI.</summary>
public static class ChatClientTelemetryExtensions
{
    /// <summary>The same client, with a span and measurements for each call. Costs next to nothing while nobody listens to <see cref="LlmTelemetry.SourceName"/>.</summary>
    /// <param name="client">The client: any, of this library or not. A call within a recorded call is one of its attempts, and is not recorded again.</param>
    /// <param name="options">What is told; null means the defaults.</param>
    public static IChatClient WithTelemetry(this IChatClient client, TelemetryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        return new TelemetryChatClient(client, options ?? new());
    }

    /// <inheritdoc cref="WithTelemetry(IChatClient, TelemetryOptions?)"/>
    public static IChatClient<TModel> WithTelemetry<TModel>(this IChatClient<TModel> client, TelemetryOptions? options = null)
        where TModel : IModel
    {
        ArgumentNullException.ThrowIfNull(client);
        return new TypedChatClient<TModel>(new TelemetryChatClient(client, options ?? new()));
    }

    /// <summary>Puts <c>WithTelemetry</c> around every chat client of the application, with its loggers and its clock.</summary>
    /// <param name="llm">The application's clients.</param>
    /// <param name="configure">Changes the defaults.</param>
    public static LlmBuilder AddTelemetry(this LlmBuilder llm, Action<TelemetryOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(llm);
        return llm.AddLayer(ChatLayer.Telemetry, (services, client) =>
        {
            var options = new TelemetryOptions { LoggerFactory = services.GetService<ILoggerFactory>(), TimeProvider = services.GetService<TimeProvider>() };
            configure?.Invoke(options);
            return new TelemetryChatClient(client, options);
        });
    }
}
