using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SdkGen.Transport;

namespace SdkGen;

/// <summary>What <see cref="IEmbeddingGenerator{TModel}"/> resolves to.</summary>
/// <remarks>Uses its model only as <c>typeof(TModel)</c>, as <see cref="ModelChatClient{TModel}"/> does.</remarks>
internal class ModelEmbeddingGenerator<TModel> : ModelService<IEmbeddingGenerator<string, Embedding<float>>>, IEmbeddingGenerator<TModel>
    where TModel : IModel
{
    public ModelEmbeddingGenerator(LlmRegistry registry, ProviderConnections connections)
        : this(registry, connections, account: null)
    {
    }

    protected ModelEmbeddingGenerator(LlmRegistry registry, ProviderConnections connections, string? account)
        : base(registry, connections, typeof(TModel), account)
    {
    }

    protected override CapabilityClient Kind => CapabilityClient.Embeddings;

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            RefuseOtherModel(options?.ModelId);
            return Inner.GenerateAsync(values, options, cancellationToken);
        }
        catch (Exception exception)
        {
            return Task.FromException<GeneratedEmbeddings<Embedding<float>>>(exception);
        }
    }

    protected override IEmbeddingGenerator<string, Embedding<float>>? Create(Dialect dialect, ProviderConnection connection, ModelFacts facts) =>
        dialect.CreateEmbeddingGenerator(connection, facts) is { } generator ? new GuardedEmbeddingGenerator(generator, connection, facts) : null;

    protected override object? GetInnerService(Type serviceType, object? serviceKey) => Inner.GetService(serviceType, serviceKey);

    /// <summary>The same of a named account.</summary>
    internal sealed class OfAccount(LlmRegistry registry, ProviderConnections connections, [ServiceKey] string account)
        : ModelEmbeddingGenerator<TModel>(registry, connections, account);
}
