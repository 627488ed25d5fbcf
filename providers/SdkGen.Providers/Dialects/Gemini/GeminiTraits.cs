namespace SdkGen.Dialects.Gemini;

/// <summary>Where a service departs from the protocol: the <c>wire</c> keys of its spec, read once.</summary>
internal sealed class GeminiTraits(IReadOnlyDictionary<string, string> wire)
{
    /// <summary>What is counted stands inside <c>generateContentRequest</c>, so that instructions and tools count too.</summary>
    public bool NestsCountedRequest { get; } = !Is(wire, "tokenCount", "flat");

    /// <summary>The operation that makes vectors, where the model does not say.</summary>
    public string Embeddings { get; } = wire.TryGetValue("embeddings", out var operation) ? operation : "batchEmbedContents";

    /// <summary>Tools of the service beside tools of the caller must be asked to show their calls.</summary>
    public bool AsksForServerCalls { get; } = !Is(wire, "serverToolCalls", "omit");

    private static bool Is(IReadOnlyDictionary<string, string> wire, string key, string value) => wire.TryGetValue(key, out var found) && found == value;
}
