using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Json;
using SdkGen.Transport;
using SdkGen.Wire.Gemini;

namespace SdkGen.Dialects.Gemini;

/// <summary>Makes vectors by whichever operation the provider has: several texts at once, one after another, or as a prediction of Vertex AI.</summary>
internal sealed class GeminiEmbeddingGenerator : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly GeminiWireClient _wire;
    private readonly EmbeddingGeneratorMetadata _metadata;
    private readonly ProviderProfile _profile;
    private readonly ModelFacts _model;
    private readonly GeminiTraits _traits;

    public GeminiEmbeddingGenerator(ProviderConnection connection, ModelFacts model)
    {
        _wire = new GeminiWireClient(connection);
        _profile = connection.Profile;
        _model = model;
        _traits = new GeminiTraits(_profile.Wire);
        _metadata = new EmbeddingGeneratorMetadata(_profile.TelemetryName ?? _profile.Id, connection.BaseUrl, GeminiFacts.ModelId(model.Id));
    }

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        var facts = RequestParameters.Of(_profile, _model, options?.ModelId is { } id ? GeminiFacts.ModelId(id) : null).Facts;
        var model = GeminiFacts.ModelId(facts.Id);
        var vectors = new GeminiVectors();
        var texts = values as IReadOnlyCollection<string> ?? [.. values];
        switch (IsPrediction(facts) ? "predict" : _traits.Embeddings)
        {
            case "predict":
                vectors.Take((await _wire.PredictAsync(Prediction(texts, options), model, cancellationToken: cancellationToken).ConfigureAwait(false)).Value);
                break;
            case "embedContent":
                foreach (var text in texts)
                    vectors.Take((await _wire.EmbedContentAsync(Request(text, options), model, cancellationToken: cancellationToken).ConfigureAwait(false)).Value);
                break;
            default:
                var requests = new GeminiEmbeddingRequests { Requests = [] };
                foreach (var text in texts)
                {
                    var request = Request(text, options);
                    request.Model ??= GeminiFacts.ModelName(model);
                    requests.Requests.Add(request);
                }

                vectors.Take((await _wire.EmbeddingAsync(requests, model, cancellationToken: cancellationToken).ConfigureAwait(false)).Value);
                break;
        }

        if (vectors.Count >= texts.Count)
            return vectors.ToEmbeddings(model);
        throw new LlmException(LlmErrorKind.InvalidResponse, $"{_profile.Name} answered with {vectors.Count} vectors to {texts.Count} texts.") { Provider = _profile.Id, Model = model };
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null)
            return null;
        if (serviceType == typeof(EmbeddingGeneratorMetadata))
            return _metadata;
        if (serviceType == typeof(ModelFacts))
            return _model;
        if (serviceType.IsInstanceOfType(this))
            return this;
        return serviceType.IsInstanceOfType(_wire) ? _wire : null;
    }

    public void Dispose()
    {
        // Connections belong to the factory of HTTP clients.
    }

    /// <summary>Whether a model's vectors are predictions: its settings then stand among the parameters of one.</summary>
    private static bool IsPrediction(ModelFacts facts) =>
        facts.WireNames?.GetValueOrDefault("embeddingDimensions")?.StartsWith("parameters.", StringComparison.Ordinal) == true;

    private GeminiEmbeddingRequest Request(string text, EmbeddingGenerationOptions? options)
    {
        var request = options?.RawRepresentationFactory?.Invoke(this) as GeminiEmbeddingRequest ?? new GeminiEmbeddingRequest();
        request.Content ??= new() { Parts = [new() { Text = text }] };
        request.OutputDimensionality ??= options?.Dimensions;
        foreach (var (name, value) in options?.AdditionalProperties ?? [])
        {
            if (value is not null)
                (request.UnknownMembers ??= [])[name] = JsonValues.Of(value);
        }

        return request;
    }

    private GeminiPredictRequest Prediction(IEnumerable<string> texts, EmbeddingGenerationOptions? options)
    {
        var request = options?.RawRepresentationFactory?.Invoke(this) as GeminiPredictRequest ?? new GeminiPredictRequest();
        if (options?.Dimensions is { } dimensions)
            (request.Parameters ??= new()).OutputDimensionality ??= dimensions;
        if (request.Instances is not null)
            return request;
        request.Instances = [];
        foreach (var text in texts)
            request.Instances.Add(new() { Content = text });
        foreach (var (name, value) in options?.AdditionalProperties ?? [])
        {
            if (value is null)
                continue;
            var json = JsonValues.Of(value);

            // Of each text, here; anything else is of the whole request.
            foreach (var instance in name is "taskType" or "title" ? request.Instances : [])
                (instance.UnknownMembers ??= [])[name == "title" ? name : "task_type"] = json;
            if (name is not ("taskType" or "title"))
                ((request.Parameters ??= new()).UnknownMembers ??= [])[name] = json;
        }

        return request;
    }
}
