using Microsoft.Extensions.AI;
using SdkGen.Dialects.Gemini;
using SdkGen.Wire.GeminiInteractions;

namespace SdkGen.Dialects.GeminiInteractions;

/// <summary>Reads a whole interaction.</summary>
internal static class GeminiInteractionsAnswer
{
    /// <param name="wire">The interaction.</param>
    /// <param name="requestId">The request's id.</param>
    /// <param name="isKept">The conversation goes on by the interaction's id.</param>
    public static ChatResponse Read(GeminiInteractionsInteraction wire, string? requestId, bool isKept)
    {
        var id = AnswerParts.Text(wire.Id);
        var contents = new List<AIContent>();
        var citations = new GeminiCitations();
        foreach (var step in wire.Steps ?? wire.Outputs ?? [])
        {
            if (step is not null)
                Read(step, id, contents, citations);
        }

        if (citations.ToContent() is { } sources)
            contents.Add(sources);
        var response = new ChatResponse
        {
            ResponseId = id,
            ConversationId = isKept ? id : null,
            ModelId = AnswerParts.Text(wire.Model),
            CreatedAt = GeminiFacts.Created(wire.Created),
            FinishReason = GeminiInteractionsFacts.Finish(wire.Status, contents.Exists(content => content is FunctionCallContent { InformationalOnly: false })),
            Usage = GeminiInteractionsFacts.Usage(wire.Usage),
            RawRepresentation = wire,
            AdditionalProperties = AnswerParts.Properties(requestId),
        };
        response.Messages.Add(new ChatMessage(ChatRole.Assistant, contents) { MessageId = id, CreatedAt = response.CreatedAt, RawRepresentation = wire });
        return response;
    }

    private static void Read(GeminiInteractionsStep step, string? responseId, List<AIContent> contents, GeminiCitations citations)
    {
        switch (step.Type)
        {
            case "thought":
                var thought = GeminiInteractionsFacts.Text(step.Summary);
                if (thought is not null || AnswerParts.Text(step.Signature) is not null)
                    contents.Add(new TextReasoningContent(thought ?? "") { ProtectedData = AnswerParts.Text(step.Signature) });
                break;
            case "model_output":
                if (AnswerParts.Text(step.Content?.Text) is { } text)
                    Add(contents, citations, text);
                foreach (var item in step.Content?.Items ?? (step.Content?.Item is { } single ? [single] : []))
                {
                    if (item is not null)
                        Read(item, contents, citations);
                }

                break;
            case "text" or "image" or "audio" or "video" or "document":
                Read(GeminiInteractionsFacts.Part(step), contents, citations);
                break;
            case "function_call":
                var position = contents.Count(content => content is FunctionCallContent { InformationalOnly: false });
                contents.Add(new FunctionCallContent(AnswerParts.CallId(step.Id, responseId, position), step.Name ?? "", RawArguments.FromJson(step.Arguments?.Utf8 ?? default)));
                Sign(contents, step.Signature);
                break;
            case "user_input":
                // What was asked comes back with an interaction that is asked for again.
                break;
            default:
                contents.Add(GeminiInteractionsFacts.Other(step));
                break;
        }
    }

    private static void Read(GeminiInteractionsContent item, List<AIContent> contents, GeminiCitations citations)
    {
        if (AnswerParts.Text(item.Text) is { } text)
            Add(contents, citations, text);
        else if (GeminiInteractionsFacts.File(item.Data, item.Uri, item.MimeType) is { } file)
            contents.Add(file);
        foreach (var annotation in item.Annotations ?? [])
            citations.Take(annotation?.Url, annotation?.Title, annotation?.StartIndex, annotation?.EndIndex);
    }

    private static void Add(List<AIContent> contents, GeminiCitations citations, string text)
    {
        citations.TakeText(text);
        if (contents is [.., TextContent last])
            last.Text += text;
        else
            contents.Add(new TextContent(text));
    }

    /// <summary>Puts the signature of a call behind it.</summary>
    public static void Sign(List<AIContent> contents, string? signature)
    {
        if (AnswerParts.Text(signature) is { } data)
            contents.Add(new TextReasoningContent("") { ProtectedData = data, AdditionalProperties = new() { [GeminiFacts.SignedTextKey] = 0 } });
    }
}
