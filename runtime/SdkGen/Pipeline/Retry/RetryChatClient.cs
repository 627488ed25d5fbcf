using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>Sends failed requests again.</summary>
/// <param name="inner">The client.</param>
/// <param name="options">When and how often.</param>
/// <param name="state">Where the budget of retries is kept; null keeps it here.</param>
internal sealed class RetryChatClient(IChatClient inner, RetryOptions options, LayerState? state = null) : DelegatingChatClient(inner)
{
    private readonly RetryPolicy _policy = new(options, state ?? new());

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? chatOptions = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        messages = Repeatable.Of(messages);
        var (response, attempts) = await _policy.RunAsync(
            static (call, token) => new ValueTask<ChatResponse>(call.InnerClient.GetResponseAsync(call.messages, call.chatOptions, token)), (InnerClient, messages, chatOptions), InnerClient, cancellationToken).ConfigureAwait(false);
        if (attempts.Count > 1)
            attempts.Note(response.AdditionalProperties ??= []);
        response.Usage = AttemptUsage.With(response.Usage, attempts.Failed);
        return response;
    }

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? chatOptions = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        messages = Repeatable.Of(messages);
        return new DeferredStream(
            async token =>
            {
                var (stream, attempts) = await _policy.RunAsync(
                    static (call, token) => OpenedStream.OpenAsync(call.InnerClient.GetStreamingResponseAsync(call.messages, call.chatOptions, token), token), (InnerClient, messages, chatOptions), InnerClient, token).ConfigureAwait(false);
                if (attempts.Count > 1)
                    stream.Note(attempts.Note, attempts.Failed);
                return stream;
            },
            cancellationToken);
    }
}
