using Microsoft.Extensions.AI;
using SdkGen.Wire.Gemini;

namespace SdkGen.Dialects.Gemini;

/// <summary>Reads a whole answer. Of several candidates the one with the lowest index is the message; all stay in the raw representation.</summary>
internal static class GeminiAnswer
{
    public static ChatResponse Read(GeminiResponse wire, string? requestId)
    {
        var id = AnswerParts.Text(wire.ResponseId);
        var candidate = First(wire.Candidates);
        var reader = new GeminiPartReader(deltas: null);
        var contents = Contents(candidate, reader, id);
        var word = GeminiFacts.Text(candidate?.FinishReason);
        var end = new GeminiEnding(word, candidate?.FinishMessage, wire.PromptFeedback);
        var response = new ChatResponse
        {
            ResponseId = id,
            ModelId = AnswerParts.Text(wire.ModelVersion),
            CreatedAt = GeminiFacts.Created(wire.CreateTime),
            FinishReason = end.Finish(reader.HasCalls),
            Usage = GeminiUsageReader.Read(wire.UsageMetadata),
            RawRepresentation = wire,
            AdditionalProperties = end.AddTo(AnswerParts.Properties(requestId)),
        };
        response.Messages.Add(new ChatMessage(ChatRole.Assistant, contents)
        {
            MessageId = id,
            CreatedAt = response.CreatedAt,
            RawRepresentation = candidate,
        });
        return response;
    }

    private static GeminiCandidate? First(Json.ReusableList<GeminiCandidate>? candidates)
    {
        GeminiCandidate? first = null;
        for (var i = 0; i < (candidates?.Count ?? 0); i++)
        {
            var candidate = candidates![i];
            if (candidate is not null && (first is null || (candidate.Index ?? 0) < (first.Index ?? 0)))
                first = candidate;
        }

        return first;
    }

    private static List<AIContent> Contents(GeminiCandidate? candidate, GeminiPartReader reader, string? responseId)
    {
        List<AIContent>? read = null;
        var parts = candidate?.Content?.Parts;
        for (var i = 0; i < (parts?.Count ?? 0); i++)
        {
            if (parts![i] is { } part)
                reader.Read(part, responseId, ref read);
        }

        reader.Complete(responseId, GeminiEnding.IsWhole(GeminiFacts.Text(candidate?.FinishReason)), ref read);
        var contents = new List<AIContent>(read?.Count ?? 0);
        foreach (var content in read ?? [])
            Add(contents, content);
        if (candidate is not null && (candidate.GroundingMetadata is not null || candidate.CitationMetadata is not null))
        {
            var citations = new GeminiCitations();
            foreach (var text in contents.OfType<TextContent>())
                citations.TakeText(text.Text);
            citations.Take(candidate);
            if (citations.ToContent() is { } sources)
                contents.Add(sources);
        }

        return contents;
    }

    // Streamed pieces are joined by whoever collects them; so must be the parts of a whole answer.
    private static void Add(List<AIContent> contents, AIContent content)
    {
        switch (content)
        {
            case TextContent next when contents is [.., TextContent last]:
                last.Text += next.Text;
                break;
            case TextReasoningContent next when contents is [.., TextReasoningContent { ProtectedData: null } last]:
                last.Text += next.Text;
                last.ProtectedData = next.ProtectedData;
                break;
            default:
                contents.Add(content);
                break;
        }
    }
}
