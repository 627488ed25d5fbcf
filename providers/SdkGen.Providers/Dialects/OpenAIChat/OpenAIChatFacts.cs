using System.Text;
using Microsoft.Extensions.AI;
using SdkGen.Wire.OpenAIChat;

namespace SdkGen.Dialects.OpenAIChat;

/// <summary>What whole and streamed answers have in common, so that both come out equal.</summary>
internal static class OpenAIChatFacts
{
    public const string RequestIdKey = "requestId";

    /// <summary>An absent or empty text; services send both.</summary>
    public static string? Text(string? value) => string.IsNullOrEmpty(value) ? null : value;

    public static ChatFinishReason? Finish(string? reason) => reason switch
    {
        null or "" => null,
        "stop" => ChatFinishReason.Stop,
        "length" or "model_length" => ChatFinishReason.Length,
        "tool_calls" or "function_call" => ChatFinishReason.ToolCalls,
        "content_filter" => ChatFinishReason.ContentFilter,
        _ => new ChatFinishReason(reason),
    };

    public static DateTimeOffset? Created(double? seconds) =>
        seconds is > 0 and < 253_402_300_800 ? DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds.Value * 1000)) : null;

    public static AdditionalPropertiesDictionary? Properties(string? requestId) => requestId is null ? null : new() { [RequestIdKey] = requestId };

    /// <summary>The id of a call, or one made up of what is the same whole and streamed.</summary>
    public static string CallId(string? id, string? responseId, int index) => Text(id) ?? $"call_{index}_{responseId}";

    /// <summary>The arguments of a call. Where the answer did not come to its end, broken or missing ones are cut off: nothing may run on them, nor on a repair.</summary>
    /// <param name="text">The arguments as they came.</param>
    /// <param name="finish">Why the answer ended; null where it does not say.</param>
    /// <param name="isComplete">The service has said in some other way that nothing is missing.</param>
    public static RawArguments Arguments(string? text, ChatFinishReason? finish, bool isComplete = true)
    {
        var utf8 = Encoding.UTF8.GetBytes(text ?? "");
        var arguments = RawArguments.FromJson(utf8);
        var isMissing = utf8.Length == 0 && (finish == ChatFinishReason.Length || (finish is null && !isComplete));
        var cutOff = isMissing || (arguments.Error is not null && (finish is null || finish == ChatFinishReason.Length));
        return cutOff ? RawArguments.FromCutOff(utf8) : arguments;
    }

    public static FunctionCallContent CustomCall(string id, string? name, string? input) => new(id, name ?? "", RawArguments.FromText(input ?? ""));

    /// <summary>Sources stand on a part of their own behind the text: streamed text is joined only where none hang on it.</summary>
    public static TextContent? Citations(IList<AIAnnotation>? annotations) => annotations is { Count: > 0 } ? new TextContent("") { Annotations = annotations } : null;

    public static void AddCitation(ref IList<AIAnnotation>? annotations, OpenAIChatAnnotation? annotation)
    {
        if (annotation?.UrlCitation is not { } citation)
            return;
        (annotations ??= []).Add(new CitationAnnotation
        {
            Title = Text(citation.Title),
            Url = Uri.TryCreate(citation.Url, UriKind.Absolute, out var url) ? url : null,
            Snippet = Text(citation.Content),
            AnnotatedRegions = citation.StartIndex is null && citation.EndIndex is null
                ? null : [new TextSpanAnnotatedRegion { StartIndex = citation.StartIndex, EndIndex = citation.EndIndex }],
        });
    }

    /// <summary>The text of a thinking part: parts again, at Mistral.</summary>
    public static string? Thinking(OpenAIChatContentPart part)
    {
        if (part.Thinking is not { Count: > 0 } pieces)
            return null;
        if (pieces.Count == 1)
            return Text(pieces[0]?.Text);
        var text = new StringBuilder();
        foreach (var piece in pieces)
            text.Append(piece?.Text);
        return Text(text.ToString());
    }
}
