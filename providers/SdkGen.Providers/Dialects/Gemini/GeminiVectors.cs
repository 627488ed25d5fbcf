using Microsoft.Extensions.AI;
using SdkGen.Wire.Gemini;

namespace SdkGen.Dialects.Gemini;

/// <summary>Collects vectors out of the answers of any of the operations.</summary>
internal sealed class GeminiVectors
{
    private readonly List<ReadOnlyMemory<float>> _vectors = [];
    private long? _tokens;

    public int Count => _vectors.Count;

    public void Take(GeminiEmbeddingResponse response)
    {
        foreach (var embedding in response.Embeddings ?? [])
            Take(embedding);
        foreach (var prediction in response.Predictions ?? [])
            Take(prediction?.Embeddings);
        Take(response.Embedding);
        if (response.UsageMetadata?.PromptTokenCount is { } tokens)
            _tokens = (_tokens ?? 0) + tokens;
    }

    public GeneratedEmbeddings<Embedding<float>> ToEmbeddings(string model)
    {
        var embeddings = new GeneratedEmbeddings<Embedding<float>>(_vectors.Select(vector => new Embedding<float>(vector) { ModelId = model }));
        if (_tokens is { } tokens)
            embeddings.Usage = new() { InputTokenCount = tokens, TotalTokenCount = tokens };
        return embeddings;
    }

    private void Take(GeminiEmbedding? embedding)
    {
        if (embedding?.Values is not { Count: > 0 } values)
            return;
        var vector = new float[values.Count];
        for (var i = 0; i < vector.Length; i++)
            vector[i] = (float)values[i];
        _vectors.Add(vector);
        if (embedding.Statistics?.TokenCount is { } tokens)
            _tokens = (_tokens ?? 0) + (long)tokens;
    }
}
