using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SdkGen.Transport;

namespace SdkGen;

/// <summary>What <see cref="IImageGenerator{TModel}"/> resolves to.</summary>
/// <remarks>Uses its model only as <c>typeof(TModel)</c>, as <see cref="ModelChatClient{TModel}"/> does.</remarks>
internal class ModelImageGenerator<TModel> : ModelService<IImageGenerator>, IImageGenerator<TModel>
    where TModel : IModel
{
    public ModelImageGenerator(LlmRegistry registry, ProviderConnections connections)
        : this(registry, connections, account: null)
    {
    }

    protected ModelImageGenerator(LlmRegistry registry, ProviderConnections connections, string? account)
        : base(registry, connections, typeof(TModel), account)
    {
    }

    protected override CapabilityClient Kind => CapabilityClient.Images;

    public Task<ImageGenerationResponse> GenerateAsync(ImageGenerationRequest request, ImageGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            RefuseOtherModel(options?.ModelId);
            return Inner.GenerateAsync(request, options, cancellationToken);
        }
        catch (Exception exception)
        {
            return Task.FromException<ImageGenerationResponse>(exception);
        }
    }

    protected override IImageGenerator? Create(Dialect dialect, ProviderConnection connection, ModelFacts facts) =>
        dialect.CreateImageGenerator(connection, facts) is { } generator ? new GuardedImageGenerator(generator, connection, facts) : null;

    protected override object? GetInnerService(Type serviceType, object? serviceKey) => Inner.GetService(serviceType, serviceKey);

    /// <summary>The same of a named account.</summary>
    internal sealed class OfAccount(LlmRegistry registry, ProviderConnections connections, [ServiceKey] string account)
        : ModelImageGenerator<TModel>(registry, connections, account);
}
