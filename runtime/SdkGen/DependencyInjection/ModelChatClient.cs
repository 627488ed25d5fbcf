using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SdkGen.Transport;

namespace SdkGen;

/// <summary>What <see cref="IChatClient{TModel}"/> resolves to.</summary>
/// <remarks>Uses its model only as <c>typeof(TModel)</c>: anything more has no native code under NativeAOT when the container closes the type.</remarks>
internal class ModelChatClient<TModel> : ModelService<IChatClient>, IChatClient<TModel>
    where TModel : IModel
{
    public ModelChatClient(LlmRegistry registry, ProviderConnections connections)
        : this(registry, connections, account: null)
    {
    }

    protected ModelChatClient(LlmRegistry registry, ProviderConnections connections, string? account)
        : base(registry, connections, typeof(TModel), account)
    {
    }

    protected override CapabilityClient Kind => CapabilityClient.Chat;

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

    protected override IChatClient? Create(Dialect dialect, ProviderConnection connection, ModelFacts facts) => dialect.CreateChatClient(connection, facts);

    protected override IChatClient Wrap(IChatClient client, IReadOnlyList<IChatClient> backups, ModelFacts facts, ProviderOptions account)
    {
        if (backups.Count == 0)
            return Registry.Layers.Wrap(Services, WithDefaults(client, facts));
        account.Failover.TimeProvider ??= Services.GetService<TimeProvider>();
        account.Failover.LoggerFactory ??= Services.GetService<ILoggerFactory>();
        return Registry.Layers.Wrap(Services, backups.Prepend(client).Select(member => WithDefaults(member, facts)), account.Failover);
    }

    private IChatClient WithDefaults(IChatClient client, ModelFacts facts) => Registry.DefaultsOf(facts) is { } defaults ? new DefaultOptionsChatClient(client, defaults) : client;

    protected override object? GetInnerService(Type serviceType, object? serviceKey) => Inner.GetService(serviceType, serviceKey);

    /// <summary>The same of a named account.</summary>
    internal sealed class OfAccount(LlmRegistry registry, ProviderConnections connections, [ServiceKey] string account)
        : ModelChatClient<TModel>(registry, connections, account);
}
