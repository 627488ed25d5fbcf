using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>Prices answers: in their usage, where layers and loops above sum it, and as measurements.</summary>
internal sealed class CostChatClient(IChatClient inner, CostOptions options) : DelegatingChatClient(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? chatOptions = null, CancellationToken cancellationToken = default)
    {
        try
        {
            var response = await InnerClient.GetResponseAsync(messages, chatOptions, cancellationToken).ConfigureAwait(false);
            Note(response.Usage, chatOptions);
            return response;
        }
        catch (Exception exception)
        {
            Note(AttemptUsage.Of(exception), chatOptions);
            throw;
        }
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? chatOptions = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var updates = InnerClient.GetStreamingResponseAsync(messages, chatOptions, cancellationToken);
        await foreach (var update in updates.OnFailure(exception => Note(AttemptUsage.Of(exception), chatOptions), cancellationToken).ConfigureAwait(false))
        {
            // Usage comes once, with the last of an answer: whatever ends the stream then, it is known what the attempt cost.
            foreach (var content in update.Contents)
            {
                if (content is UsageContent usage)
                    Note(usage.Details, chatOptions);
            }

            yield return update;
        }
    }

    private void Note(UsageDetails? usage, ChatOptions? chatOptions)
    {
        if (usage is null || UsageCost.IsNoted(usage) || (options.Price ?? CallPrice.Of(InnerClient, chatOptions)) is not { } price)
            return;
        var cost = price.Itemize(usage, DateOnly.FromDateTime((options.TimeProvider ?? TimeProvider.System).GetUtcNow().UtcDateTime));
        UsageCost.Note(usage, cost);
        CostMetrics.Record(cost, chatOptions?.ModelId, InnerClient);
    }
}
