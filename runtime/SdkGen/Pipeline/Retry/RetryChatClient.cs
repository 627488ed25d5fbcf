using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>Sends failed requests again.</summary>
internal sealed class RetryChatClient(IChatClient inner, RetryOptions options) : DelegatingChatClient(inner)
{
    private readonly RetryPolicy _policy = new(options);

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? chatOptions = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        messages = ChatResponseAttempts.Repeatable(messages);
        var (response, attempts) = await _policy.RunAsync(
            static (call, token) => new ValueTask<ChatResponse>(call.InnerClient.GetResponseAsync(call.messages, call.chatOptions, token)), (InnerClient, messages, chatOptions), InnerClient, cancellationToken).ConfigureAwait(false);
        if (attempts > 1)
            ChatResponseAttempts.Note(response.AdditionalProperties ??= [], attempts);
        return response;
    }

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? chatOptions = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        messages = ChatResponseAttempts.Repeatable(messages);
        return new DeferredStream(
            async token =>
            {
                var (stream, attempts) = await _policy.RunAsync(
                    static (call, token) => OpenedStream.OpenAsync(call.InnerClient.GetStreamingResponseAsync(call.messages, call.chatOptions, token), token), (InnerClient, messages, chatOptions), InnerClient, token).ConfigureAwait(false);
                if (attempts > 1)
                    stream.Note(properties => ChatResponseAttempts.Note(properties, attempts));
                return stream;
            },
            cancellationToken);
    }
}
