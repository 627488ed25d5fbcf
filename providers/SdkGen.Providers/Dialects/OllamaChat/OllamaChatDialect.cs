using Microsoft.Extensions.AI;
using SdkGen.Transport;

namespace SdkGen.Dialects.OllamaChat;

/// <summary>The protocol of <c>POST api/chat</c> and its neighbours, Ollama's own.</summary>
public sealed class OllamaChatDialect : Dialect
{
    private OllamaChatDialect()
    {
    }

    /// <summary>The one instance: it holds no state.</summary>
    public static OllamaChatDialect Instance { get; } = new();

    /// <inheritdoc/>
    public override string Id => "ollama-chat";

    /// <inheritdoc/>
    public override IChatClient CreateChatClient(ProviderConnection connection, ModelFacts model)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(model);
        return new GuardedChatClient(new OllamaChatClient(connection, model), connection, model);
    }

    /// <inheritdoc/>
    public override IEmbeddingGenerator<string, Embedding<float>> CreateEmbeddingGenerator(ProviderConnection connection, ModelFacts model)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(model);
        return new OllamaEmbeddingGenerator(connection, model);
    }

    /// <inheritdoc/>
    public override IModelList CreateModelList(ProviderConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return new OllamaModelList(connection);
    }
}
