using System.Text;
using Microsoft.Extensions.AI;

namespace SdkGen.Dialects;

/// <summary>Pieces of answers, whole and streamed, that come out the same in every dialect.</summary>
internal static class AnswerParts
{
    /// <summary>The additional property of a response that holds the request's id at the provider.</summary>
    public const string RequestIdKey = "requestId";

    /// <summary>An absent or empty text; services send both.</summary>
    public static string? Text(string? value) => string.IsNullOrEmpty(value) ? null : value;

    /// <summary>A text in which there is something to read; else another. Content types refuse names and ids of nothing but blanks.</summary>
    public static string Word(string? value, string otherwise) => string.IsNullOrWhiteSpace(value) ? otherwise : value;

    /// <summary>A time in seconds since 1970; null where it is none.</summary>
    public static DateTimeOffset? Created(double? seconds) =>
        seconds is > 0 and < 253_402_300_800 ? DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds.Value * 1000)) : null;

    /// <summary>The additional properties of a response.</summary>
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

    /// <summary>A call whose input is plain text.</summary>
    public static FunctionCallContent CustomCall(string id, string? name, string? input) => new(id, name ?? "", RawArguments.FromText(input ?? ""));

    /// <summary>Sources stand on a part of their own behind the text: streamed text is joined only where none hang on it.</summary>
    public static TextContent? Citations(IList<AIAnnotation>? annotations) => annotations is { Count: > 0 } ? new TextContent("") { Annotations = annotations } : null;
}
