using Microsoft.Extensions.AI;
using SdkGen.Json;
using SdkGen.Transport;
using SdkGen.Wire.OpenAIResponses;

namespace SdkGen.Dialects.OpenAIResponses;

/// <summary>Reads a streamed answer: text and reasoning at once, every other item when it has come to its end, in the order of the answer.</summary>
/// <remarks>Each message of the answer is a message; what stands before or behind one belongs to it. Updates without a message's id go to the message under way.</remarks>
internal sealed partial class OpenAIResponsesStream : IUnfinishedAnswer
{
    private static readonly ChatRole? s_assistant = ChatRole.Assistant;

    private readonly List<OpenAIResponsesStreamedItem> _items = [];
    private string? _responseId;
    private string? _modelId;
    private string? _messageId;
    private string? _conversationId;
    private DateTimeOffset? _createdAt;
    private double? _created;
    private bool? _stored;
    private string? _status;
    private string? _reason;
    private UsageDetails? _usage;
    private OpenAIResponsesStreamedItem? _current;
    private OpenAIResponsesItem? _doubtful;
    private StreamedCall? _doubtfulCall;
    private AdditionalPropertiesDictionary? _properties;
    private int _calls;
    private bool _began;
    private bool _endsInOpenReasoning;

    /// <summary>What the event taken last has to tell.</summary>
    public List<ChatResponseUpdate> Updates { get; } = [];

    /// <summary>The service has said that the answer is at its end.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>What went wrong, in the service's words; null where nothing did.</summary>
    public ReadOnlyMemory<byte>? Failure { get; private set; }

    /// <inheritdoc/>
    public UsageDetails? UsageSoFar => _usage;

    /// <summary>Takes an event, whose objects are used again for the next.</summary>
    public void Take(OpenAIResponsesEvent wire)
    {
        Updates.Clear();
        _began = true;
        switch (wire.Type)
        {
            case "response.output_text.delta":
                TakeText(wire);
                break;
            case "response.reasoning_summary_text.delta":
                TakeReasoning(wire, isFull: false);
                break;
            case "response.reasoning_text.delta":
                TakeReasoning(wire, isFull: true);
                break;
            case "response.function_call_arguments.delta" or "response.custom_tool_call_input.delta":
                TakeArguments(wire);
                break;
            case "response.refusal.delta":
                Find(wire).AddRefusal(wire.Delta);
                break;
            case "response.output_text.annotation.added":
                if (OpenAIResponsesFacts.Annotation(wire.Annotation) is { } annotation)
                    Find(wire).Add(annotation);
                break;
            case "response.output_item.added":
                Begin(wire);
                break;
            case "response.output_item.done":
                if (wire.Item is { } item)
                    Finish(Find(wire), item);
                break;
            case "response.created" or "response.queued" or "response.in_progress":
                TakeHead(wire.Response);
                break;
            case "response.completed" or "response.incomplete" or "response.cancelled" or "response.done":
                End(wire.Response, wire.Type);
                break;
            case "response.failed":
                TakeHead(wire.Response);
                Failure = OpenAIResponsesFailure.Of(wire.Response?.Error, null, null);
                break;
            case "error":
                Failure = OpenAIResponsesFailure.Of(wire.Error, wire.Code, wire.Message);
                break;
            case null when wire.Object == "response" || wire.Output is not null:
                End(Whole(wire), null);
                break;
        }
    }

    /// <summary>The first update, once an event was taken: what belongs to the response and not to a message, which is why it names none.</summary>
    public ChatResponseUpdate Head(string? requestId)
    {
        var head = Named(new ChatResponseUpdate());
        head.MessageId = null;
        head.AdditionalProperties = AnswerParts.Properties(requestId);
        return head;
    }

    /// <summary>The last update: what the stream has begun and not brought to its end, the finish reason and the usage.</summary>
    /// <returns>Null where the stream held nothing at all.</returns>
    public ChatResponseUpdate? Complete()
    {
        if (!_began)
            return null;
        var contents = new List<AIContent>();
        var finish = OpenAIResponsesFacts.Finish(_status, _reason, hasCalls: _calls > 0);
        AddDoubtful(contents, finish, isLast: true);
        foreach (var item in _items)
        {
            if (!item.IsDone)
                AddRest(item, contents, finish);
        }

        // Calls among the rest count too.
        finish = OpenAIResponsesFacts.Finish(_status, _reason, hasCalls: _calls > 0);
        if (_usage is not null)
            contents.Add(new UsageContent(_usage));
        _messageId ??= _responseId;
        var update = WithProperties(Update(contents), null);
        update.FinishReason = finish;
        update.ContinuationToken = OpenAIResponsesFacts.Continuation(_status, _responseId);
        return update;
    }

    private void TakeHead(OpenAIResponsesEventResponse? response)
    {
        if (response is null)
            return;
        _responseId = AnswerParts.Text(response.Id) ?? _responseId;
        _modelId = AnswerParts.Text(response.Model) ?? _modelId;
        _status = AnswerParts.Text(response.Status) ?? _status;
        _stored = response.Store ?? _stored;
        _reason = AnswerParts.Text(response.IncompleteDetails?.Reason) ?? _reason;
        _conversationId = OpenAIResponsesFacts.ConversationId(response.Conversation, _stored, _responseId) ?? _conversationId;
        _usage = OpenAIResponsesFacts.Usage(response.Usage) ?? _usage;
        if (response.CreatedAt is > 0 && response.CreatedAt != _created)
        {
            _created = response.CreatedAt;
            _createdAt = AnswerParts.Created(_created);
        }
    }

    private void End(OpenAIResponsesEventResponse? response, string? type)
    {
        IsEnded = true;
        TakeHead(response);

        // A service that leaves the status out has named the event by it.
        if (AnswerParts.Text(response?.Status) is null && type is not null)
            _status = type == "response.done" ? "completed" : type["response.".Length..];
        if (response?.Output is not { } output || _items.TrueForAll(item => item.IsDone) && OpenAIResponsesFacts.Count(output) <= _items.Count)
            return;

        // The last event holds the whole answer: it stands in for events that did not come.
        var items = OpenAIResponsesFacts.Items(output);
        for (var i = 0; i < items.Count; i++)
        {
            var known = _items.Find(item => item.Index == i) ?? _items.Find(item => item.Index is null && item.Id is not null && item.Id == items[i].Id);
            if (known is null)
                _items.Add(known = new OpenAIResponsesStreamedItem(i));
            if (!known.IsDone)
                Finish(known, items[i]);
        }
    }

    private static OpenAIResponsesEventResponse Whole(OpenAIResponsesEvent wire) => new()
    {
        Id = wire.Id,
        Model = wire.Model,
        CreatedAt = wire.CreatedAt,
        Status = wire.Status,
        Store = wire.Store,
        Output = wire.Output,
        IncompleteDetails = wire.IncompleteDetails,
        Conversation = wire.Conversation,
        Usage = wire.Usage,
    };

    /// <summary>The item that an event belongs to: by its place, because ids may change, else by its id, else the one under way.</summary>
    private OpenAIResponsesStreamedItem Find(OpenAIResponsesEvent wire)
    {
        var id = AnswerParts.Text(wire.ItemId) ?? AnswerParts.Text(wire.Item?.Id);
        if (_current is { } current && (wire.OutputIndex is { } index ? current.Index == index : id is null || current.Id == id))
            return current;
        foreach (var item in _items)
        {
            if (wire.OutputIndex is { } place ? item.Index == place : id is not null && item.Id == id)
                return _current = item;
        }

        _items.Add(_current = new OpenAIResponsesStreamedItem(wire.OutputIndex));
        return _current;
    }

    /// <summary>Lets an update that names its message carry what waits for one.</summary>
    private ChatResponseUpdate WithProperties(ChatResponseUpdate update, AdditionalPropertiesDictionary? own)
    {
        if (_properties is not { } waiting || update.MessageId is null)
            return update;
        foreach (var (key, value) in own ?? [])
            waiting[key] = value;
        (update.AdditionalProperties, _properties) = (waiting, null);
        return update;
    }

    private void Tell(AIContent content)
    {
        _endsInOpenReasoning = false;
        Updates.Add(Update([content]));
    }

    private ChatResponseUpdate Update(IList<AIContent> contents) => Named(new ChatResponseUpdate { Contents = contents });

    private T Named<T>(T update)
        where T : ChatResponseUpdate
    {
        update.Role = s_assistant;
        update.ResponseId = _responseId;
        update.MessageId = _messageId;
        update.ModelId = _modelId;
        update.CreatedAt = _createdAt;
        update.ConversationId = _conversationId;
        return update;
    }
}
