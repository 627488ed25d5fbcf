using Microsoft.Extensions.AI;
using SdkGen.Transport;

namespace SdkGen;

/// <summary>Judges each request for vectors as <see cref="GuardedChatClient"/> judges those of conversations.</summary>
/// <param name="inner">The dialect's generator.</param>
/// <param name="connection">Its account.</param>
/// <param name="model">Its model.</param>
internal sealed class GuardedEmbeddingGenerator(IEmbeddingGenerator<string, Embedding<float>> inner, ProviderConnection connection, ModelFacts model)
    : DelegatingEmbeddingGenerator<string, Embedding<float>>(inner)
{
    private readonly RequestGuard _guard = new(connection, model);

    /// <inheritdoc/>
    public override Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var asked = options is null ? null : new ChatOptions { ModelId = options.ModelId, AdditionalProperties = options.AdditionalProperties };
        IEnumerable<ChatMessage> none = [];
        return _guard.Judge(ref none, asked, streaming: false) is { } refusal
            ? Task.FromException<GeneratedEmbeddings<Embedding<float>>>(refusal)
            : base.GenerateAsync(values, options, cancellationToken);
    }
}
