using System.Text.Encodings.Web;
using System.Text.Json;

namespace SdkGen.Json;

/// <summary>The writer of what is sent, one per thread.</summary>
internal static class WireWriter
{
    // Relaxed escaping is right for bodies that no browser parses as HTML, and shorter for every text that is not ASCII.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic]
    private static Utf8JsonWriter? t_writer;

    /// <summary>The thread's writer, or a new one where somebody writes with that.</summary>
    public static Utf8JsonWriter Take(PooledByteBuffer text)
    {
        if (t_writer is not { } writer)
            return new Utf8JsonWriter(text, s_options);
        t_writer = null;
        writer.Reset(text);
        return writer;
    }

    /// <summary>Takes back a writer that has written all.</summary>
    public static void Keep(Utf8JsonWriter writer) => t_writer = writer;
}
