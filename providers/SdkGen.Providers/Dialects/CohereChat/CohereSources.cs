using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Json;

namespace SdkGen.Dialects.CohereChat;

/// <summary>Documents and answers of tools as sources of an answer.</summary>
internal static class CohereSources
{
    private static readonly string[] s_texts = ["snippet", "text", "content"];

    /// <summary>A passage and one of its sources.</summary>
    /// <param name="id">The source's id.</param>
    /// <param name="fields">Its fields: the caller's own, of which some have names that many use.</param>
    /// <param name="start">Where the passage begins in the answer.</param>
    /// <param name="end">Where it ends.</param>
    public static CitationAnnotation Annotation(string? id, RawJson? fields, int? start, int? end)
    {
        var annotation = new CitationAnnotation
        {
            FileId = AnswerParts.Text(id),
            AnnotatedRegions = start is null && end is null ? null : [new TextSpanAnnotatedRegion { StartIndex = start, EndIndex = end }],
        };
        if (fields is not { } json)
            return annotation;
        var element = json.ToElement();
        if (element.ValueKind != JsonValueKind.Object)
            return annotation;
        annotation.Title = Text(element, "title");
        annotation.Url = Uri.TryCreate(Text(element, "url"), UriKind.Absolute, out var url) ? url : null;
        foreach (var name in s_texts)
            annotation.Snippet ??= Text(element, name);
        return annotation;
    }

    private static string? Text(JsonElement fields, string name) => fields.TryGetProperty(name, out var value) ? AnswerParts.Text(JsonText.Of(value)) : null;
}
