using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SdkGen.Transport;

namespace SdkGen;

/// <summary>What <see cref="IRealtimeClient{TModel}"/> resolves to.</summary>
/// <remarks>Uses its model only as <c>typeof(TModel)</c>, as <see cref="ModelChatClient{TModel}"/> does.</remarks>
internal class ModelRealtimeClient<TModel> : ModelService<IRealtimeClient>, IRealtimeClient<TModel>
    where TModel : IModel
{
    public ModelRealtimeClient(LlmRegistry registry, ProviderConnections connections)
        : this(registry, connections, account: null)
    {
    }

    protected ModelRealtimeClient(LlmRegistry registry, ProviderConnections connections, string? account)
        : base(registry, connections, typeof(TModel), account)
    {
    }

    protected override CapabilityClient Kind => CapabilityClient.Realtime;

    public Task<IRealtimeClientSession> CreateSessionAsync(RealtimeSessionOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            return Inner.CreateSessionAsync(options, cancellationToken);
        }
        catch (Exception exception)
        {
            return Task.FromException<IRealtimeClientSession>(exception);
        }
    }

    protected override IRealtimeClient? Create(Dialect dialect, ProviderConnection connection, ModelFacts facts) => dialect.CreateRealtimeClient(connection, facts);

    protected override object? GetInnerService(Type serviceType, object? serviceKey) => Inner.GetService(serviceType, serviceKey);

    /// <summary>The same of a named account.</summary>
    internal sealed class OfAccount(LlmRegistry registry, ProviderConnections connections, [ServiceKey] string account)
        : ModelRealtimeClient<TModel>(registry, connections, account);
}
