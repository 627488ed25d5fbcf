using Microsoft.Extensions.AI;
using SdkGen.Transport;

namespace SdkGen.Dialects;

/// <summary>What the embedding generators of all dialects share: whom they ask, and the services they hand out.</summary>
/// <param name="connection">Where requests go.</param>
/// <param name="model">The model.</param>
/// <param name="wire">The typed wire client, handed out as a service.</param>
internal abstract class DialectEmbeddingGenerator(ProviderConnection connection, ModelFacts model, object wire) : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly EmbeddingGeneratorMetadata _metadata = new(connection.Profile.TelemetryName ?? connection.Profile.Id, connection.BaseUrl, model.Id);

    protected ProviderProfile Profile => connection.Profile;

    public abstract Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default);

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null)
            return null;
        if (serviceType == typeof(EmbeddingGeneratorMetadata))
            return _metadata;
        if (serviceType == typeof(ModelFacts))
            return model;
        if (serviceType.IsInstanceOfType(this))
            return this;
        return serviceType.IsInstanceOfType(wire) ? wire : null;
    }

    public void Dispose()
    {
        // Connections belong to the factory of HTTP clients.
    }

    /// <summary>The parameters of a request, which may ask another model than the generator's.</summary>
    protected RequestParameters Parameters(EmbeddingGenerationOptions? options) => RequestParameters.Of(connection.Profile, model, options?.ModelId);

    /// <summary>The failure of an answer whose vectors cannot be read: to hand out fewer than were asked for would give them to the wrong texts.</summary>
    protected LlmException Unreadable(int expected, int found, string? requestId) =>
        new(LlmErrorKind.InvalidResponse, $"{connection.Profile.Name} answered {expected} inputs with {found} vectors that can be read.")
        {
            Provider = connection.Profile.Id,
            Model = model.Id,
            RequestId = requestId,
        };
}
