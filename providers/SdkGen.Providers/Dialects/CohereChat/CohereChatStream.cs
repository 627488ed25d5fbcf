using System.Text;
using Microsoft.Extensions.AI;
using SdkGen.Wire.CohereChat;

namespace SdkGen.Dialects.CohereChat;

/// <summary>Reads a streamed answer: text and reasoning at once, everything that is whole only at the end in one last update.</summary>
internal sealed class CohereChatStream
{
    private static readonly ChatRole? s_assistant = ChatRole.Assistant;

    private string? _responseId;
    private string? _finish;
    private bool _began;
    private bool _ended;
    private UsageDetails? _usage;
    private StringBuilder? _plan;
    private IList<AIAnnotation>? _annotations;
    private StreamedCalls? _calls;

    /// <summary>What the service said of its failure, as a body; null while it did not fail.</summary>
    public byte[]? Failure { get; private set; }

    /// <summary>Takes an event, whose objects are used again for the next.</summary>
    /// <returns>What to tell the caller; null where the event holds nothing to show.</returns>
    public ChatResponseUpdate? Take(CohereChatEvent wire)
    {
        _began = true;
        if (!string.IsNullOrEmpty(wire.Id))
            _responseId = wire.Id;
        if (wire.Delta is not { } delta)
            return wire.Message is { } whole ? TakeWhole(wire, whole) : null;
        if (wire.Type == "message-end" || !string.IsNullOrEmpty(delta.FinishReason))
            TakeEnd(delta);
        if (delta.Message is not { } message)
            return null;
        if (!string.IsNullOrEmpty(message.ToolPlan))
            (_plan ??= new()).Append(message.ToolPlan);
        if (message.Citations is { } citations)
            TakeCitations(citations);
        if (message.ToolCalls?.Call is { } call)
            return Named(TakeCall(call, wire.Index));
        return message.Content is { } content ? TakeContent(content) : null;
    }

    /// <summary>The first update, once an event was taken: what belongs to the response and not to its message, which is why it names none.</summary>
    /// <returns>Null where there is nothing to tell.</returns>
    public ChatResponseUpdate? Head(string? requestId) => AnswerParts.Properties(requestId) is not { } properties ? null : new()
    {
        Role = s_assistant,
        ResponseId = _responseId,
        AdditionalProperties = properties,
    };

    /// <summary>The last update: what is whole only now, the finish reason and the usage.</summary>
    /// <param name="isComplete">The service has said that nothing is missing.</param>
    /// <returns>Null where the stream held nothing at all.</returns>
    public ChatResponseUpdate? Complete(bool isComplete)
    {
        if (!_began)
            return null;
        var contents = new List<AIContent>();
        if (AnswerParts.Citations(_annotations) is { } citations)
            contents.Add(citations);
        var finish = CohereChatFacts.Finish(_finish);
        _calls?.AddTo(contents, _responseId, finish, _ended || isComplete);
        if (_usage is not null)
            contents.Add(new UsageContent(_usage));
        var update = Named(new ChatResponseUpdate { Contents = contents, FinishReason = finish });
        if (_plan is { Length: > 0 })
            update.AdditionalProperties = new() { [CohereChatFacts.PlanKey] = _plan.ToString() };
        return update;
    }

    /// <summary>An answer that came in one piece although a stream was asked for.</summary>
    private ChatResponseUpdate TakeWhole(CohereChatEvent wire, CohereChatMessage message)
    {
        var response = CohereChatAnswer.Read(new() { Id = wire.Id, FinishReason = wire.FinishReason, Message = message, Usage = wire.Usage }, requestId: null);
        (_ended, _finish, _usage) = (true, wire.FinishReason, response.Usage);
        return Named(new ChatResponseUpdate { Contents = response.Messages[0].Contents, AdditionalProperties = response.Messages[0].AdditionalProperties });
    }

    private void TakeEnd(CohereChatDelta delta)
    {
        _ended = true;
        if (!string.IsNullOrEmpty(delta.FinishReason))
            _finish = delta.FinishReason;
        _usage = CohereChatFacts.Usage(delta.Usage?.Tokens, delta.Usage?.CachedTokens, delta.Usage?.BilledUnits) ?? _usage;
        if (AnswerParts.Text(delta.Error) is { } error)
            Failure = Encoding.UTF8.GetBytes(JsonValues.Text([new("message", error), new("code", AnswerParts.Text(delta.ErrorType))]));
    }

    private void TakeCitations(CohereChatCitationDelta citations)
    {
        CohereChatFacts.AddCitation(ref _annotations, citations.Citation);
        for (var i = 0; i < (citations.Citations?.Count ?? 0); i++)
            CohereChatFacts.AddCitation(ref _annotations, citations.Citations![i]);
    }

    private ToolCallDeltaUpdate TakeCall(CohereChatToolCall fragment, int? index)
    {
        var call = (_calls ??= new()).Find(index, fragment.Id);
        call.Id ??= AnswerParts.Text(fragment.Id);
        call.Name ??= AnswerParts.Text(fragment.Function?.Name);
        return call.Append(fragment.Function?.Arguments);
    }

    private ChatResponseUpdate? TakeContent(CohereChatContentDelta content)
    {
        if (content.Part is { } part)
        {
            if (!string.IsNullOrEmpty(part.Thinking))
                return Update(new TextReasoningContent(part.Thinking));
            return string.IsNullOrEmpty(part.Text) ? null : Update(new TextContent(part.Text));
        }

        return string.IsNullOrEmpty(content.Text) ? null : Update(new TextContent(content.Text));
    }

    private ChatResponseUpdate Update(AIContent content) => Named(new ChatResponseUpdate { Contents = [content] });

    private T Named<T>(T update)
        where T : ChatResponseUpdate
    {
        update.Role = s_assistant;
        update.ResponseId = _responseId;
        update.MessageId = _responseId;
        return update;
    }
}
