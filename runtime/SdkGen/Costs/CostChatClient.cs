using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>Prices answers: in their usage, where layers and loops above sum it, and as measurements.</summary>
internal sealed class CostChatClient(IChatClient inner, CostOptions options) : DelegatingChatClient(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? chatOptions = null, CancellationToken cancellationToken = default)
    {
        var response = await InnerClient.GetResponseAsync(messages, chatOptions, cancellationToken).ConfigureAwait(false);
        if (response.Usage is { } usage)
            Note(usage, chatOptions);
        return response;
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? chatOptions = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var update in InnerClient.GetStreamingResponseAsync(messages, chatOptions, cancellationToken).ConfigureAwait(false))
        {
            // Usage comes once, with the last of an answer: whatever ends the stream then, it is known what the attempt cost.
            foreach (var content in update.Contents)
            {
                if (content is UsageContent { Details: { } usage })
                    Note(usage, chatOptions);
            }

            yield return update;
        }
    }

    private void Note(UsageDetails usage, ChatOptions? chatOptions)
    {
        if (UsageCost.IsNoted(usage) || (options.Price ?? CallPrice.Of(InnerClient, chatOptions)) is not { } price)
            return;
        var cost = price.Itemize(usage, DateOnly.FromDateTime((options.TimeProvider ?? TimeProvider.System).GetUtcNow().UtcDateTime));
        UsageCost.Note(usage, cost);
        CostMetrics.Record(cost, chatOptions?.ModelId, InnerClient);
    }
}
