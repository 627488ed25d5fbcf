using Microsoft.Extensions.AI;
using SdkGen.Transport;
using SdkGen.Wire.CohereChat;

namespace SdkGen.Dialects.CohereChat;

/// <summary>Makes vectors of texts and images with <c>POST v2/embed</c>.</summary>
internal sealed class CohereEmbeddingGenerator : DialectEmbeddingGenerator, IEmbeddingGenerator<DataContent, Embedding<float>>
{
    private readonly CohereChatWireClient _wire;

    public CohereEmbeddingGenerator(ProviderConnection connection, ModelFacts model)
        : this(connection, model, new CohereChatWireClient(connection))
    {
    }

    private CohereEmbeddingGenerator(ProviderConnection connection, ModelFacts model, CohereChatWireClient wire)
        : base(connection, model, wire) => _wire = wire;

    public override Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        var request = Create(options, "search_document");
        request.Texts ??= [.. values];
        if (request.Texts.Count == 0)
            return Task.FromResult(new GeneratedEmbeddings<Embedding<float>>());
        return SendAsync(request, request.Texts.Count, cancellationToken);
    }

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<DataContent> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        var request = Create(options, "image");
        foreach (var value in values)
        {
            if (!value.HasTopLevelMediaType("image"))
                throw new LlmException(LlmErrorKind.Unsupported, $"{Profile.Name} makes vectors of texts and images, not of {value.MediaType}.") { Provider = Profile.Id, Model = request.Model };
            var input = new CohereChatEmbedInput { Content = [] };
            input.Content.Add(new() { Type = "image_url", ImageUrl = new() { Url = value.Uri } });
            (request.Inputs ??= []).Add(input);
        }

        return SendAsync(request, request.Inputs?.Count ?? 0, cancellationToken);
    }

    private CohereChatEmbedRequest Create(EmbeddingGenerationOptions? options, string inputType)
    {
        var parameters = Parameters(options);
        var request = options?.RawRepresentationFactory?.Invoke(this) as CohereChatEmbedRequest ?? new CohereChatEmbedRequest();
        request.Model ??= parameters.Facts.Id;
        request.InputType ??= inputType;
        request.EmbeddingTypes ??= ["float"];
        request.OutputDimension ??= parameters.Allowed("embeddingDimensions", "output_dimension", options?.Dimensions);
        request.UnknownMembers = parameters.Members(options?.AdditionalProperties, request.UnknownMembers);
        return request;
    }

    private async Task<GeneratedEmbeddings<Embedding<float>>> SendAsync(CohereChatEmbedRequest request, int count, CancellationToken cancellationToken)
    {
        var response = await _wire.EmbeddingAsync(request, cancellationToken).ConfigureAwait(false);
        var vectors = Read(response.Value.Embeddings);
        if (vectors.Count < count)
            throw Unreadable(count, vectors.Count, response.RequestId);
        return new GeneratedEmbeddings<Embedding<float>>(vectors.Select(vector => new Embedding<float>(vector)))
        {
            Usage = CohereChatFacts.Usage(response.Value.Meta?.Tokens, null, response.Value.Meta?.BilledUnits),
            AdditionalProperties = AnswerParts.Properties(response.RequestId),
        };
    }

    /// <summary>The vectors of the best type that was sent. Whoever asks for whole numbers gets them as they are.</summary>
    private static List<float[]> Read(CohereChatVectors? vectors)
    {
        var types = vectors?.ByType;
        if (types?.Floats is null && types?.Base64 is { } base64)
            return [.. base64.Select(Vectors.Of).OfType<float[]>()];
        var numbers = vectors?.Numbers ?? types?.Floats ?? types?.Int8 ?? types?.Uint8 ?? types?.Binary ?? types?.Ubinary;
        return [.. (numbers ?? []).Where(vector => vector is not null).Select(Vectors.Of)];
    }
}
