using System.Net;
using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;
using SdkGen.Json;

namespace SdkGen.Transport;

/// <summary>A request body in pooled memory, of known length. Disposing the request gives the memory back, once nobody writes it any more.</summary>
/// <remarks>Over HTTP/2 an answer may be whole, and the request disposed, while another thread still sends the request's body.</remarks>
internal sealed class JsonBody : HttpContent
{
    // Relaxed escaping is right for bodies that no browser parses as HTML, and shorter for every text that is not ASCII.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private static readonly MediaTypeHeaderValue s_contentType = new("application/json");

    [ThreadStatic]
    private static Utf8JsonWriter? t_writer;

    private readonly PooledByteBuffer _bytes = new();

    // Whoever made the body, and everyone who is writing it.
    private int _holders = 1;
    private int _disposed;

    private JsonBody() => Headers.ContentType = s_contentType;

    public ReadOnlyMemory<byte> Bytes => _bytes.Memory;

    public static JsonBody From<T>(T value, JsonCodec<T> codec)
        where T : class, new()
    {
        var body = new JsonBody();
        try
        {
            // A converter that sends a request itself would find no writer here and make its own.
            var writer = t_writer ?? new Utf8JsonWriter(body._bytes, s_options);
            t_writer = null;
            writer.Reset(body._bytes);
            codec.Write(writer, value);
            writer.Flush();
            t_writer = writer;
            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Hold();
        ValueTask written;
        try
        {
            written = stream.WriteAsync(_bytes.Memory, cancellationToken);
        }
        catch
        {
            Release();
            throw;
        }

        if (!written.IsCompletedSuccessfully)
            return ReleaseAfterAsync(written);
        // Most bodies fit into what the connection takes at once.
        written.GetAwaiter().GetResult();
        Release();
        return Task.CompletedTask;
    }

    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Hold();
        try
        {
            stream.Write(_bytes.Span);
        }
        finally
        {
            Release();
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _bytes.Length;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref _disposed, 1) == 0)
            Release();
        base.Dispose(disposing);
    }

    private async Task ReleaseAfterAsync(ValueTask written)
    {
        try
        {
            await written.ConfigureAwait(false);
        }
        finally
        {
            Release();
        }
    }

    private void Hold()
    {
        int holders;
        do
        {
            holders = Volatile.Read(ref _holders);
            ObjectDisposedException.ThrowIf(holders == 0, this);
        }
        while (Interlocked.CompareExchange(ref _holders, holders + 1, holders) != holders);
    }

    private void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
            _bytes.Dispose();
    }
}
