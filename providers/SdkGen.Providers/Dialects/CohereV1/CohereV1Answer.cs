using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Dialects.CohereChat;
using SdkGen.Json;
using SdkGen.Wire.CohereV1;

namespace SdkGen.Dialects.CohereV1;

/// <summary>Reads a whole answer, and what a stream has in common with one.</summary>
internal static class CohereV1Answer
{
    public static ChatResponse Read(CohereV1Response wire, string? requestId)
    {
        var id = Id(wire);
        var finish = CohereChatFacts.Finish(wire.FinishReason);
        var contents = new List<AIContent>(1);
        if (AnswerParts.Text(wire.Text) is { } text)
            contents.Add(new TextContent(text));
        if (Citations(wire.Citations, wire.Documents) is { } citations)
            contents.Add(citations);
        for (var i = 0; i < (wire.ToolCalls?.Count ?? 0); i++)
        {
            if (wire.ToolCalls![i] is { } call)
                contents.Add(new FunctionCallContent(AnswerParts.CallId(null, id, i), call.Name ?? "", AnswerParts.Arguments(call.Parameters?.ToString(), finish)));
        }

        return new ChatResponse(new ChatMessage(ChatRole.Assistant, contents))
        {
            ResponseId = id,
            FinishReason = finish,
            Usage = Usage(wire.Meta),
            RawRepresentation = wire,
            AdditionalProperties = AnswerParts.Properties(requestId),
        };
    }

    public static string? Id(CohereV1Response? wire) => AnswerParts.Text(wire?.ResponseId) ?? AnswerParts.Text(wire?.GenerationId);

    /// <summary>The same counts as those of v2, which have other places only.</summary>
    public static UsageDetails? Usage(CohereV1Meta? meta) => CohereChatFacts.Usage(
        meta?.Tokens is { } tokens ? new() { InputTokens = tokens.InputTokens, OutputTokens = tokens.OutputTokens } : null,
        meta?.CachedTokens,
        meta?.BilledUnits is { } billed ? new() { InputTokens = billed.InputTokens, OutputTokens = billed.OutputTokens, SearchUnits = billed.SearchUnits } : null);

    /// <summary>One annotation for each document of a citation; what a document says of itself is found by its id.</summary>
    public static TextContent? Citations(IEnumerable<CohereV1Citation?>? citations, IList<RawJson>? documents)
    {
        IList<AIAnnotation>? annotations = null;
        foreach (var citation in citations ?? [])
        {
            foreach (var id in citation?.DocumentIds ?? [])
                (annotations ??= []).Add(CohereSources.Annotation(id, Document(documents, id), citation!.Start, citation.End));
        }

        return AnswerParts.Citations(annotations);
    }

    private static RawJson? Document(IList<RawJson>? documents, string? id)
    {
        for (var i = 0; i < (documents?.Count ?? 0); i++)
        {
            var fields = documents![i].ToElement();
            if (fields.ValueKind == JsonValueKind.Object && fields.TryGetProperty("id", out var known) && JsonText.Of(known) == id)
                return documents[i];
        }

        return null;
    }
}
