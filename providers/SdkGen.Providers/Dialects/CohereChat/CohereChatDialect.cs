using Microsoft.Extensions.AI;
using SdkGen.Transport;

namespace SdkGen.Dialects.CohereChat;

/// <summary>The protocol of <c>POST v2/chat</c> and its neighbours, as Cohere defines it.</summary>
public sealed class CohereChatDialect : Dialect
{
    private CohereChatDialect()
    {
    }

    /// <summary>The one instance: it holds no state.</summary>
    public static CohereChatDialect Instance { get; } = new();

    /// <inheritdoc/>
    public override string Id => "cohere-chat";

    /// <inheritdoc/>
    public override IChatClient CreateChatClient(ProviderConnection connection, ModelFacts model)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(model);
        return new GuardedChatClient(new CohereChatClient(connection, model), connection, model);
    }

    /// <inheritdoc/>
    public override IEmbeddingGenerator<string, Embedding<float>> CreateEmbeddingGenerator(ProviderConnection connection, ModelFacts model)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(model);
        return new CohereEmbeddingGenerator(connection, model);
    }

    /// <inheritdoc/>
    public override IModelList CreateModelList(ProviderConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return new CohereModelList(connection);
    }
}
