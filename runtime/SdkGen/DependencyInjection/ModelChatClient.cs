using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SdkGen.Transport;

namespace SdkGen;

/// <summary>What <see cref="IChatClient{TModel}"/> resolves to.</summary>
/// <remarks>Uses its model only as <c>typeof(TModel)</c>: anything more has no native code under NativeAOT when the container closes the type.</remarks>
internal class ModelChatClient<TModel> : ModelService<IChatClient>, IChatClient<TModel>
    where TModel : IModel
{
    private Type? _ownOptions;

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
            if (!IsOwn(options))
                JudgeOptions(options);
            return Inner.GetResponseAsync(messages, options, cancellationToken);
        }
        catch (Exception exception)
        {
            return Task.FromException<ChatResponse>(exception);
        }
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (!IsOwn(options))
            JudgeOptions(options);
        return Inner.GetStreamingResponseAsync(messages, options, cancellationToken);
    }

    protected override IChatClient? Create(Dialect dialect, ProviderConnection connection, ModelFacts facts) =>
        dialect.CreateChatClient(connection, facts) is { } client ? GuardedChatClient.Around(client, connection, facts) : null;

    protected override IChatClient Wrap(IChatClient client, IReadOnlyList<IChatClient> backups, ModelFacts facts, ProviderOptions account) =>
        Registry.Wrap(Services, client, backups, facts, account);

    protected override object? GetInnerService(Type serviceType, object? serviceKey) => Inner.GetService(serviceType, serviceKey);

    /// <summary>Whether options are as good for this model as for any, or were found to be its own before.</summary>
    private bool IsOwn(ChatOptions? options) => options is null || (options.ModelId is null && (options is not ModelOptions || options.GetType() == _ownOptions));

    /// <exception cref="UnsupportedCapabilityException">The options are those of another model, or send the request to one.</exception>
    private void JudgeOptions(ChatOptions? options)
    {
        if (options is ModelOptions own && own.GetType() is var type && type != _ownOptions)
        {
            if (type.DeclaringType is { } owner && owner != typeof(TModel) && typeof(IModel).IsAssignableFrom(owner))
                throw CapabilityGuard.OtherOptions(Facts.Id, own, $"{CapabilityGuard.NameOf(Facts)}.Options");
            _ownOptions = type;
        }

        RefuseOtherModel(options?.ModelId);
    }

    /// <summary>The same of a named account.</summary>
    internal sealed class OfAccount(LlmRegistry registry, ProviderConnections connections, [ServiceKey] string account)
        : ModelChatClient<TModel>(registry, connections, account);
}
