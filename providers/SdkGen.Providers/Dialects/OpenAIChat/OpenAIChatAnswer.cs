using Microsoft.Extensions.AI;
using SdkGen.Wire.OpenAIChat;

namespace SdkGen.Dialects.OpenAIChat;

/// <summary>Reads a whole answer. Of several choices the one with the lowest index is the message; all stay in the raw representation.</summary>
internal static class OpenAIChatAnswer
{
    public static ChatResponse Read(OpenAIChatResponse wire, string? requestId, OpenAIChatTraits traits)
    {
        var choice = First(wire.Choices);
        var id = AnswerParts.Text(wire.Id);
        var finish = OpenAIChatFacts.Finish(choice?.FinishReason);
        var response = new ChatResponse
        {
            ResponseId = id,
            ModelId = AnswerParts.Text(wire.Model),
            CreatedAt = AnswerParts.Created(wire.Created),
            FinishReason = finish,
            Usage = OpenAIChatUsageReader.Read(wire, traits),
            RawRepresentation = wire,
            AdditionalProperties = AnswerParts.Properties(requestId),
        };
        if (choice?.Message is { } message)
        {
            var reasoning = message.ReasoningDetails is { Count: > 0 } ? new OpenAIChatReasoning() : null;
            response.Messages.Add(new ChatMessage(ChatRole.Assistant, Contents(wire, message, reasoning, finish))
            {
                MessageId = id,
                CreatedAt = response.CreatedAt,
                RawRepresentation = choice,
                AdditionalProperties = reasoning?.ToProperties(),
            });
        }

        return response;
    }

    private static OpenAIChatChoice? First(IList<OpenAIChatChoice>? choices)
    {
        OpenAIChatChoice? first = null;
        for (var i = 0; i < (choices?.Count ?? 0); i++)
        {
            var choice = choices![i];
            if (choice is not null && (first is null || (choice.Index ?? 0) < (first.Index ?? 0)))
                first = choice;
        }

        return first;
    }

    private static List<AIContent> Contents(OpenAIChatResponse wire, OpenAIChatMessage message, OpenAIChatReasoning? details, ChatFinishReason? finish)
    {
        var responseId = AnswerParts.Text(wire.Id);
        var contents = new List<AIContent>(1);
        AddReasoning(contents, message, details);
        var refusal = message.Refusal;
        if (message.Content?.Parts is { } parts)
        {
            foreach (var part in parts)
                AddPart(contents, part, ref refusal);
        }
        else if (AnswerParts.Text(message.Content?.Text) is { } text)
        {
            contents.Add(new TextContent(text));
        }

        foreach (var image in message.Images ?? [])
        {
            if (OpenAIChatFacts.Image(image) is { } shown)
                contents.Add(shown);
        }

        IList<AIAnnotation>? annotations = null;
        foreach (var annotation in message.Annotations ?? [])
            OpenAIChatFacts.AddCitation(ref annotations, annotation);
        if (AnswerParts.Citations(annotations ?? OpenAIChatFacts.Sources(wire.Citations, wire.SearchResults)) is { } citations)
            contents.Add(citations);
        if (message.ExecutedTools is { Count: > 0 } executed)
        {
            var tools = new OpenAIChatExecutedTools();
            tools.Take(executed);
            tools.AddTo(contents, responseId);
        }

        if (message.Audio is { } audio && OpenAIChatAudioContent.Decode(audio.Data) is { } data)
            contents.Add(OpenAIChatAudioContent.From(audio.Id, data, audio.Transcript));
        if (AnswerParts.Text(refusal) is { } refused)
            contents.Add(new RefusalContent(refused));
        AddCalls(contents, message, responseId, finish);
        return contents;
    }

    private static void AddReasoning(List<AIContent> contents, OpenAIChatMessage message, OpenAIChatReasoning? details)
    {
        var told = false;
        if (details is not null)
        {
            foreach (var detail in message.ReasoningDetails!)
            {
                if (detail is null || details.Take(detail) is not { } content)
                    continue;
                told |= content.Text.Length > 0;
                contents.Add(content);
            }
        }

        if (!told && (AnswerParts.Text(message.ReasoningContent) ?? AnswerParts.Text(message.Reasoning)) is { } reasoning)
            contents.Insert(0, new TextReasoningContent(reasoning));
    }

    private static void AddPart(List<AIContent> contents, OpenAIChatContentPart? part, ref string? refusal)
    {
        if (part is null)
            return;
        if (OpenAIChatFacts.Thinking(part) is { } thinking)
            contents.Add(thinking);
        else if (AnswerParts.Text(part.Text) is { } text)
            Append(contents, text);
        else if (part.Refusal is { } words)
            refusal += words;
    }

    // Streamed texts are joined by whoever collects them; so must be the parts of a whole answer.
    private static void Append(List<AIContent> contents, string text)
    {
        if (contents.Count > 0 && contents[^1] is TextContent last)
            last.Text += text;
        else
            contents.Add(new TextContent(text));
    }

    private static void AddCalls(List<AIContent> contents, OpenAIChatMessage message, string? responseId, ChatFinishReason? finish)
    {
        for (var i = 0; i < (message.ToolCalls?.Count ?? 0); i++)
        {
            if (message.ToolCalls![i] is not { } call)
                continue;
            var id = AnswerParts.CallId(call.Id, responseId, i);
            if (call.Custom is { } custom)
                contents.Add(AnswerParts.CustomCall(id, custom.Name, custom.Input));
            else
                contents.Add(new FunctionCallContent(id, call.Function?.Name ?? "", Arguments(call.Function?.Arguments, finish)));
        }

        if (message.FunctionCall is { } legacy && message.ToolCalls is not { Count: > 0 })
            contents.Add(new FunctionCallContent(AnswerParts.CallId(null, responseId, 0), legacy.Name ?? "", Arguments(legacy.Arguments, finish)));
    }

    private static RawArguments Arguments(OpenAIChatArguments? arguments, ChatFinishReason? finish) =>
        arguments?.Json is { } json ? RawArguments.FromJson(json.Utf8) : AnswerParts.Arguments(arguments?.Text, finish);
}
