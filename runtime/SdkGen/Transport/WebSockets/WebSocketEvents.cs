using System.Net.WebSockets;
using System.Text.Json;
using SdkGen.Json;
using SdkGen.Streaming;

namespace SdkGen.Transport;

/// <summary>The messages of one answer over a WebSocket, read as the event stream that they are everywhere else.</summary>
/// <param name="socket">The socket. Given back when the answer has ended, closed when it is left before.</param>
/// <param name="giveBack">Takes a socket that may serve the next request.</param>
/// <param name="maxLength">Most bytes of one message.</param>
internal sealed class WebSocketEvents(WebSocket socket, Action<WebSocket> giveBack, int maxLength) : Stream
{
    private readonly PooledByteBuffer _message = new();
    private int _read;
    private bool _ended;
    private bool _disposed;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Reads the first message, before anybody is told that there is an answer.</summary>
    /// <returns>The status and the text of the error that it is; null where it begins an answer.</returns>
    public async Task<(int Status, byte[] Body)?> BeginAsync(CancellationToken cancellationToken)
    {
        var type = await ReceiveAsync(cancellationToken).ConfigureAwait(false);
        if (type.Name != "error" || type.Status is not (>= 400 and < 600))
            return null;
        return (type.Status.Value, _message.Span[6..^2].ToArray());
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_read == _message.Length)
        {
            if (_ended)
                return 0;
            await ReceiveAsync(cancellationToken).ConfigureAwait(false);
        }

        var count = Math.Min(buffer.Length, _message.Length - _read);
        _message.Memory.Slice(_read, count).CopyTo(buffer);
        _read += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A WebSocket is read asynchronously.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            _message.Dispose();
            if (_ended && socket.State == WebSocketState.Open)
                giveBack(socket);
            else
                socket.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Reads one message and puts it into the form of an event.</summary>
    private async Task<(string? Name, int? Status)> ReceiveAsync(CancellationToken cancellationToken)
    {
        _message.Clear();
        _read = 0;
        _message.Write("data: "u8);
        ValueWebSocketReceiveResult received;
        do
        {
            try
            {
                received = await socket.ReceiveAsync(_message.GetMemory(4096), cancellationToken).ConfigureAwait(false);
            }
            catch (WebSocketException exception)
            {
                throw new IOException(exception.Message, exception);
            }

            if (received.MessageType == WebSocketMessageType.Close)
                throw new IOException($"the service closed the WebSocket before the end of its answer ({(int?)socket.CloseStatus}: {socket.CloseStatusDescription}).");
            _message.Advance(received.Count);
            if (_message.Length > maxLength)
                throw EventReader.TooLong("one event of the stream", maxLength);
        }
        while (!received.EndOfMessage);

        // A line end may stand between two tokens, and would end the event; within a string there is none.
        var json = _message.GetSpanOfContent()[6..];
        json.Replace((byte)'\n', (byte)' ');
        json.Replace((byte)'\r', (byte)' ');
        var type = TypeOf(json);
        _message.Write("\n\n"u8);
        _ended = type.Name is "response.completed" or "response.incomplete" or "response.failed" or "response.cancelled" or "error";
        return type;
    }

    private static (string? Name, int? Status) TypeOf(ReadOnlySpan<byte> json)
    {
        string? name = null;
        int? status = null;
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isType = reader.ValueTextEquals("type"u8);
                var isStatus = reader.ValueTextEquals("status"u8);
                reader.Read();
                if (isType && reader.TokenType == JsonTokenType.String)
                    name = reader.GetString();
                else if (isStatus && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number))
                    status = number;
                else
                    reader.Skip();
            }
        }
        catch (JsonException)
        {
            // Whoever reads the event says what is wrong with it.
        }

        return (name, status);
    }
}
