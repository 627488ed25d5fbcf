using System.Buffers;
using System.ComponentModel;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>Writes what a tool returns as the model should see it: a string as plain text, anything else as JSON. Generated code calls it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ToolResult
{
    // The text goes into a JSON string of the request, never into HTML: only what JSON itself needs is escaped.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private const int LargestKeptBuffer = 64 * 1024;

    private static ArrayBufferWriter<byte>? s_buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? t_writer;

    /// <summary>Writes plain text; null as <c>null</c>.</summary>
    internal static void Write(string? text, IBufferWriter<byte> output)
    {
        if (text is null)
            output.Write("null"u8);
        else
            Encoding.UTF8.GetBytes(text, output);
    }

    /// <summary>Writes content for a caller that takes text only: a part as its JSON, several as a list.</summary>
    public static void WriteContent(Utf8JsonWriter writer, object? content)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (content is IEnumerable<AIContent> several)
            JsonSerializer.Serialize(writer, [.. several], (JsonTypeInfo<IList<AIContent>>)LlmJson.Options.GetTypeInfo(typeof(IList<AIContent>)));
        else
            JsonSerializer.Serialize(writer, content, LlmJson.Options.GetTypeInfo(typeof(AIContent)));
    }

    /// <summary>Everything that a stream gives: a model sees a result when it is complete.</summary>
    public static async ValueTask<List<T>> ListAsync<T>(IAsyncEnumerable<T> items, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(items);
        var list = new List<T>();
        await foreach (var item in items.WithCancellation(cancellationToken).ConfigureAwait(false))
            list.Add(item);
        return list;
    }

    /// <summary>Writes a value as JSON.</summary>
    internal static void Write<T, TTool>(T value, IBufferWriter<byte> output, Action<TTool, Utf8JsonWriter, T> write, TTool tool)
    {
        // Taken while in use: a property that runs another tool gets a writer of its own.
        var writer = t_writer;
        t_writer = null;
        if (writer is null)
            writer = new Utf8JsonWriter(output, s_options);
        else
            writer.Reset(output);

        write(tool, writer, value);
        writer.Flush();
        writer.Reset();
        t_writer = writer;
    }

    /// <summary>A value as an element of JSON.</summary>
    internal static JsonElement Element<T, TTool>(T value, Action<TTool, Utf8JsonWriter, T> write, TTool tool)
    {
        var buffer = Interlocked.Exchange(ref s_buffer, null) ?? new ArrayBufferWriter<byte>(1024);
        Write(value, buffer, write, tool);
#if NET10_0_OR_GREATER
        var element = JsonElement.Parse(buffer.WrittenSpan);
#else
        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        var element = JsonElement.ParseValue(ref reader);
#endif
        if (buffer.Capacity <= LargestKeptBuffer)
        {
            buffer.ResetWrittenCount();
            s_buffer = buffer;
        }

        return element;
    }
}
