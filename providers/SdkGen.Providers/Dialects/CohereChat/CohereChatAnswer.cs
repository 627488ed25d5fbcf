using Microsoft.Extensions.AI;
using SdkGen.Wire.CohereChat;

namespace SdkGen.Dialects.CohereChat;

/// <summary>Reads a whole answer.</summary>
internal static class CohereChatAnswer
{
    public static ChatResponse Read(CohereChatResponse wire, string? requestId)
    {
        var id = AnswerParts.Text(wire.Id);
        var finish = CohereChatFacts.Finish(wire.FinishReason);
        var response = new ChatResponse
        {
            ResponseId = id,
            FinishReason = finish,
            Usage = CohereChatFacts.Usage(wire.Usage?.Tokens, wire.Usage?.CachedTokens, wire.Usage?.BilledUnits),
            RawRepresentation = wire,
            AdditionalProperties = AnswerParts.Properties(requestId),
        };
        if (wire.Message is { } message)
        {
            response.Messages.Add(new ChatMessage(ChatRole.Assistant, Contents(message, id, finish))
            {
                MessageId = id,
                AdditionalProperties = AnswerParts.Text(message.ToolPlan) is { } plan ? new() { [CohereChatFacts.PlanKey] = plan } : null,
            });
        }

        return response;
    }

    private static List<AIContent> Contents(CohereChatMessage message, string? responseId, ChatFinishReason? finish)
    {
        var contents = new List<AIContent>(1);
        if (AnswerParts.Text(message.Content?.Text) is { } text)
            contents.Add(new TextContent(text));
        foreach (var part in message.Content?.Parts ?? [])
            AddPart(contents, part);

        IList<AIAnnotation>? annotations = null;
        foreach (var citation in message.Citations ?? [])
            CohereChatFacts.AddCitation(ref annotations, citation);
        if (AnswerParts.Citations(annotations) is { } citations)
            contents.Add(citations);
        for (var i = 0; i < (message.ToolCalls?.Count ?? 0); i++)
        {
            if (message.ToolCalls![i] is { } call)
                contents.Add(new FunctionCallContent(AnswerParts.CallId(call.Id, responseId, i), call.Function?.Name ?? "", AnswerParts.Arguments(call.Function?.Arguments, finish)));
        }

        return contents;
    }

    // Streamed texts are joined by whoever collects them; so must be the parts of a whole answer.
    private static void AddPart(List<AIContent> contents, CohereChatContentPart? part)
    {
        if (AnswerParts.Text(part?.Thinking) is { } thinking)
        {
            if (contents is [.., TextReasoningContent last])
                last.Text += thinking;
            else
                contents.Add(new TextReasoningContent(thinking));
        }

        if (AnswerParts.Text(part?.Text) is { } text)
        {
            if (contents is [.., TextContent last])
                last.Text += text;
            else
                contents.Add(new TextContent(text));
        }
    }
}
