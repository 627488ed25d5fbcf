using Microsoft.Extensions.AI;
using SdkGen.Transport;

namespace SdkGen.Dialects.CohereV1;

/// <summary>The protocol of <c>POST v1/chat</c>, which Cohere has replaced by v2 and still answers.</summary>
public sealed class CohereV1Dialect : Dialect
{
    private CohereV1Dialect()
    {
    }

    /// <summary>The one instance: it holds no state.</summary>
    public static CohereV1Dialect Instance { get; } = new();

    /// <inheritdoc/>
    public override string Id => "cohere-v1";

    /// <inheritdoc/>
    public override IChatClient CreateChatClient(ProviderConnection connection, ModelFacts model)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(model);
        return new GuardedChatClient(new CohereV1Client(connection, model), connection, model);
    }
}
