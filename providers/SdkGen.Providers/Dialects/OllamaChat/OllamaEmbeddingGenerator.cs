using Microsoft.Extensions.AI;
using SdkGen.Transport;
using SdkGen.Wire.OllamaChat;

namespace SdkGen.Dialects.OllamaChat;

/// <summary>Makes vectors of texts with <c>POST api/embed</c>.</summary>
internal sealed class OllamaEmbeddingGenerator : DialectEmbeddingGenerator
{
    private readonly OllamaChatWireClient _wire;

    public OllamaEmbeddingGenerator(ProviderConnection connection, ModelFacts model)
        : this(connection, model, new OllamaChatWireClient(connection))
    {
    }

    private OllamaEmbeddingGenerator(ProviderConnection connection, ModelFacts model, OllamaChatWireClient wire)
        : base(connection, model, wire) => _wire = wire;

    public override async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        var parameters = Parameters(options);
        var request = options?.RawRepresentationFactory?.Invoke(this) as OllamaChatEmbedRequest ?? new OllamaChatEmbedRequest();
        request.Model ??= parameters.Facts.Id;
        request.Input ??= [.. values];
        if (request.Input.Count == 0)
            return [];
        request.Dimensions ??= parameters.Allowed("embeddingDimensions", "dimensions", options?.Dimensions);
        request.UnknownMembers = parameters.Members(options?.AdditionalProperties, request.UnknownMembers);

        var response = await _wire.EmbeddingAsync(request, cancellationToken).ConfigureAwait(false);
        var wire = response.Value;
        var vectors = (wire.Embeddings ?? []).Where(vector => vector is not null).Select(Vectors.Of).ToList();
        if (vectors.Count == 0 && wire.Embedding is { Count: > 0 } only)
            vectors.Add(Vectors.Of(only));
        if (vectors.Count < request.Input.Count)
            throw Unreadable(request.Input.Count, vectors.Count, response.RequestId);
        return new GeneratedEmbeddings<Embedding<float>>(vectors.Select(vector => new Embedding<float>(vector) { ModelId = AnswerParts.Text(wire.Model) }))
        {
            Usage = wire.PromptEvalCount is { } input ? new() { InputTokenCount = input } : null,
            AdditionalProperties = AnswerParts.Properties(response.RequestId),
        };
    }
}
