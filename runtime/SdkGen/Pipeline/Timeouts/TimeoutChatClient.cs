using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>Ends attempts that take too long.</summary>
internal sealed class TimeoutChatClient(IChatClient inner, TimeoutOptions options) : DelegatingChatClient(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? chatOptions = null, CancellationToken cancellationToken = default)
    {
        using var clock = new AttemptClock(options, cancellationToken);
        try
        {
            return await InnerClient.GetResponseAsync(messages, chatOptions, clock.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (clock.Failure(exception, InnerClient, chatOptions, cancellationToken.IsCancellationRequested) is { } failure)
        {
            throw failure;
        }
    }

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? chatOptions = null, CancellationToken cancellationToken = default) =>
        new TimedStream(InnerClient, messages, chatOptions, options, cancellationToken);
}
