using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Wire.Gemini;

namespace SdkGen.Dialects.Gemini;

/// <summary>What whole and streamed answers, and the requests that carry them back, have in common.</summary>
internal static class GeminiFacts
{
    /// <summary>
    /// Marks a reasoning content without text that holds the signature of the part before it. Its value is the length of the text that the signature stands on: streamed
    /// text is joined by whoever collects it, and a signature goes back on its own piece only.
    /// </summary>
    public const string SignedTextKey = "signedText";

    /// <summary>In a content that the abstractions have no full word for: the part as it came, without its signature.</summary>
    public const string PartKey = "part";

    /// <summary>On a call whose id was made up here, because the service gave none: it must not go back.</summary>
    public const string MadeUpIdKey = "madeUpId";

    /// <summary>On a file that belongs to the thoughts and not to the answer.</summary>
    public const string ThoughtKey = "thought";

    /// <summary>In a response: why the service blocked the request, or ended the answer out of turn.</summary>
    public const string BlockReasonKey = "blockReason";

    /// <summary>In a response: the same in a sentence.</summary>
    public const string BlockMessageKey = "blockMessage";

    private const string ModelPrefix = "models/";

    /// <summary>The id of a model as it stands in a path: lists of models give it with a prefix.</summary>
    public static string ModelId(string id) => id.StartsWith(ModelPrefix, StringComparison.Ordinal) ? id[ModelPrefix.Length..] : id;

    /// <summary>The name of a model as it stands in bodies.</summary>
    public static string ModelName(string id) => id.Contains('/', StringComparison.Ordinal) ? id : ModelPrefix + id;

    /// <summary>A word, or the digits that stand for it.</summary>
    public static string? Text(GeminiWord? word) => AnswerParts.Text(word?.Text) ?? word?.Number?.ToString(CultureInfo.InvariantCulture);

    /// <summary>Why an answer ended. Numbers are those of the protocol's enum, where the API and Vertex AI mean the same by them.</summary>
    /// <param name="word">The service's word.</param>
    /// <param name="calls">The answer calls tools of the caller.</param>
    public static ChatFinishReason? Finish(string? word, bool calls) => word switch
    {
        null or "" or "FINISH_REASON_UNSPECIFIED" or "0" => null,
        "STOP" or "1" => calls ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
        "MAX_TOKENS" or "2" => ChatFinishReason.Length,
        "SAFETY" or "3" or "RECITATION" or "4" or "BLOCKLIST" or "PROHIBITED_CONTENT" or "7" or "SPII" or "8" or "IMAGE_SAFETY" => ChatFinishReason.ContentFilter,
        _ => new ChatFinishReason(word),
    };

    public static DateTimeOffset? Created(string? time) =>
        DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var created) ? created : null;

    /// <summary>A part as JSON of its own, without its signature.</summary>
    public static JsonElement ToJson(GeminiPart part)
    {
        var signature = part.ThoughtSignature;
        part.ThoughtSignature = null;
        var json = ToJson(part, GeminiPartCodec.Instance);
        part.ThoughtSignature = signature;
        return json;
    }

    /// <summary>A wire object as JSON.</summary>
    public static JsonElement ToJson<T>(T value, Json.JsonCodec<T> codec)
        where T : class, new()
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
            codec.Write(writer, value);
        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        return JsonElement.ParseValue(ref reader);
    }

    /// <summary>A wire object of JSON; what does not fit it is left out.</summary>
    public static T FromJson<T>(JsonElement json, Json.JsonCodec<T> codec)
        where T : class, new()
    {
        var value = new T();
        var problems = default(Json.JsonProblems);
        var reader = new Utf8JsonReader(Json.RawJson.From(json).Utf8.Span);
        reader.Read();
        codec.Read(ref reader, value, ref problems);
        return value;
    }

    /// <summary>Whether a content says something about itself. What was saved as JSON and loaded again is an element.</summary>
    public static bool Is(AIContent content, string key) =>
        content.AdditionalProperties is { } properties && properties.TryGetValue(key, out var value) && value is true or JsonElement { ValueKind: JsonValueKind.True };

    /// <summary>The length of the text that a signature stands on; null where the content is no such signature.</summary>
    public static int? SignedText(TextReasoningContent content)
    {
        if (content.AdditionalProperties is not { } properties || !properties.TryGetValue(SignedTextKey, out var value))
            return null;
        return value switch
        {
            int length => length,
            JsonElement { ValueKind: JsonValueKind.Number } json when json.TryGetInt32(out var length) => length,
            _ => 0,
        };
    }
}
