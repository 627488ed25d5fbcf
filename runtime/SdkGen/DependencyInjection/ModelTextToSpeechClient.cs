using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SdkGen.Transport;

namespace SdkGen;

/// <summary>What <see cref="ITextToSpeechClient{TModel}"/> resolves to.</summary>
/// <remarks>Uses its model only as <c>typeof(TModel)</c>, as <see cref="ModelChatClient{TModel}"/> does.</remarks>
internal class ModelTextToSpeechClient<TModel> : ModelService<ITextToSpeechClient>, ITextToSpeechClient<TModel>
    where TModel : IModel
{
    public ModelTextToSpeechClient(LlmRegistry registry, ProviderConnections connections)
        : this(registry, connections, account: null)
    {
    }

    protected ModelTextToSpeechClient(LlmRegistry registry, ProviderConnections connections, string? account)
        : base(registry, connections, typeof(TModel), account)
    {
    }

    protected override CapabilityClient Kind => CapabilityClient.TextToSpeech;

    public Task<TextToSpeechResponse> GetAudioAsync(string text, TextToSpeechOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            return Inner.GetAudioAsync(text, options, cancellationToken);
        }
        catch (Exception exception)
        {
            return Task.FromException<TextToSpeechResponse>(exception);
        }
    }

    public IAsyncEnumerable<TextToSpeechResponseUpdate> GetStreamingAudioAsync(string text, TextToSpeechOptions? options = null, CancellationToken cancellationToken = default) =>
        Inner.GetStreamingAudioAsync(text, options, cancellationToken);

    protected override ITextToSpeechClient? Create(Dialect dialect, ProviderConnection connection, ModelFacts facts) => dialect.CreateTextToSpeechClient(connection, facts);

    protected override object? GetInnerService(Type serviceType, object? serviceKey) => Inner.GetService(serviceType, serviceKey);

    /// <summary>The same of a named account.</summary>
    internal sealed class OfAccount(LlmRegistry registry, ProviderConnections connections, [ServiceKey] string account)
        : ModelTextToSpeechClient<TModel>(registry, connections, account);
}
