using Microsoft.Extensions.AI;
using SdkGen.Wire.OllamaChat;

namespace SdkGen.Dialects.OllamaChat;

/// <summary>Reads a whole answer.</summary>
internal static class OllamaChatAnswer
{
    public static ChatResponse Read(OllamaChatResponse wire, string? requestId)
    {
        var finish = OllamaChatFacts.Finish(wire.DoneReason, wire.Message?.ToolCalls is { Count: > 0 });
        var response = new ChatResponse
        {
            ModelId = AnswerParts.Text(wire.Model),
            CreatedAt = OllamaChatFacts.Created(wire.CreatedAt),
            FinishReason = finish,
            Usage = OllamaChatFacts.Usage(wire),
            RawRepresentation = wire,
            AdditionalProperties = AnswerParts.Properties(requestId),
        };
        if (wire.Message is { } message)
            response.Messages.Add(new ChatMessage(ChatRole.Assistant, Contents(message, wire.CreatedAt, finish)) { CreatedAt = response.CreatedAt });
        return response;
    }

    private static List<AIContent> Contents(OllamaChatMessage message, string? createdAt, ChatFinishReason? finish)
    {
        var contents = new List<AIContent>(1);
        if (AnswerParts.Text(message.Thinking) is { } thinking)
            contents.Add(new TextReasoningContent(thinking));
        if (AnswerParts.Text(message.Content) is { } text)
            contents.Add(new TextContent(text));
        foreach (var image in message.Images ?? [])
        {
            if (OllamaChatFacts.Image(image) is { } picture)
                contents.Add(picture);
        }

        for (var i = 0; i < (message.ToolCalls?.Count ?? 0); i++)
        {
            if (message.ToolCalls![i] is { } call)
                contents.Add(Call(call, i, createdAt, finish));
        }

        return contents;
    }

    private static FunctionCallContent Call(OllamaChatToolCall call, int position, string? createdAt, ChatFinishReason? finish) => new(
        OllamaChatFacts.CallId(call.Id, position, createdAt),
        call.Function?.Name ?? "",
        AnswerParts.Arguments(OllamaChatFacts.ArgumentsText(call.Function?.Arguments), finish));
}
