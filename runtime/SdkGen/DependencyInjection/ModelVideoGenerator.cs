using Microsoft.Extensions.DependencyInjection;
using SdkGen.Transport;

namespace SdkGen;

/// <summary>What <see cref="IVideoGenerator{TModel}"/> resolves to.</summary>
/// <remarks>Uses its model only as <c>typeof(TModel)</c>, as <see cref="ModelChatClient{TModel}"/> does.</remarks>
internal class ModelVideoGenerator<TModel> : ModelService<IVideoGenerator>, IVideoGenerator<TModel>
    where TModel : IModel
{
    public ModelVideoGenerator(LlmRegistry registry, ProviderConnections connections)
        : this(registry, connections, account: null)
    {
    }

    protected ModelVideoGenerator(LlmRegistry registry, ProviderConnections connections, string? account)
        : base(registry, connections, typeof(TModel), account)
    {
    }

    protected override CapabilityClient Kind => CapabilityClient.Videos;

    public Task<VideoGenerationResponse> GenerateAsync(VideoGenerationRequest request, VideoGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            return Inner.GenerateAsync(request, options, cancellationToken);
        }
        catch (Exception exception)
        {
            return Task.FromException<VideoGenerationResponse>(exception);
        }
    }

    protected override IVideoGenerator? Create(Dialect dialect, ProviderConnection connection, ModelFacts facts) => dialect.CreateVideoGenerator(connection, facts);

    protected override object? GetInnerService(Type serviceType, object? serviceKey) => Inner.GetService(serviceType, serviceKey);

    /// <summary>The same of a named account.</summary>
    internal sealed class OfAccount(LlmRegistry registry, ProviderConnections connections, [ServiceKey] string account)
        : ModelVideoGenerator<TModel>(registry, connections, account);
}
