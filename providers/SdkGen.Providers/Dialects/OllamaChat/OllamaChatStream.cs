using Microsoft.Extensions.AI;
using SdkGen.Wire.OllamaChat;

namespace SdkGen.Dialects.OllamaChat;

/// <summary>Reads a streamed answer: text and reasoning at once, everything that is whole only at the end in one last update.</summary>
internal sealed class OllamaChatStream
{
    private static readonly ChatRole? s_assistant = ChatRole.Assistant;

    private string? _modelId;
    private string? _created;
    private DateTimeOffset? _createdAt;
    private string? _finish;
    private bool _began;
    private bool _ended;
    private UsageDetails? _usage;
    private List<StreamedCall>? _calls;

    /// <summary>Calls of tools that the piece taken last holds.</summary>
    public List<ToolCallDeltaUpdate> Deltas { get; } = [];

    /// <summary>Takes a piece, whose objects are used again for the next.</summary>
    /// <returns>What to tell the caller; null where the piece holds nothing to show.</returns>
    public ChatResponseUpdate? Take(OllamaChatResponse wire)
    {
        Deltas.Clear();
        _began = true;
        if (!string.IsNullOrEmpty(wire.Model))
            _modelId = wire.Model;
        if (_created is null && AnswerParts.Text(wire.CreatedAt) is { } created)
            (_created, _createdAt) = (created, OllamaChatFacts.Created(created));
        if (!string.IsNullOrEmpty(wire.DoneReason))
            _finish = wire.DoneReason;
        _ended |= wire.Done == true;
        _usage = OllamaChatFacts.Usage(wire) ?? _usage;
        if (wire.Message is not { } message)
            return null;
        for (var i = 0; i < (message.ToolCalls?.Count ?? 0); i++)
        {
            if (message.ToolCalls![i] is { } call)
                Deltas.Add(Named(TakeCall(call)));
        }

        return TakeContents(message);
    }

    /// <summary>The first update, once a piece was taken: what belongs to the response and not to its message.</summary>
    /// <returns>Null where there is nothing to tell.</returns>
    public ChatResponseUpdate? Head(string? requestId) => AnswerParts.Properties(requestId) is not { } properties ? null
        : Named(new ChatResponseUpdate { AdditionalProperties = properties });

    /// <summary>The last update: what is whole only now, the finish reason and the usage.</summary>
    /// <param name="isComplete">The service has said that nothing is missing.</param>
    /// <returns>Null where the stream held nothing at all.</returns>
    public ChatResponseUpdate? Complete(bool isComplete)
    {
        if (!_began)
            return null;
        var contents = new List<AIContent>();
        var finish = OllamaChatFacts.Finish(_finish, _calls is not null);
        foreach (var call in _calls ?? [])
            contents.Add(call.ToContent(null, finish, _ended || isComplete));
        if (_usage is not null)
            contents.Add(new UsageContent(_usage));
        return Named(new ChatResponseUpdate { Contents = contents, FinishReason = finish });
    }

    private ToolCallDeltaUpdate TakeCall(OllamaChatToolCall wire)
    {
        _calls ??= [];

        // Every call comes whole: a second one is another, whatever number it has.
        var call = new StreamedCall(_calls.Count) { Id = OllamaChatFacts.CallId(wire.Id, _calls.Count, _created), Name = AnswerParts.Text(wire.Function?.Name) };
        _calls.Add(call);
        return call.Append(OllamaChatFacts.ArgumentsText(wire.Function?.Arguments));
    }

    private ChatResponseUpdate? TakeContents(OllamaChatMessage message)
    {
        AIContent? content = string.IsNullOrEmpty(message.Thinking) ? null : new TextReasoningContent(message.Thinking);
        List<AIContent>? more = null;
        if (!string.IsNullOrEmpty(message.Content))
            Add(new TextContent(message.Content));
        for (var i = 0; i < (message.Images?.Count ?? 0); i++)
        {
            if (OllamaChatFacts.Image(message.Images![i]) is { } picture)
                Add(picture);
        }

        return more is not null ? Named(new ChatResponseUpdate { Contents = more }) : content is not null ? Named(new ChatResponseUpdate { Contents = [content] }) : null;

        void Add(AIContent next)
        {
            if (more is not null)
                more.Add(next);
            else if (content is not null)
                more = [content, next];
            else
                content = next;
        }
    }

    private T Named<T>(T update)
        where T : ChatResponseUpdate
    {
        update.Role = s_assistant;
        update.ModelId = _modelId;
        update.CreatedAt = _createdAt;
        return update;
    }
}
