using Microsoft.Extensions.AI;
using SdkGen.Json;
using SdkGen.Wire.OpenAIResponses;

namespace SdkGen.Dialects.OpenAIResponses;

// The items of the answer, from their first piece to their end.
internal sealed partial class OpenAIResponsesStream
{
    private void TakeText(OpenAIResponsesEvent wire)
    {
        if (string.IsNullOrEmpty(wire.Delta))
            return;
        var item = Find(wire);
        BeginMessage(item, wire.ItemId);
        item.Told += wire.Delta.Length;
        Tell(new TextContent(wire.Delta));
    }

    private void TakeReasoning(OpenAIResponsesEvent wire, bool isFull)
    {
        if (string.IsNullOrEmpty(wire.Delta))
            return;
        var item = Find(wire);
        item.Id ??= AnswerParts.Text(wire.ItemId);
        item.IsFull |= isFull;
        TellReasoning(item, wire.Delta, null);
    }

    /// <param name="item">The item.</param>
    /// <param name="text">The next piece of it.</param>
    /// <param name="data">What is encrypted of it.</param>
    private void TellReasoning(OpenAIResponsesStreamedItem item, string text, string? data)
    {
        // Collectors keep the properties of a part's first piece.
        var properties = item.Told == 0 ? OpenAIResponsesItemReader.ReasoningProperties(item.Id, item.IsFull) : null;
        if (text.Length == 0 && data is null && properties is null)
            return;
        if (item.Told == 0 && _endsInOpenReasoning)
            Tell(new TextContent(""));
        item.Told += Math.Max(1, text.Length);
        Tell(new TextReasoningContent(text) { ProtectedData = data, AdditionalProperties = properties });
        _endsInOpenReasoning = data is null;
    }

    private void TakeArguments(OpenAIResponsesEvent wire)
    {
        var item = Find(wire);
        Updates.Add(Named(Call(item, null).Append(wire.Delta)));
    }

    private StreamedCall Call(OpenAIResponsesStreamedItem item, OpenAIResponsesItem? wire)
    {
        item.Call ??= new StreamedCall(_calls++);
        if (wire is not null)
        {
            item.Call.Id ??= AnswerParts.Text(wire.CallId) ?? AnswerParts.Text(wire.Id);
            item.Call.Name ??= AnswerParts.Text(wire.Name);
            item.Call.IsCustom |= wire.Type == "custom_tool_call";
        }

        return item.Call;
    }

    private void Begin(OpenAIResponsesEvent wire)
    {
        ResolveDoubtful();
        var item = Find(wire);
        item.Type ??= wire.Item?.Type;
        item.Id ??= AnswerParts.Text(wire.Item?.Id);
        if (wire.Item?.Type == "message")
            BeginMessage(item, wire.Item.Id);
        else if (wire.Item?.Type is "function_call" or "custom_tool_call")
            Updates.Add(Named(Call(item, wire.Item).Append("")));
    }

    private void BeginMessage(OpenAIResponsesStreamedItem item, string? id)
    {
        item.Type ??= "message";
        item.Id ??= AnswerParts.Text(id);
        if (item.Told == 0 && item.Id is not null)
            _messageId = item.Id;
    }

    private void Finish(OpenAIResponsesStreamedItem item, OpenAIResponsesItem wire)
    {
        if (item.IsDone)
            return;
        item.IsDone = true;
        ResolveDoubtful();
        switch (wire.Type)
        {
            case "message":
                FinishMessage(item, wire);
                break;
            case "reasoning":
                FinishReasoning(item, wire);
                break;
            case "function_call" or "custom_tool_call":
                FinishCall(item, wire);
                break;
            default:
                var contents = new List<AIContent>();
                OpenAIResponsesHostedCalls.Read(wire, _responseId, item.Index ?? _items.IndexOf(item), contents);
                _endsInOpenReasoning = false;
                Updates.Add(Update(contents));
                break;
        }
    }

    private void FinishMessage(OpenAIResponsesStreamedItem item, OpenAIResponsesItem wire)
    {
        BeginMessage(item, wire.Id);
        var contents = new List<AIContent>();
        if (OpenAIResponsesItemReader.Text(wire) is { } text && text.Length > item.Told)
            contents.Add(new TextContent(text[item.Told..]));
        if (AnswerParts.Citations(OpenAIResponsesItemReader.Annotations(wire) ?? item.Annotations) is { } citations)
            contents.Add(citations);
        if ((OpenAIResponsesItemReader.Refusal(wire) ?? AnswerParts.Text(item.Refusal)) is { } refusal)
            contents.Add(new RefusalContent(refusal));
        _endsInOpenReasoning &= contents.Count == 0;
        var update = Update(contents);
        update.AdditionalProperties = OpenAIResponsesItemReader.Properties(wire);
        if (item.Id is not null && update.AdditionalProperties is not null)
            update.AdditionalProperties[OpenAIResponsesFacts.ItemIdKey] = item.Id;
        if (OpenAIResponsesItemReader.Logprobs(wire) is { } logprobs)
            (update.AdditionalProperties ??= [])[OpenAIResponsesFacts.LogprobsKey] = logprobs;
        if (contents.Count > 0 || update.AdditionalProperties is not null)
            Updates.Add(WithProperties(update, update.AdditionalProperties));
    }

    private void FinishReasoning(OpenAIResponsesStreamedItem item, OpenAIResponsesItem wire)
    {
        item.Id ??= AnswerParts.Text(wire.Id);
        var text = OpenAIResponsesItemReader.Reasoning(wire) ?? "";
        var data = AnswerParts.Text(wire.EncryptedContent);
        item.IsFull |= wire.Summary is not { Count: > 0 } && text.Length > 0;
        if (_stored == false && data is null && !item.IsFull)
        {
            if (text.Length == 0 && item.Told == 0)
                return;
            (_properties ??= [])[OpenAIResponsesFacts.UnknownReasoningKey] = true;
        }

        TellReasoning(item, text.Length > item.Told ? text[item.Told..] : "", data);
        if (_properties is not null && _messageId is not null)
            Updates.Add(WithProperties(Update([]), null));
    }

    private void FinishCall(OpenAIResponsesStreamedItem item, OpenAIResponsesItem wire)
    {
        var call = Call(item, wire);
        if (wire.Arguments is null && wire.Input is null && call.Arguments is { Length: > 0 } arguments)
            (wire.Arguments, wire.Input) = (arguments, arguments);
        wire.CallId ??= call.Id;
        wire.Name ??= call.Name;
        var content = OpenAIResponsesItemReader.Call(wire, call.Position, _responseId, ChatFinishReason.Stop);
        SetId(content, item);
        if (content.Arguments is RawArguments { IsText: false } raw && (raw.Error is not null || string.IsNullOrEmpty(wire.Arguments?.Text)))
        {
            // Cut off, or the model's own mistake, or a call without arguments: the end of the answer tells, unless something comes behind it.
            (_doubtful, _doubtfulCall) = (OpenAIResponsesFacts.Item(OpenAIResponsesFacts.Json(wire, OpenAIResponsesItemCodec.Instance)), call);
            _doubtful!.Id = item.Id ?? _doubtful.Id;
            return;
        }

        Tell(content);
    }

    private static void SetId(FunctionCallContent content, OpenAIResponsesStreamedItem item)
    {
        if (item.Id is not null)
            (content.AdditionalProperties ??= [])[OpenAIResponsesFacts.ItemIdKey] = item.Id;
    }

    private void ResolveDoubtful()
    {
        if (_doubtful is null)
            return;
        var contents = new List<AIContent>(1);
        AddDoubtful(contents, null, isLast: false);
        _endsInOpenReasoning = false;
        Updates.Add(Update(contents));
    }

    private void AddDoubtful(List<AIContent> contents, ChatFinishReason? finish, bool isLast)
    {
        if (_doubtful is null)
            return;
        contents.Add(OpenAIResponsesItemReader.Call(_doubtful, _doubtfulCall!.Position, _responseId, isLast ? finish : ChatFinishReason.Stop, isComplete: !isLast || IsEnded || _doubtful.Status == "completed"));
        (_doubtful, _doubtfulCall) = (null, null);
    }

    /// <summary>What is known of an item that the service did not bring to its end.</summary>
    private void AddRest(OpenAIResponsesStreamedItem item, List<AIContent> contents, ChatFinishReason? finish)
    {
        if (AnswerParts.Citations(item.Annotations) is { } citations)
            contents.Add(citations);
        if (AnswerParts.Text(item.Refusal) is { } refusal)
            contents.Add(new RefusalContent(refusal));
        if (item.Call is not { Name: not null } call)
            return;
        var content = call.ToContent(_responseId, finish, IsEnded);
        SetId(content, item);
        contents.Add(content);
    }
}
