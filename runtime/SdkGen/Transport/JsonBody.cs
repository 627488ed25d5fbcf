using System.Net;
using System.Net.Http.Headers;
using SdkGen.Json;

namespace SdkGen.Transport;

/// <summary>A request body in pooled memory, of known length. Disposing the request gives the memory back, once nobody writes it any more.</summary>
/// <remarks>Over HTTP/2 an answer may be whole, and the request disposed, while another thread still sends the request's body.</remarks>
internal sealed class JsonBody : HttpContent
{
    // A conversation grows by little from one request to the next; what was once a large image must not make all bodies large.
    private const int MostRoom = 256 * 1024;

    private static readonly MediaTypeHeaderValue s_contentType = new("application/json");

    private readonly PooledByteBuffer _bytes;

    // Whoever made the body, and everyone who is writing it.
    private int _holders = 1;
    private int _disposed;

    private JsonBody(int room)
    {
        _bytes = new PooledByteBuffer(room);
        Headers.ContentType = s_contentType;
    }

    public ReadOnlyMemory<byte> Bytes => _bytes.Memory;

    public static JsonBody From<T>(T value, JsonCodec<T> codec)
        where T : class, new()
    {
        var body = new JsonBody(Math.Min(codec.LastLength + (codec.LastLength / 8) + 4096, MostRoom));
        try
        {
            codec.Write(body._bytes, value);
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
