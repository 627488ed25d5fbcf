using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>Counts the tokens of a request by the provider's own operation, without asking the model. A service of the chat clients whose provider has one.</summary>
public interface ITokenCounter
{
    /// <summary>Counts the input tokens of a request.</summary>
    /// <param name="messages">The conversation.</param>
    /// <param name="options">The options of the request; tools are counted where the provider counts them.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The tokens that the provider would count as input.</returns>
    /// <exception cref="LlmException">The provider refused, failed, did not answer in time or answered with something else.</exception>
    Task<long> CountTokensAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default);
}

/// <summary>Counts tokens by a chat client.</summary>
public static class ChatClientTokenExtensions
{
    /// <summary>Counts the input tokens of a request by the operation of the client's provider.</summary>
    /// <param name="client">The client that would be asked.</param>
    /// <param name="messages">The conversation.</param>
    /// <param name="options">The options of the request.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="NotSupportedException">The provider has no such operation.</exception>
    /// <exception cref="LlmException">The provider refused, failed, did not answer in time or answered with something else.</exception>
    public static Task<long> CountTokensAsync(
        this IChatClient client, IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(messages);
        var counter = client.GetService<ITokenCounter>()
            ?? throw new NotSupportedException($"{client.GetService<ChatClientMetadata>()?.ProviderName ?? "The client"} has no operation that counts tokens.");
        return counter.CountTokensAsync(messages, options, cancellationToken);
    }

    /// <summary>Counts the input tokens of one user message.</summary>
    /// <inheritdoc cref="CountTokensAsync(IChatClient, IEnumerable{ChatMessage}, ChatOptions?, CancellationToken)"/>
    /// <param name="client">The client that would be asked.</param>
    /// <param name="prompt">The message.</param>
    /// <param name="options">The options of the request.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public static Task<long> CountTokensAsync(this IChatClient client, string prompt, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        client.CountTokensAsync([new ChatMessage(ChatRole.User, prompt)], options, cancellationToken);
}
