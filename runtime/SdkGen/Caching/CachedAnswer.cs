using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Json;

namespace SdkGen;

/// <summary>The form in which answers are kept: JSON of a whole response, or of the updates of a stream in their order.</summary>
internal static class CachedAnswer
{
    private const int Version = 1;

    private static readonly JsonSerializerOptions s_json = LlmJson.Options;

    /// <summary>Writes an update.</summary>
    /// <returns>Null where something in it has no JSON form.</returns>
    public static byte[]? Write(ChatResponseUpdate update) => Attempt(() =>
    {
        using var utf8 = new PooledByteBuffer();
        using (var writer = new Utf8JsonWriter(utf8))
        {
            writer.WriteStartObject();
            if (update is ToolCallDeltaUpdate delta)
            {
                writer.WriteStartObject("delta");
                writer.WriteNumber("index", delta.Index);
                writer.WriteString("callId", delta.CallId);
                writer.WriteString("name", delta.Name);
                writer.WriteString("arguments", delta.ArgumentsDelta);
                writer.WriteEndObject();
            }

            writer.WritePropertyName("update");
            JsonSerializer.Serialize(writer, update, s_json.GetTypeInfo(typeof(ChatResponseUpdate)));
            writer.WriteEndObject();
        }

        return utf8.Span.ToArray();
    });

    /// <summary>Writes a whole response.</summary>
    /// <returns>Null where something in it has no JSON form.</returns>
    public static byte[]? Write(ChatResponse response) => Attempt(() =>
    {
        using var utf8 = new PooledByteBuffer();
        using (var writer = new Utf8JsonWriter(utf8))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", Version);
            writer.WritePropertyName("response");
            JsonSerializer.Serialize(writer, response, s_json.GetTypeInfo(typeof(ChatResponse)));
            writer.WriteEndObject();
        }

        return utf8.Span.ToArray();
    });

    /// <summary>Puts written updates together.</summary>
    public static byte[] Join(IReadOnlyList<byte[]> updates)
    {
        using var utf8 = new PooledByteBuffer();
        using (var writer = new Utf8JsonWriter(utf8))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", Version);
            writer.WriteStartArray("updates");
            foreach (var update in updates)
                writer.WriteRawValue(update, skipInputValidation: true);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return utf8.Span.ToArray();
    }

    /// <summary>Reads an answer. Its tokens cost nothing now.</summary>
    /// <returns>The updates; null where the bytes are none of ours, or of another version.</returns>
    public static List<ChatResponseUpdate>? Read(byte[] utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("version", out var version) || version.GetInt32() != Version)
                return null;
            if (root.TryGetProperty("response", out var whole))
                return [.. ((ChatResponse)whole.Deserialize(s_json.GetTypeInfo(typeof(ChatResponse)))!).ToChatResponseUpdates().Select(Freed)];
            var calls = new Dictionary<int, ToolCallProgress>();
            return [.. root.GetProperty("updates").EnumerateArray().Select(update => Read(update, calls))];
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Reads one update of a stream.</summary>
    /// <param name="utf8">The update.</param>
    /// <param name="calls">The calls of the stream so far.</param>
    public static ChatResponseUpdate Read(byte[] utf8, Dictionary<int, ToolCallProgress> calls)
    {
        using var document = JsonDocument.Parse(utf8);
        return Read(document.RootElement, calls);
    }

    private static ChatResponseUpdate Read(JsonElement element, Dictionary<int, ToolCallProgress> calls)
    {
        var update = Freed((ChatResponseUpdate)element.GetProperty("update").Deserialize(s_json.GetTypeInfo(typeof(ChatResponseUpdate)))!);
        if (!element.TryGetProperty("delta", out var delta))
            return update;
        var index = delta.GetProperty("index").GetInt32();
        var piece = delta.GetProperty("arguments").GetString()!;
        if (!calls.TryGetValue(index, out var progress))
            calls[index] = progress = new();
        return new ToolCallDeltaUpdate
        {
            Index = index,
            CallId = delta.GetProperty("callId").GetString(),
            Name = delta.GetProperty("name").GetString(),
            ArgumentsDelta = piece,
            Progress = progress,
            Pieces = progress.Add(piece),
            Role = update.Role,
            AuthorName = update.AuthorName,
            MessageId = update.MessageId,
            ResponseId = update.ResponseId,
            ConversationId = update.ConversationId,
            ModelId = update.ModelId,
            CreatedAt = update.CreatedAt,
            FinishReason = update.FinishReason,
            AdditionalProperties = update.AdditionalProperties,
        };
    }

    /// <summary>Tools read the text of their arguments, so it becomes text again.</summary>
    private static ChatResponseUpdate Freed(ChatResponseUpdate update)
    {
        foreach (var content in update.Contents)
        {
            if (content is UsageContent usage)
                UsageCost.MakeFree(usage.Details);
            else if (content is FunctionCallContent { Arguments: { } arguments } call)
                call.Arguments = RawArguments.FromJson(JsonSerializer.SerializeToUtf8Bytes(arguments, s_json.GetTypeInfo(typeof(IDictionary<string, object?>))));
        }

        return update;
    }

    private static byte[]? Attempt(Func<byte[]> write)
    {
        try
        {
            return write();
        }
        catch (Exception exception) when (exception is NotSupportedException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
