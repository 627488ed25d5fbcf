using Microsoft.Extensions.AI;
using SdkGen.Transport;

namespace SdkGen.Dialects.BedrockConverse;

/// <summary>The protocol of <c>POST model/{id}/converse</c>, in which Amazon Bedrock serves the models of every vendor alike.</summary>
public sealed class BedrockConverseDialect : Dialect
{
    private BedrockConverseDialect()
    {
    }

    /// <summary>The one instance: it holds no state.</summary>
    public static BedrockConverseDialect Instance { get; } = new();

    /// <inheritdoc/>
    public override string Id => "bedrock-converse";

    /// <inheritdoc/>
    public override IChatClient CreateChatClient(ProviderConnection connection, ModelFacts model)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(model);
        return new GuardedChatClient(new BedrockConverseClient(connection, model), connection, model);
    }

    /// <inheritdoc/>
    public override IModelList CreateModelList(ProviderConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return new BedrockModelList(connection);
    }
}
