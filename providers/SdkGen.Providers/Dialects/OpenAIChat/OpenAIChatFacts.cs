using System.Text;
using Microsoft.Extensions.AI;
using SdkGen.Wire.OpenAIChat;

namespace SdkGen.Dialects.OpenAIChat;

/// <summary>What whole and streamed answers have in common, so that both come out equal.</summary>
internal static class OpenAIChatFacts
{
    public static ChatFinishReason? Finish(string? reason) => reason switch
    {
        null or "" => null,
        "stop" => ChatFinishReason.Stop,
        "length" or "model_length" => ChatFinishReason.Length,
        "tool_calls" or "function_call" => ChatFinishReason.ToolCalls,
        "content_filter" => ChatFinishReason.ContentFilter,
        _ => new ChatFinishReason(reason),
    };

    public static void AddCitation(ref IList<AIAnnotation>? annotations, OpenAIChatAnnotation? annotation)
    {
        if (annotation?.UrlCitation is not { } citation)
            return;
        (annotations ??= []).Add(new CitationAnnotation
        {
            Title = AnswerParts.Text(citation.Title),
            Url = Uri.TryCreate(citation.Url, UriKind.Absolute, out var url) ? url : null,
            Snippet = AnswerParts.Text(citation.Content),
            AnnotatedRegions = citation.StartIndex is null && citation.EndIndex is null
                ? null : [new TextSpanAnnotatedRegion { StartIndex = citation.StartIndex, EndIndex = citation.EndIndex }],
        });
    }

    /// <summary>Sources that stand beside the choices: with titles, or as addresses alone.</summary>
    /// <returns>Null where there are none.</returns>
    public static List<AIAnnotation>? Sources(IList<string?>? addresses, IList<OpenAIChatSearchResult>? results)
    {
        List<AIAnnotation>? sources = null;
        foreach (var result in results ?? [])
        {
            if (result is not null)
                Add(result.Url, AnswerParts.Text(result.Title), AnswerParts.Text(result.Snippet));
        }

        if (sources is not null)
            return sources;
        foreach (var address in addresses ?? [])
            Add(address, null, null);
        return sources;

        void Add(string? address, string? title, string? snippet)
        {
            if (Uri.TryCreate(address, UriKind.Absolute, out var url))
                (sources ??= []).Add(new CitationAnnotation { Url = url, Title = title, Snippet = snippet });
        }
    }

    /// <summary>An image of the answer: as data, or by its address; null where it is neither.</summary>
    public static AIContent? Image(OpenAIChatContentPart? part) => part?.ImageUrl?.Url switch
    {
        null or "" => null,
        ['d', 'a', 't', 'a', ':', ..] data => Data(data),
        var address => Uri.TryCreate(address, UriKind.Absolute, out var url) ? new UriContent(url, "image/*") : null,
    };

    /// <summary>Whether a part is an image.</summary>
    public static bool IsImage(AIContent content) => content is DataContent data ? data.HasTopLevelMediaType("image") : content is UriContent address && address.HasTopLevelMediaType("image");

    private static DataContent? Data(string address)
    {
        try
        {
            return new DataContent(address);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>A thinking part, whose text is parts again, at Mistral.</summary>
    /// <returns>Null where the part is none, or says nothing.</returns>
    public static TextReasoningContent? Thinking(OpenAIChatContentPart part)
    {
        if (part.Thinking is null)
            return null;
        var text = part.Thinking.Count == 1 ? part.Thinking[0]?.Text : string.Concat(part.Thinking.Select(piece => piece?.Text));
        var signature = AnswerParts.Text(part.Signature);
        return signature is null && string.IsNullOrEmpty(text) ? null : new TextReasoningContent(text) { ProtectedData = signature };
    }
}
