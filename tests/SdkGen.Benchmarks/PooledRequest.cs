using System.Buffers;
using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SdkGen.Benchmarks;

/// <summary>The body of a hand-written request, in memory that is used again: what a careful person writes once and for all.</summary>
internal static class PooledRequest
{
    private static readonly ArrayBufferWriter<byte> s_buffer = new(32 * 1024);
    private static readonly Utf8JsonWriter s_writer = new(s_buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    private static readonly Uri s_address = new("http://localhost/v1/chat/completions");
    private static readonly MediaTypeHeaderValue s_contentType = new("application/json");

    /// <summary>Makes the request, ready to be sent. The one before it has been answered.</summary>
    public static HttpRequestMessage Create<T>(T asked, Action<Utf8JsonWriter, T> write)
    {
        s_buffer.ResetWrittenCount();
        s_writer.Reset(s_buffer);
        write(s_writer, asked);
        s_writer.Flush();
        var content = new ReadOnlyMemoryContent(s_buffer.WrittenMemory);
        content.Headers.ContentType = s_contentType;
        var request = new HttpRequestMessage(HttpMethod.Post, s_address) { Content = content };
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer k");
        return request;
    }
}
