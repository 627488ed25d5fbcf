using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace SdkGen;

/// <summary>What <see cref="IChatClient{TModel}"/> resolves to: the dialect's client, made when it is first asked something.</summary>
/// <remarks>Uses its model only as <c>typeof(TModel)</c>: anything more has no native code under NativeAOT when the container closes the type.</remarks>
internal class ModelChatClient<TModel> : IChatClient<TModel>
    where TModel : IModel
{
    private readonly ProviderConnections _connections;
    private readonly ProviderAccount _account;
    private readonly ModelFacts _facts;
    private IChatClient? _inner;

    public ModelChatClient(LlmRegistry registry, ProviderConnections connections)
        : this(registry, connections, account: null)
    {
    }

    protected ModelChatClient(LlmRegistry registry, ProviderConnections connections, string? account)
    {
        (_account, _facts) = registry.Find(typeof(TModel), account);
        _connections = connections;
    }

    private IChatClient Inner => _inner ?? Connect();

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            return Inner.GetResponseAsync(messages, options, cancellationToken);
        }
        catch (Exception exception)
        {
            return Task.FromException<ChatResponse>(exception);
        }
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        Inner.GetStreamingResponseAsync(messages, options, cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is null && serviceType == typeof(ModelFacts))
            return _facts;
        return serviceKey is null && serviceType.IsInstanceOfType(this) ? this : Inner.GetService(serviceType, serviceKey);
    }

    public void Dispose()
    {
        // The container owns it and HTTP clients come from the factory: there is nothing to give back.
    }

    private IChatClient Connect()
    {
        CapabilityGuard.NeedOperation(_account.Profile, _facts, "chat", "produce text");
        var client = _account.Dialect.CreateChatClient(_connections.Of(_account).ForModel(_facts.Id), _facts);
        return Interlocked.CompareExchange(ref _inner, client, null) ?? client;
    }

    /// <summary>The same of a named account.</summary>
    internal sealed class OfAccount(LlmRegistry registry, ProviderConnections connections, [ServiceKey] string account)
        : ModelChatClient<TModel>(registry, connections, account);
}
