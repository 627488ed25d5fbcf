using Microsoft.Extensions.AI;
using SdkGen.Transport;

namespace SdkGen.Dialects;

/// <summary>What the chat clients of all dialects share: whom they ask, and the services they hand out.</summary>
/// <param name="dialect">Makes the model's other clients.</param>
/// <param name="connection">Where requests go.</param>
/// <param name="model">The model.</param>
/// <param name="wire">The typed wire client, handed out as a service.</param>
internal abstract class DialectChatClient(Dialect dialect, ProviderConnection connection, ModelFacts model, object wire) : IChatClient
{
    private readonly ChatClientMetadata _metadata = new(connection.Profile.TelemetryName ?? connection.Profile.Id, connection.BaseUrl, model.Id);

    /// <summary>Whose answers come from here, and go back to it.</summary>
    protected abstract ReasoningOrigin Origin { get; }

    /// <summary>The service counts tokens. Where it does not, the client is no <see cref="ITokenCounter"/>, whatever the protocol has.</summary>
    protected virtual bool CountsTokens => true;

    public abstract Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default);

    public abstract IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>The conversation as the service can have it: without what is another's alone, and with the calls that the caller has carried out as calls.</summary>
    protected IReadOnlyList<ChatMessage> Own(IEnumerable<ChatMessage> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return CarriedOutCalls.Restore(Origin.Own(messages as IReadOnlyList<ChatMessage> ?? [.. messages]));
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null)
            return null;
        if (serviceType == typeof(ChatClientMetadata))
            return _metadata;
        if (serviceType == typeof(ModelFacts))
            return model;
        if (serviceType == typeof(RateLimitMonitor))
            return connection.RateLimits;
        if (serviceType == typeof(LayerState))
            return connection.State;
        if (serviceType.IsInstanceOfType(this))
            return serviceType == typeof(ITokenCounter) && !CountsTokens ? null : this;
        if (serviceType.IsInstanceOfType(wire))
            return wire;
        if (serviceType == typeof(IImageGenerator))
            return dialect.CreateImageGenerator(connection, model);
        if (serviceType == typeof(IEmbeddingGenerator<string, Embedding<float>>))
            return dialect.CreateEmbeddingGenerator(connection, model);
        return serviceType == typeof(IModelList) ? dialect.CreateModelList(connection) : null;
    }

    public void Dispose()
    {
        // Connections belong to the factory of HTTP clients.
    }
}
