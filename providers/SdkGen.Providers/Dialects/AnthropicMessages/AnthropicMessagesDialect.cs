using Microsoft.Extensions.AI;
using SdkGen.Transport;
using SdkGen.Wire.AnthropicMessages;

namespace SdkGen.Dialects.AnthropicMessages;

/// <summary>The protocol of <c>POST v1/messages</c>, as Anthropic defines it; Vertex AI and Amazon Bedrock speak it too.</summary>
public sealed class AnthropicMessagesDialect : Dialect
{
    private AnthropicMessagesDialect()
    {
    }

    /// <summary>The one instance: it holds no state.</summary>
    public static AnthropicMessagesDialect Instance { get; } = new();

    /// <inheritdoc/>
    public override string Id => "anthropic-messages";

    /// <inheritdoc/>
    public override IChatClient CreateChatClient(ProviderConnection connection, ModelFacts model)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(model);
        return new GuardedChatClient(new AnthropicMessagesClient(connection, model), connection, model);
    }

    /// <inheritdoc/>
    public override IModelList? CreateModelList(ProviderConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return new AnthropicMessagesTraits(connection.Profile.Wire).ListsModels ? new AnthropicMessagesModels(new AnthropicMessagesWireClient(connection)) : null;
    }
}
