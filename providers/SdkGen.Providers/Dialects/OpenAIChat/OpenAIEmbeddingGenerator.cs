using Microsoft.Extensions.AI;
using SdkGen.Transport;
using SdkGen.Wire.OpenAIChat;

namespace SdkGen.Dialects.OpenAIChat;

/// <summary>Makes vectors of texts with <c>POST embeddings</c>.</summary>
internal sealed class OpenAIEmbeddingGenerator : DialectEmbeddingGenerator
{
    private readonly OpenAIChatWireClient _wire;
    private readonly OpenAIChatTraits _traits;

    public OpenAIEmbeddingGenerator(ProviderConnection connection, ModelFacts model)
        : this(connection, model, new OpenAIChatWireClient(connection))
    {
    }

    private OpenAIEmbeddingGenerator(ProviderConnection connection, ModelFacts model, OpenAIChatWireClient wire)
        : base(connection, model, wire)
    {
        _wire = wire;
        _traits = new OpenAIChatTraits(connection.Profile.Wire);
    }

    public override async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        var parameters = Parameters(options);
        var request = options?.RawRepresentationFactory?.Invoke(this) as OpenAIChatEmbeddingRequest ?? new OpenAIChatEmbeddingRequest();
        request.Model ??= parameters.Facts.Id;
        request.Input ??= [.. values];
        if (request.Input.Count == 0)
            return [];
        request.Dimensions ??= parameters.Allowed("embeddingDimensions", "dimensions", options?.Dimensions);
        request.EncodingFormat ??= _traits.Base64Vectors ? "base64" : null;
        request.UnknownMembers = parameters.Members(options?.AdditionalProperties, request.UnknownMembers);

        var response = await _wire.EmbeddingAsync(request, request.Model, cancellationToken).ConfigureAwait(false);
        var wire = response.Value;
        var vectors = Read(wire.Data);
        if (vectors.Count < request.Input.Count)
            throw Unreadable(request.Input.Count, vectors.Count, response.RequestId);
        return new GeneratedEmbeddings<Embedding<float>>(vectors.Select(vector => new Embedding<float>(vector) { ModelId = AnswerParts.Text(wire.Model) }))
        {
            Usage = OpenAIChatUsageReader.Read(wire.Usage, _traits),
            AdditionalProperties = AnswerParts.Properties(response.RequestId),
        };
    }

    /// <summary>The vectors in the order of their texts, whatever the order in which they came.</summary>
    private static List<float[]> Read(IList<OpenAIChatEmbedding>? data)
    {
        var vectors = new List<(int Index, float[] Vector)>(data?.Count ?? 0);
        for (var i = 0; i < (data?.Count ?? 0); i++)
        {
            if (data![i]?.Vector is { } wire && (wire.Numbers is { } numbers ? Vectors.Of(numbers) : Vectors.Of(wire.Base64)) is { } vector)
                vectors.Add((data[i].Index ?? i, vector));
        }

        // Some servers give every vector the index 0; sorting that keeps their order does no harm then.
        return [.. vectors.OrderBy(item => item.Index).Select(item => item.Vector)];
    }
}
