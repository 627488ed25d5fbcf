using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>What a conversation holds of calls that a person had to approve and that have no result yet.</summary>
/// <param name="Decisions">What was decided, in the order of the calls. A call is the one that the request showed: what the response says of it comes from outside.</param>
/// <param name="CallMessage">The assistant's message with the calls as the model made them.</param>
/// <param name="InsertAt">Where in the history their results belong.</param>
/// <param name="IsKept">The service keeps the conversation, and has the calls already.</param>
internal sealed record ToolApprovals(List<(FunctionCallContent Call, ToolApprovalResponseContent Decision)> Decisions, ChatMessage CallMessage, int InsertAt, bool IsKept)
{
    /// <summary>A request to approve a call.</summary>
    public static ToolApprovalRequestContent Ask(FunctionCallContent call, bool needed)
    {
        // The id is the key of the log: ids of calls are unique in an answer only.
        var request = new ToolApprovalRequestContent($"approve_{call.CallId}_{Guid.NewGuid():N}", call)
        {
            AdditionalProperties = new() { [ToolApproval.ArgumentsHashKey] = call.ArgumentsHash() },
        };
#pragma warning disable MEAI001 // Tells a host that the tool itself asks for nothing: it waits only because another call of the turn does.
        request.RequiresConfirmation = needed;
#pragma warning restore MEAI001
        return request;
    }

    /// <summary>Takes requests and responses out of a history: no service knows them. Calls stand in the place of requests that have no result yet.</summary>
    /// <returns>What is to be done; null where the history holds no approval.</returns>
    /// <exception cref="InvalidOperationException">A request has no response, or one for another call.</exception>
    public static ToolApprovals? Extract(List<ChatMessage> history, bool isKept)
    {
        if (!AreIn(history))
            return null;

        var answered = new HashSet<string>(StringComparer.Ordinal);
        foreach (var content in ContentsOf(history))
        {
            if (content is FunctionResultContent result)
                answered.Add(result.CallId);
        }

        // Of several answers the first stands.
        var decisions = new Dictionary<string, ToolApprovalResponseContent>(StringComparer.Ordinal);
        foreach (var content in ContentsOf(history))
        {
            if (content is ToolApprovalResponseContent { ToolCall: FunctionCallContent { InformationalOnly: false } call } response && !answered.Contains(call.CallId))
                decisions.TryAdd(response.RequestId, response);
        }

        var approvals = new ToolApprovals([], new ChatMessage(ChatRole.Assistant, []), 0, isKept);
        var last = 0;
        for (var i = 0; i < history.Count; i++)
        {
            var message = history[i];
            if (!message.Contents.Any(x => x is ToolApprovalRequestContent or ToolApprovalResponseContent))
                continue;
            last = i;
            var kept = new List<AIContent>();
            foreach (var content in message.Contents)
                approvals = approvals.Sort(content, kept, message, i, decisions, answered);
            if (kept.Count == 0)
            {
                history.RemoveAt(i--);
                continue;
            }

            history[i] = message.Clone();
            history[i].Contents = kept;
        }

        // Responses whose request the caller did not keep still name their call.
        foreach (var decision in decisions.Values)
        {
            approvals.Decisions.Add(((FunctionCallContent)decision.ToolCall, decision));
            approvals.CallMessage.Contents.Add(decision.ToolCall);
        }

        if (decisions.Count == 0)
            return isKept ? approvals with { InsertAt = last } : approvals;

        // In front of what the caller says after the answers: results follow their calls.
        if (isKept)
            return approvals with { InsertAt = last };
        history.Insert(last, new ChatMessage(ChatRole.Assistant, Array.ConvertAll<ToolApprovalResponseContent, AIContent>([.. decisions.Values], decision => decision.ToolCall)));
        return approvals with { InsertAt = last + 1 };
    }

    private static IEnumerable<AIContent> ContentsOf(List<ChatMessage> history)
    {
        foreach (var message in history)
        {
            foreach (var content in message.Contents)
                yield return content;
        }
    }

    /// <summary>Whether a history holds an approval.</summary>
    public static bool AreIn(List<ChatMessage> history)
    {
        foreach (var message in history)
        {
            var contents = message.Contents;
            for (var i = 0; i < contents.Count; i++)
            {
                if (contents[i] is ToolApprovalRequestContent or ToolApprovalResponseContent)
                    return true;
            }
        }

        return false;
    }

    /// <summary>Puts the results where they belong: behind their calls, in one message with those of the turn that did not have to wait.</summary>
    public void Insert(List<ChatMessage> history, ChatMessage results)
    {
        if (!IsKept && InsertAt < history.Count && history[InsertAt].Role == ChatRole.Tool)
        {
            var whole = history[InsertAt].Clone();
            whole.Contents = [.. whole.Contents, .. results.Contents];
            history[InsertAt] = whole;
        }
        else
        {
            history.Insert(InsertAt, results);
        }
    }

    private ToolApprovals Sort(
        AIContent content, List<AIContent> kept, ChatMessage message, int index, Dictionary<string, ToolApprovalResponseContent> decisions, HashSet<string> answered)
    {
        switch (content)
        {
            case ToolApprovalRequestContent { ToolCall: FunctionCallContent { InformationalOnly: false } call } request when !answered.Contains(call.CallId):
                if (!decisions.Remove(request.RequestId, out var decision))
                    throw new InvalidOperationException($"The call '{call.Name}' waits for approval: add the response to request '{request.RequestId}' to the messages.");
                Check(request, call, decision);
                if (!IsKept)
                    kept.Add(call);
                Decisions.Add((call, decision));
                CallMessage.Contents.Add(call);
                CallMessage.MessageId = message.MessageId;
                CallMessage.AuthorName = message.AuthorName;
                return this with { InsertAt = index + 1 };
            case ToolApprovalRequestContent { ToolCall: FunctionCallContent { InformationalOnly: false } } or ToolApprovalResponseContent { ToolCall: FunctionCallContent { InformationalOnly: false } }:
                return this;
            default:
                kept.Add(content);
                return this;
        }
    }

    /// <summary>What runs is what a person was shown, and the answer must be to just that.</summary>
    private static void Check(ToolApprovalRequestContent request, FunctionCallContent shown, ToolApprovalResponseContent decision)
    {
        var hash = shown.ArgumentsHash();
        if (request.ArgumentsHash() is { } asked && asked != hash)
        {
            throw new InvalidOperationException(
                $"The request '{request.RequestId}' asks about other arguments than it was made for: it was changed while it was stored. '{shown.Name}' was not run; ask again.");
        }

        if (decision.ToolCall is not FunctionCallContent { Arguments: not null } answered)
            return;
        if (answered.Name != shown.Name || answered.CallId != shown.CallId || answered.ArgumentsHash() != hash)
        {
            throw new InvalidOperationException(
                $"The answer to '{request.RequestId}' is for another call, or for other arguments, than a person was asked about. '{shown.Name}' was not run; make the answer with CreateResponse of the request.");
        }
    }
}
