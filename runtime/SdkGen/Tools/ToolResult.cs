using System.Buffers;
using System.ComponentModel;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SdkGen;

/// <summary>Writes what a tool returns as the model should see it: a string as plain text, anything else as JSON. Generated code calls it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ToolResult
{
    // The text goes into a JSON string of the request, never into HTML: only what JSON itself needs is escaped.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic]
    private static Utf8JsonWriter? t_writer;

    /// <summary>Writes plain text; null as <c>null</c>.</summary>
    public static void Write(string? text, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (text is null)
            output.Write("null"u8);
        else
            Encoding.UTF8.GetBytes(text, output);
    }

    /// <summary>Writes that there is no result.</summary>
    public static void Write(NoResult result, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Write("null"u8);
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
    public static void Write<T>(T value, IBufferWriter<byte> output, Action<Utf8JsonWriter, T> write)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(write);

        // Taken while in use: a property that runs another tool gets a writer of its own.
        var writer = t_writer;
        t_writer = null;
        if (writer is null)
            writer = new Utf8JsonWriter(output, s_options);
        else
            writer.Reset(output);

        write(writer, value);
        writer.Flush();
        writer.Reset();
        t_writer = writer;
    }
}
