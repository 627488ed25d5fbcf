using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace SdkGen;

/// <summary>What <see cref="IImageGenerator{TModel}"/> resolves to: the dialect's generator, made when it is first asked for an image.</summary>
/// <remarks>Uses its model only as <c>typeof(TModel)</c>, as <see cref="ModelChatClient{TModel}"/> does.</remarks>
internal class ModelImageGenerator<TModel> : IImageGenerator<TModel>
    where TModel : IModel
{
    private readonly ProviderConnections _connections;
    private readonly ProviderAccount _account;
    private readonly ModelFacts _facts;
    private IImageGenerator? _inner;

    public ModelImageGenerator(LlmRegistry registry, ProviderConnections connections)
        : this(registry, connections, account: null)
    {
    }

    protected ModelImageGenerator(LlmRegistry registry, ProviderConnections connections, string? account)
    {
        (_account, _facts) = registry.Find(typeof(TModel), account);
        _connections = connections;
    }

    private IImageGenerator Inner => _inner ?? Connect();

    public Task<ImageGenerationResponse> GenerateAsync(ImageGenerationRequest request, ImageGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            return Inner.GenerateAsync(request, options, cancellationToken);
        }
        catch (Exception exception)
        {
            return Task.FromException<ImageGenerationResponse>(exception);
        }
    }

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

    private IImageGenerator Connect()
    {
        CapabilityGuard.NeedOperation(_account.Profile, _facts, "image", "produce images");
        var generator = _account.Dialect.CreateImageGenerator(_connections.Of(_account).ForModel(_facts.Id), _facts);
        return Interlocked.CompareExchange(ref _inner, generator, null) ?? generator;
    }

    /// <summary>The same of a named account.</summary>
    internal sealed class OfAccount(LlmRegistry registry, ProviderConnections connections, [ServiceKey] string account)
        : ModelImageGenerator<TModel>(registry, connections, account);
}
