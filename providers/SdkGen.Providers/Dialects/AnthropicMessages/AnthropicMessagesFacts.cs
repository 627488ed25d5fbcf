using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Json;
using SdkGen.Wire.AnthropicMessages;

namespace SdkGen.Dialects.AnthropicMessages;

/// <summary>What whole and streamed answers have in common, so that both come out equal.</summary>
internal static class AnthropicMessagesFacts
{
    public const string StopSequenceKey = "stop_sequence";
    public const string StopDetailsKey = "stop_details";
    public const string ContainerKey = "container";
    public const string ContextManagementKey = "context_management";

    private static readonly JsonWriterOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ChatFinishReason? Finish(string? reason) => reason switch
    {
        null or "" => null,
        "end_turn" or "stop_sequence" => ChatFinishReason.Stop,
        "max_tokens" or "model_context_window_exceeded" => ChatFinishReason.Length,
        "tool_use" => ChatFinishReason.ToolCalls,
        "refusal" => ChatFinishReason.ContentFilter,
        _ => new ChatFinishReason(reason),
    };

    /// <summary>A wire object as JSON of its own: those of a stream are used again.</summary>
    public static JsonElement Element<T>(T value, JsonCodec<T> codec)
        where T : class, new()
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, s_plain))
            codec.Write(writer, value);
        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        return JsonElement.ParseValue(ref reader);
    }

    /// <summary>A wire object made of JSON.</summary>
    public static T Value<T>(JsonElement json, JsonCodec<T> codec)
        where T : class, new()
    {
        var value = new T();
        var reader = new Utf8JsonReader(RawJson.From(json).Utf8.Span);
        reader.Read();
        var problems = default(JsonProblems);
        codec.Read(ref reader, value, ref problems);
        return value;
    }

    /// <summary>Takes what an answer says beside its blocks. A later word counts; no word never takes one back.</summary>
    public static void Take(ref AdditionalPropertiesDictionary? properties, string? stopSequence, AnthropicMessagesStopDetails? details, AnthropicMessagesContainerSettings? container, RawJson? edits)
    {
        if (AnswerParts.Text(stopSequence) is { } sequence)
            (properties ??= [])[StopSequenceKey] = sequence;
        if (details is not null)
            (properties ??= [])[StopDetailsKey] = Element(details, AnthropicMessagesStopDetailsCodec.Instance);
        if (container is not null)
            (properties ??= [])[ContainerKey] = Element(container, AnthropicMessagesContainerSettingsCodec.Instance);
        if (edits is { } management && management.ToElement() is { ValueKind: JsonValueKind.Object } element)
            (properties ??= [])[ContextManagementKey] = element;
    }
}
