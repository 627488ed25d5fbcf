using Microsoft.Extensions.AI;
using SdkGen.Transport;

namespace SdkGen.Dialects.GeminiInteractions;

/// <summary>The protocol of <c>POST interactions</c>, whose conversations the Gemini API keeps where it is asked to.</summary>
public sealed class GeminiInteractionsDialect : Dialect
{
    private GeminiInteractionsDialect()
    {
    }

    /// <summary>The one instance: it holds no state.</summary>
    public static GeminiInteractionsDialect Instance { get; } = new();

    /// <inheritdoc/>
    public override string Id => "gemini-interactions";

    /// <inheritdoc/>
    public override IChatClient CreateChatClient(ProviderConnection connection, ModelFacts model)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(model);
        return new GuardedChatClient(new GeminiInteractionsClient(connection, model), connection, model);
    }
}
