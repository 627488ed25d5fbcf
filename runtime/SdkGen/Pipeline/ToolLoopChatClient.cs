using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>Runs the tools that a model calls and sends their results back, until the model answers without a call.</summary>
internal sealed class ToolLoopChatClient(IChatClient inner, AITool[] tools, ToolLoopOptions options) : DelegatingChatClient(inner)
{
    /// <inheritdoc/>
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? chatOptions = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var loop = new ToolLoop(messages, chatOptions, tools, options);
        await loop.AnswerApprovalsAsync(cancellationToken).ConfigureAwait(false);
        UsageDetails? usage = null;
        while (true)
        {
            var response = await InnerClient.GetResponseAsync(loop.History, loop.Request, cancellationToken).ConfigureAwait(false);
            var goesOn = loop.Take(response.Messages, response.ConversationId);
            usage = Sum(usage, response.Usage);
            if (goesOn)
            {
                await loop.RunAsync(cancellationToken).ConfigureAwait(false);
                continue;
            }

            if (loop.Produced.Count > response.Messages.Count)
                response.Messages = loop.Produced;
            response.Usage = usage;
            return response;
        }
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? chatOptions = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var loop = new ToolLoop(messages, chatOptions, tools, options);
        List<ChatMessage> answered = [];
        await foreach (var report in loop.WatchAsync(async token => answered = await loop.AnswerApprovalsAsync(token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false))
            yield return report;
        foreach (var message in answered)
            yield return Update(message, null);

        var updates = new List<ChatResponseUpdate>();
        while (true)
        {
            updates.Clear();
            var held = -1;
            await foreach (var update in InnerClient.GetStreamingResponseAsync(loop.History, loop.Request, cancellationToken).ConfigureAwait(false))
            {
                updates.Add(update);

                // Whether a call is one to approve is known only when the last call of the turn is there: one makes all of them so.
                if (held < 0 && loop.MayNeedApproval && HasCall(update))
                    held = updates.Count - 1;
                if (held < 0)
                    yield return update;
            }

            var calls = Calls(updates);
            var approval = calls is not null && loop.NeedsApproval(calls);
            for (var i = held; i >= 0 && i < updates.Count; i++)
            {
                if (approval)
                    loop.AskForApproval(updates[i].Contents);
                yield return updates[i];
            }

            if (calls is null || approval || loop.IsLastTurn)
                yield break;
            var response = updates.ToChatResponse();
            if (!loop.Take(response.Messages, response.ConversationId))
                yield break;
            ChatMessage? results = null;
            await foreach (var report in loop.WatchAsync(async token => results = await loop.RunAsync(token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false))
                yield return report;
            yield return Update(results!, response.ConversationId);
        }
    }

    private static UsageDetails? Sum(UsageDetails? total, UsageDetails? usage)
    {
        if (total is null || usage is null)
            return total ?? usage;
        total.Add(usage);
        return total;
    }

    private static ChatResponseUpdate Update(ChatMessage message, string? conversationId) =>
        new(message.Role, message.Contents) { MessageId = message.MessageId, AuthorName = message.AuthorName, ConversationId = conversationId, CreatedAt = message.CreatedAt };

    private static bool HasCall(ChatResponseUpdate update)
    {
        foreach (var content in update.Contents)
        {
            if (content is FunctionCallContent { InformationalOnly: false })
                return true;
        }

        return false;
    }

    private static List<FunctionCallContent>? Calls(List<ChatResponseUpdate> updates)
    {
        List<FunctionCallContent>? calls = null;
        foreach (var update in updates)
        {
            foreach (var content in update.Contents)
            {
                if (content is FunctionCallContent { InformationalOnly: false } call)
                    (calls ??= []).Add(call);
            }
        }

        return calls;
    }
}
