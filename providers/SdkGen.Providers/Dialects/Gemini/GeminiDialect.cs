using Microsoft.Extensions.AI;
using SdkGen.Transport;

namespace SdkGen.Dialects.Gemini;

/// <summary>The protocol of <c>models/…:generateContent</c>, as the Gemini API and Vertex AI speak it.</summary>
public sealed class GeminiDialect : Dialect
{
    private GeminiDialect()
    {
    }

    /// <summary>The one instance: it holds no state.</summary>
    public static GeminiDialect Instance { get; } = new();

    /// <inheritdoc/>
    public override string Id => "gemini";

    /// <inheritdoc/>
    public override IChatClient CreateChatClient(ProviderConnection connection, ModelFacts model)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(model);
        return new GuardedChatClient(new GeminiClient(connection, model), connection, model);
    }

    /// <inheritdoc/>
    public override IEmbeddingGenerator<string, Embedding<float>> CreateEmbeddingGenerator(ProviderConnection connection, ModelFacts model)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(model);
        return new GeminiEmbeddingGenerator(connection, model);
    }

    /// <inheritdoc/>
    public override IModelList CreateModelList(ProviderConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return new GeminiModelList(connection);
    }
}
