using Microsoft.Extensions.AI;
using SdkGen.Transport;
using SdkGen.Wire.AnthropicMessages;

namespace SdkGen.Dialects.AnthropicMessages;

/// <summary>Reads a streamed answer: text and reasoning at once, every other block when it is whole.</summary>
internal sealed class AnthropicMessagesStream : IUnfinishedAnswer
{
    private static readonly ChatRole? s_assistant = ChatRole.Assistant;

    private readonly AnthropicMessagesOpenBlocks _blocks = new();
    private AnthropicMessagesUsageReader _usage;
    private AdditionalPropertiesDictionary? _properties;
    private string? _responseId;
    private string? _modelId;
    private string? _stopReason;
    private bool _began;

    /// <summary>What an answer that begins holds already: blocks that no event of their own brings.</summary>
    private List<AIContent>? _given;

    /// <summary>The service has said that the answer is whole.</summary>
    public bool IsComplete { get; private set; }

    /// <inheritdoc/>
    public UsageDetails? UsageSoFar => _usage.ToDetails();

    /// <summary>Takes an event, whose objects are used again for the next.</summary>
    /// <returns>What to tell the caller; null where the event holds nothing to show.</returns>
    public ChatResponseUpdate? Take(AnthropicMessagesStreamEvent item)
    {
        switch (item.Type)
        {
            case "content_block_delta":
                return item.Delta is { } delta ? Shown(_blocks.Take(item.Index, delta)) : null;
            case "content_block_start":
                _began = true;
                _given = null;
                return item.ContentBlock is { } block ? Shown(_blocks.Begin(item.Index, block, _responseId)) : null;
            case "content_block_stop":
                return Shown(_blocks.End(item.Index));
            case "message_start":
                Begin(item.Message);
                return null;
            case "message_delta":
                _began = true;
                _stopReason = AnswerParts.Text(item.Delta?.StopReason) ?? _stopReason;
                AnthropicMessagesFacts.Take(ref _properties, item.Delta?.StopSequence, item.Delta?.StopDetails, item.Delta?.Container, item.ContextManagement);
                _usage.Take(item.Usage);
                return null;
            case "message_stop":
                IsComplete = true;
                return null;
            case "message":
                return Whole(item);
            default:
                return null;
        }
    }

    /// <summary>The first update, once an event was taken: what belongs to the response and not to its message, which is why it names none.</summary>
    /// <returns>Null where there is nothing to tell.</returns>
    public ChatResponseUpdate? Head(string? requestId) => (requestId ?? _responseId) is null ? null : new()
    {
        Role = s_assistant,
        ResponseId = _responseId,
        ModelId = _modelId,
        AdditionalProperties = AnswerParts.Properties(requestId),
    };

    /// <summary>The last update: what is whole only now, the finish reason and the usage.</summary>
    /// <returns>Null where the stream held nothing at all.</returns>
    public ChatResponseUpdate? Complete()
    {
        if (!_began)
            return null;
        var contents = _given ?? [];
        var finish = AnthropicMessagesFacts.Finish(_stopReason);
        _blocks.Complete(contents, finish, IsComplete);
        if (_usage.ToDetails() is { } usage)
            contents.Add(new UsageContent(usage));
        var update = Named(new ChatResponseUpdate { Contents = contents });
        update.FinishReason = finish;
        update.AdditionalProperties = _properties;
        return update;
    }

    /// <summary>Takes the head of an answer. A proxy that asks the service again may send a second one into the same stream: what was not whole by then never will be.</summary>
    private void Begin(AnthropicMessagesResponse? message)
    {
        if (message is null)
            return;
        if (_began && _responseId != AnswerParts.Text(message.Id))
            _blocks.Forget();
        _began = true;
        _responseId = AnswerParts.Text(message.Id) ?? _responseId;
        _modelId = AnswerParts.Text(message.Model) ?? _modelId;
        _stopReason = AnswerParts.Text(message.StopReason) ?? _stopReason;
        _usage.Take(message.Usage);
        AnthropicMessagesFacts.Take(ref _properties, message.StopSequence, message.StopDetails, message.Container, message.ContextManagement);
        if (message.Content is { Count: > 0 } content)
            _given = AnthropicMessagesAnswer.Contents(content, _responseId, AnthropicMessagesFacts.Finish(_stopReason));
    }

    /// <summary>A service that does not stream answers in one piece.</summary>
    private ChatResponseUpdate? Whole(AnthropicMessagesStreamEvent item)
    {
        _began = IsComplete = true;
        _responseId = AnswerParts.Text(item.Id);
        _modelId = AnswerParts.Text(item.Model);
        _stopReason = item.StopReason;
        _usage.Take(item.Usage);
        AnthropicMessagesFacts.Take(ref _properties, item.StopSequence, item.StopDetails, item.Container, item.ContextManagement);
        var contents = AnthropicMessagesAnswer.Contents(item.Content, _responseId, AnthropicMessagesFacts.Finish(_stopReason));
        return contents.Count == 0 ? null : Named(new ChatResponseUpdate { Contents = contents });
    }

    private ChatResponseUpdate? Shown(ChatResponseUpdate? update) => update is null ? null : Named(update);

    private ChatResponseUpdate Named(ChatResponseUpdate update)
    {
        update.Role = s_assistant;
        update.ResponseId = _responseId;
        update.MessageId = _responseId;
        update.ModelId = _modelId;
        return update;
    }
}
