using Microsoft.Extensions.AI;
using SdkGen.Transport;

namespace SdkGen;

/// <summary>The client of a model that is known by its id.</summary>
internal sealed class RegisteredChatClient(LlmRegistry registry, ProviderConnections connections, (ProviderAccount Account, ModelFacts Facts) found)
    : ModelService<IChatClient>(registry, connections, found), IChatClient
{
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

    protected override IChatClient? Create(Dialect dialect, ProviderConnection connection, ModelFacts facts) =>
        dialect.CreateChatClient(connection, facts) is { } client ? GuardedChatClient.Around(client, connection, facts) : null;

    protected override IChatClient Wrap(IChatClient client, IReadOnlyList<IChatClient> backups, ModelFacts facts, ProviderOptions account) =>
        Registry.Wrap(Services, client, backups, facts, account);

    protected override object? GetInnerService(Type serviceType, object? serviceKey) => Inner.GetService(serviceType, serviceKey);
}
