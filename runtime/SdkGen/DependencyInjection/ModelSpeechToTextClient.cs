using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SdkGen.Transport;

namespace SdkGen;

/// <summary>What <see cref="ISpeechToTextClient{TModel}"/> resolves to.</summary>
/// <remarks>Uses its model only as <c>typeof(TModel)</c>, as <see cref="ModelChatClient{TModel}"/> does.</remarks>
internal class ModelSpeechToTextClient<TModel> : ModelService<ISpeechToTextClient>, ISpeechToTextClient<TModel>
    where TModel : IModel
{
    public ModelSpeechToTextClient(LlmRegistry registry, ProviderConnections connections)
        : this(registry, connections, account: null)
    {
    }

    protected ModelSpeechToTextClient(LlmRegistry registry, ProviderConnections connections, string? account)
        : base(registry, connections, typeof(TModel), account)
    {
    }

    protected override CapabilityClient Kind => CapabilityClient.SpeechToText;

    public Task<SpeechToTextResponse> GetTextAsync(Stream audioSpeechStream, SpeechToTextOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            return Inner.GetTextAsync(audioSpeechStream, options, cancellationToken);
        }
        catch (Exception exception)
        {
            return Task.FromException<SpeechToTextResponse>(exception);
        }
    }

    public IAsyncEnumerable<SpeechToTextResponseUpdate> GetStreamingTextAsync(Stream audioSpeechStream, SpeechToTextOptions? options = null, CancellationToken cancellationToken = default) =>
        Inner.GetStreamingTextAsync(audioSpeechStream, options, cancellationToken);

    protected override ISpeechToTextClient? Create(Dialect dialect, ProviderConnection connection, ModelFacts facts) => dialect.CreateSpeechToTextClient(connection, facts);

    protected override object? GetInnerService(Type serviceType, object? serviceKey) => Inner.GetService(serviceType, serviceKey);

    /// <summary>The same of a named account.</summary>
    internal sealed class OfAccount(LlmRegistry registry, ProviderConnections connections, [ServiceKey] string account)
        : ModelSpeechToTextClient<TModel>(registry, connections, account);
}
