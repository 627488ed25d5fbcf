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

/// <summary>Input tokens of a request.</summary>
/// <param name="Tokens">How many there are; of an estimate, how many there are at most in all likelihood.</param>
/// <param name="IsEstimate">Nobody has counted: the number is made of the lengths of texts and the kinds of files, and as a rule too high.</param>
public readonly record struct TokenCount(long Tokens, bool IsEstimate);

/// <summary>Counts tokens by a chat client.</summary>
public static class ChatClientTokenExtensions
{
    /// <summary>Counts the input tokens of a request by the operation of the client's provider; estimates them where there is none.</summary>
    /// <param name="client">The client that would be asked: any.</param>
    /// <param name="messages">The conversation.</param>
    /// <param name="options">The options of the request.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="LlmException">The provider refused, failed, did not answer in time or answered with something else.</exception>
    public static async Task<TokenCount> CountTokensAsync(
        this IChatClient client, IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(messages);
        if (client.GetService<ITokenCounter>() is not { } counter)
            return new(TokenEstimate.Of(messages, options).Most, IsEstimate: true);
        try
        {
            return new(await counter.CountTokensAsync(messages, options, cancellationToken).ConfigureAwait(false), IsEstimate: false);
        }
        catch (LlmException exception) when (exception.Status is 404 or 405 or 501 || exception.Kind == LlmErrorKind.Unsupported)
        {
            // The protocol has the operation, and this service or this model of it does not, or not for such a request.
            return new(TokenEstimate.Of(messages, options).Most, IsEstimate: true);
        }
    }

    /// <summary>Counts the input tokens of one user message.</summary>
    /// <inheritdoc cref="CountTokensAsync(IChatClient, IEnumerable{ChatMessage}, ChatOptions?, CancellationToken)"/>
    /// <param name="client">The client that would be asked: any.</param>
    /// <param name="prompt">The message.</param>
    /// <param name="options">The options of the request.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public static Task<TokenCount> CountTokensAsync(this IChatClient client, string prompt, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        client.CountTokensAsync([new ChatMessage(ChatRole.User, prompt)], options, cancellationToken);
}
