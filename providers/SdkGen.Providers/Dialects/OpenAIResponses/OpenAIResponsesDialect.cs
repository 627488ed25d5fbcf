using Microsoft.Extensions.AI;
using SdkGen.Transport;

namespace SdkGen.Dialects.OpenAIResponses;

/// <summary>The protocol of <c>POST responses</c>, as OpenAI defines it and Azure, xAI, DeepSeek, OpenRouter and local servers speak it.</summary>
public sealed class OpenAIResponsesDialect : Dialect
{
    private OpenAIResponsesDialect()
    {
    }

    /// <summary>The one instance: it holds no state.</summary>
    public static OpenAIResponsesDialect Instance { get; } = new();

    /// <inheritdoc/>
    public override string Id => "openai-responses";

    /// <inheritdoc/>
    public override IChatClient CreateChatClient(ProviderConnection connection, ModelFacts model)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(model);
        return new GuardedChatClient(new OpenAIResponsesClient(connection, model), connection, model);
    }

    internal override DelegatingHandler? CreateMessageHandler(Func<ProviderOptions> options, TimeProvider time) => new SocketSwitch(options, time);
}
