using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using SdkGen.Telemetry;

namespace SdkGen;

/// <summary>Runs the tools that a model calls and sends their results back, until the model answers without a call.</summary>
internal sealed class ToolLoopChatClient(IChatClient inner, AITool[] tools, ToolLoopOptions options) : DelegatingChatClient(inner)
{
    private ToolLoopServices? _services;

    /// <summary>Asked for when they are needed: asking a typed client connects it.</summary>
    private ToolLoopServices Services => _services ??= ToolLoopServices.Of(InnerClient);

    /// <inheritdoc/>
    public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? chatOptions = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return AnswerAsync(messages, chatOptions, cancellationToken);
    }

    private async Task<ChatResponse> AnswerAsync(IEnumerable<ChatMessage> messages, ChatOptions? chatOptions, CancellationToken cancellationToken)
    {
        var services = Services;
        var recording = AgentRecording.Start(services.Telemetry, chatOptions);
        Exception? failure = null;
        try
        {
            var loop = new ToolLoop(messages, chatOptions, tools, options, services);
            if (loop.HasApprovals && (await loop.AnswerApprovalsAsync(cancellationToken).ConfigureAwait(false)).Count > 0 && loop.IsOver)
                return new ChatResponse(loop.Produced);
            UsageDetails? usage = null;
            while (true)
            {
                var response = await InnerClient.GetResponseAsync(loop.History, loop.Request, cancellationToken).ConfigureAwait(false)
                    ?? throw new InvalidOperationException("The client within the tool loop gave no response.");
                usage = Sum(usage, response.Usage);
                recording?.Take(usage, response.FinishReason, response.ConversationId);
                if (loop.Take(response.Messages, response.ConversationId, mayAsk: true))
                {
                    await loop.RunAsync(cancellationToken).ConfigureAwait(false);
                    if (!loop.IsOver)
                        continue;
                }

                if (loop.Produced.Count > response.Messages.Count)
                    response.Messages = loop.Produced;
                response.Usage = usage;
                return response;
            }
        }
        catch (Exception exception)
        {
            failure = exception;
            throw;
        }
        finally
        {
            recording?.End(failure);
        }
    }

    /// <inheritdoc/>
    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? chatOptions = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var services = Services;
        return AgentRecording.IsListenedTo(services.Telemetry)
            ? RecordAsync(messages, chatOptions, services, cancellationToken)
            : StreamAsync(messages, chatOptions, services, null, cancellationToken);
    }

    private async IAsyncEnumerable<ChatResponseUpdate> RecordAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? chatOptions, ToolLoopServices services, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var recording = AgentRecording.Start(services.Telemetry, chatOptions);
        Exception? failure = null;
        try
        {
            var updates = StreamAsync(messages, chatOptions, services, recording, cancellationToken);
            await foreach (var update in updates.OnFailure(exception => failure = exception, cancellationToken).ConfigureAwait(false))
            {
                recording?.Take(update);
                yield return update;
            }
        }
        finally
        {
            recording?.End(failure);
        }
    }

    private async IAsyncEnumerable<ChatResponseUpdate> StreamAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? chatOptions, ToolLoopServices services, AgentRecording? recording, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var loop = new ToolLoop(messages, chatOptions, tools, options, services);
        if (loop.HasApprovals)
        {
            List<ChatMessage> answered = [];
            recording?.Resume();
            await foreach (var report in loop.WatchAsync(async token => answered = await loop.AnswerApprovalsAsync(token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false))
                yield return report;
            foreach (var message in answered)
                yield return Update(message, null);
            if (answered.Count > 0 && loop.IsOver)
                yield break;
        }

        var updates = new List<ChatResponseUpdate>();
        while (true)
        {
            updates.Clear();
            var held = -1;
            var hasCalls = false;
            var conversation = default(string);
            recording?.Resume();
            await foreach (var update in InnerClient.GetStreamingResponseAsync(loop.History, loop.Request, cancellationToken).ConfigureAwait(false))
            {
                if (update is null)
                    throw new InvalidOperationException("The client within the tool loop gave no update.");
                updates.Add(update);
                conversation ??= update.ConversationId;

                // Whether a call becomes a question is known when the turn is complete: the service may have run it itself.
                if (update is not ToolCallDeltaUpdate && HasCall(update))
                {
                    hasCalls = true;
                    if (held < 0 && loop.MayNeedApproval && IsHeld(loop, update, conversation is not null || loop.IsConversationKept))
                        held = updates.Count - 1;
                }

                if (held < 0)
                    yield return update;
            }

            if (held >= 0)
                loop.Ask(updates, conversation is not null);
            for (var i = held; i >= 0 && i < updates.Count; i++)
                yield return updates[i];
            if (!hasCalls)
                yield break;
            var response = updates.ToChatResponse();
            if (!loop.Take(response.Messages, response.ConversationId, mayAsk: false))
                yield break;
            recording?.Resume();
            ChatMessage? results = null;
            await foreach (var report in loop.WatchAsync(async token => results = await loop.RunAsync(token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false))
                yield return report;
            yield return Update(results!, response.ConversationId);
            if (loop.IsOver)
                yield break;
        }
    }

    private static UsageDetails? Sum(UsageDetails? total, UsageDetails? usage)
    {
        if (total is null || usage is null)
            return total ?? usage;
        total.Add(usage);
        return total;
    }

    private static ChatResponseUpdate Update(ChatMessage message, string? conversationId) => new(message.Role, message.Contents)
    {
        // Without an id of its own it would become a part of the message before it.
        MessageId = message.MessageId ??= Guid.NewGuid().ToString("N"),
        AuthorName = message.AuthorName,
        ConversationId = conversationId,
        CreatedAt = message.CreatedAt,
    };

    private static bool IsHeld(ToolLoop loop, ChatResponseUpdate update, bool isKept)
    {
        foreach (var content in update.Contents)
        {
            if (content is FunctionCallContent { InformationalOnly: false } call && loop.IsHeld(call, isKept))
                return true;
        }

        return false;
    }

    private static bool HasCall(ChatResponseUpdate update)
    {
        foreach (var content in update.Contents)
        {
            if (content is FunctionCallContent { InformationalOnly: false })
                return true;
        }

        return false;
    }
}
