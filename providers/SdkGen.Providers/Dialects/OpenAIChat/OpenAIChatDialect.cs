using Microsoft.Extensions.AI;
using SdkGen.Transport;

namespace SdkGen.Dialects.OpenAIChat;

/// <summary>The protocol of <c>POST chat/completions</c>, as OpenAI defines it and most other services speak it.</summary>
public sealed class OpenAIChatDialect : Dialect
{
    private OpenAIChatDialect()
    {
    }

    /// <summary>The one instance: it holds no state.</summary>
    public static OpenAIChatDialect Instance { get; } = new();

    /// <inheritdoc/>
    public override string Id => "openai-chat";

    /// <inheritdoc/>
    public override IChatClient CreateChatClient(ProviderConnection connection, ModelFacts model)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(model);
        return new GuardedChatClient(new OpenAIChatClient(connection, model), connection, model);
    }

    /// <inheritdoc/>
    public override IImageGenerator CreateImageGenerator(ProviderConnection connection, ModelFacts model)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(model);
        return new OpenAIImageGenerator(connection, model);
    }

    /// <inheritdoc/>
    public override IEmbeddingGenerator<string, Embedding<float>> CreateEmbeddingGenerator(ProviderConnection connection, ModelFacts model)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(model);
        return new OpenAIEmbeddingGenerator(connection, model);
    }

    /// <inheritdoc/>
    public override IModelList CreateModelList(ProviderConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return new OpenAIModelList(connection);
    }
}
