using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Json;
using SdkGen.Wire.AnthropicMessages;

namespace SdkGen.Dialects.AnthropicMessages;

/// <summary>What pieces of an answer are based on. The service wants its citations back as it made them, so each is kept whole beside what people read.</summary>
internal static class AnthropicMessagesSources
{
    /// <summary>The additional property of an annotation that holds the citation.</summary>
    public const string Key = "citation";

    public static CitationAnnotation Read(AnthropicMessagesCitation citation) => new()
    {
        Title = AnswerParts.Text(citation.Title) ?? AnswerParts.Text(citation.DocumentTitle),
        Url = Uri.TryCreate(AnswerParts.Text(citation.Url) ?? citation.Source, UriKind.Absolute, out var url) ? url : null,
        FileId = AnswerParts.Text(citation.FileId),
        Snippet = AnswerParts.Text(citation.CitedText),
        ToolName = citation.Type == "web_search_result_location" ? "web_search" : null,
        AdditionalProperties = new() { [Key] = AnthropicMessagesFacts.Element(citation, AnthropicMessagesCitationCodec.Instance) },
    };

    /// <summary>A part that stands behind the text which the sources hang on, and says where that begins and ends in the text of the message.</summary>
    /// <returns>Null where there are no sources.</returns>
    public static TextContent? Behind(List<AIAnnotation>? annotations, int start, int end)
    {
        foreach (var annotation in annotations ?? [])
            annotation.AnnotatedRegions = [new TextSpanAnnotatedRegion { StartIndex = start, EndIndex = end }];
        return AnswerParts.Citations(annotations);
    }

    /// <summary>The citations that hang on a part, as the service made them.</summary>
    /// <param name="content">The part.</param>
    /// <param name="start">Where their text begins in the text of the message; null where nothing says it.</param>
    /// <returns>Null where the part has none of this service.</returns>
    public static ReusableList<AnthropicMessagesCitation>? Of(TextContent content, out int? start)
    {
        ReusableList<AnthropicMessagesCitation>? citations = null;
        start = null;
        foreach (var annotation in content.Annotations ?? [])
        {
            if (annotation.AdditionalProperties is not { } properties || !properties.TryGetValue(Key, out var kept) || kept is not JsonElement { ValueKind: JsonValueKind.Object } citation)
                continue;
            (citations ??= []).Add(AnthropicMessagesFacts.Value(citation, AnthropicMessagesCitationCodec.Instance));
            foreach (var region in annotation.AnnotatedRegions ?? [])
                start ??= (region as TextSpanAnnotatedRegion)?.StartIndex;
        }

        return citations;
    }
}
