using Microsoft.Extensions.AI;
using SdkGen.Wire.OpenAIResponses;

namespace SdkGen.Dialects.OpenAIResponses;

/// <summary>Reads a whole answer. Each message of it is a message; what stands before or behind one belongs to it.</summary>
internal sealed class OpenAIResponsesAnswer
{
    private readonly ChatResponse _response = new();
    private readonly bool? _stored;
    private readonly string? _status;
    private readonly string? _reason;
    private ChatMessage _message;
    private int _calls;

    private OpenAIResponsesAnswer(OpenAIResponsesResponse wire)
    {
        (_stored, _status, _reason) = (wire.Store, wire.Status, wire.IncompleteDetails?.Reason);
        _response.ResponseId = AnswerParts.Text(wire.Id);
        _response.ModelId = AnswerParts.Text(wire.Model);
        _response.CreatedAt = AnswerParts.Created(wire.CreatedAt);
        _message = Begin();
    }

    public static ChatResponse Read(OpenAIResponsesResponse wire, string? requestId)
    {
        var answer = new OpenAIResponsesAnswer(wire);
        for (var i = 0; i < (wire.Output?.Count ?? 0); i++)
        {
            if (wire.Output![i] is { } item)
                answer.Add(item, i, isLast: i == wire.Output.Count - 1);
        }

        answer._message.MessageId ??= answer._response.ResponseId;
        var response = answer._response;
        response.FinishReason = OpenAIResponsesFacts.Finish(wire.Status, wire.IncompleteDetails?.Reason, answer._calls > 0);
        response.ConversationId = OpenAIResponsesFacts.ConversationId(wire.Conversation, wire.Store, response.ResponseId);
        response.ContinuationToken = OpenAIResponsesFacts.Continuation(wire.Status, response.ResponseId);
        response.Usage = OpenAIResponsesFacts.Usage(wire.Usage);
        response.RawRepresentation = wire;
        response.AdditionalProperties = AnswerParts.Properties(requestId);
        return response;
    }

    private ChatMessage Begin()
    {
        var message = new ChatMessage(ChatRole.Assistant, (IList<AIContent>)new List<AIContent>(2)) { CreatedAt = _response.CreatedAt };
        _response.Messages.Add(message);
        return message;
    }

    private void Add(OpenAIResponsesItem item, int index, bool isLast)
    {
        switch (item.Type)
        {
            case "message":
                AddMessage(item);
                break;
            case "reasoning":
                AddReasoning(item);
                break;
            case "function_call" or "custom_tool_call":
                var finish = isLast ? OpenAIResponsesFacts.Finish(_status, _reason, hasCalls: true) : ChatFinishReason.Stop;
                _message.Contents.Add(OpenAIResponsesItemReader.Call(item, _calls++, _response.ResponseId, finish));
                break;
            default:
                OpenAIResponsesHostedCalls.Read(item, _response.ResponseId, index, (List<AIContent>)_message.Contents);
                break;
        }
    }

    private void AddMessage(OpenAIResponsesItem item)
    {
        if (AnswerParts.Text(item.Id) is { } id)
        {
            if (_message.MessageId is not null && _message.MessageId != id)
                _message = Begin();
            _message.MessageId ??= id;
        }

        foreach (var (key, value) in OpenAIResponsesItemReader.Properties(item) ?? [])
            (_message.AdditionalProperties ??= [])[key] = value;
        if (OpenAIResponsesItemReader.Logprobs(item) is { } logprobs)
            (_message.AdditionalProperties ??= [])[OpenAIResponsesFacts.LogprobsKey] = logprobs;
        if (OpenAIResponsesItemReader.Text(item) is { } text)
            AddText(text);
        if (AnswerParts.Citations(OpenAIResponsesItemReader.Annotations(item)) is { } citations)
            _message.Contents.Add(citations);
        if (OpenAIResponsesItemReader.Refusal(item) is { } refusal)
            _message.Contents.Add(new RefusalContent(refusal));
    }

    // Streamed texts are joined by whoever collects them; so must be the messages that have no id to tell them apart.
    private void AddText(string text)
    {
        if (_message.Contents is [.., TextContent { Annotations: null } last])
            last.Text += text;
        else
            _message.Contents.Add(new TextContent(text));
    }

    private void AddReasoning(OpenAIResponsesItem item)
    {
        var text = OpenAIResponsesItemReader.Reasoning(item);
        var data = AnswerParts.Text(item.EncryptedContent);
        var isFull = item.Summary is not { Count: > 0 } && text is not null;
        if (_stored == false && data is null && !isFull)
        {
            if (text is null)
                return;
            (_message.AdditionalProperties ??= [])[OpenAIResponsesFacts.UnknownReasoningKey] = true;
        }

        // Collectors of streams join neighbours of which the first is not encrypted, and its successor's id would be lost.
        if (_message.Contents is [.., TextReasoningContent { ProtectedData: null }])
            _message.Contents.Add(new TextContent(""));
        _message.Contents.Add(new TextReasoningContent(text ?? "")
        {
            ProtectedData = data,
            AdditionalProperties = OpenAIResponsesItemReader.ReasoningProperties(AnswerParts.Text(item.Id), isFull),
        });
    }
}
