using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using SdkGen.Telemetry;

namespace SdkGen.Transport;

/// <summary>Sends streamed requests of the Responses protocol over WebSockets that stay open, where the account asks for it; over HTTP where that does not come about.</summary>
/// <param name="options">The account as it is now.</param>
/// <param name="time">Tells how old a socket is.</param>
internal sealed class WebSocketHandler(Func<ProviderOptions> options, TimeProvider time) : DelegatingHandler
{
    // The service closes a socket after an hour.
    private static readonly TimeSpan s_lifetime = TimeSpan.FromMinutes(50);
    private static readonly TimeSpan s_rest = TimeSpan.FromMinutes(10);

    // What the handshake says by itself.
    private static readonly string[] s_ownHeaders = ["Host", "Connection", "Upgrade", "Content-Type", "Content-Length", "Accept", "Transfer-Encoding"];

    private readonly ConcurrentBag<OpenSocket> _idle = [];
    private readonly RecentFailure _failure = new();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!options().WebSocket || !SocketSwitch.IsFor(request) || request.Content is not JsonBody body
            || _failure.IsWithin(s_rest, time) || Message(body.Bytes) is not { } message)
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);

        try
        {
            while (await TakeIdleAsync(message, cancellationToken).ConfigureAwait(false) is { } idle)
            {
                try
                {
                    return await BeginAsync(request, idle, cancellationToken).ConfigureAwait(false);
                }
                catch (IOException)
                {
                    // It was closed while it lay idle, before it could begin an answer.
                }
            }

            return await BeginAsync(request, await OpenAsync(request, message, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }
        catch (WebSocketException exception)
        {
            _failure.Note(time);
            Activity.Current?.AddEvent(new ActivityEvent(AttemptEvents.StreamFallback, tags: new ActivityTagsCollection { [GenAI.ErrorType] = ChatTelemetry.ErrorTypeOf(exception) }));
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits for the first message: an error becomes the response that it would be over HTTP.</summary>
    private async Task<HttpResponseMessage> BeginAsync(HttpRequestMessage request, OpenSocket open, CancellationToken cancellationToken)
    {
        var events = new WebSocketEvents(open.Socket, _ => _idle.Add(open), options().MaxEventLength);
        try
        {
            var error = await events.BeginAsync(cancellationToken).ConfigureAwait(false);
            if (error is null)
                return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(events), RequestMessage = request };
            await events.DisposeAsync().ConfigureAwait(false);
            return new HttpResponseMessage((HttpStatusCode)error.Value.Status) { Content = new ByteArrayContent(error.Value.Body), RequestMessage = request };
        }
        catch
        {
            await events.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            while (_idle.TryTake(out var idle))
                idle.Socket.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Sends the message over a socket that is open already.</summary>
    /// <returns>Null where there is none.</returns>
    private async Task<OpenSocket?> TakeIdleAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        while (_idle.TryTake(out var idle))
        {
            if (idle.Socket.State == WebSocketState.Open && time.GetElapsedTime(idle.Since) < s_lifetime)
            {
                try
                {
                    await idle.Socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, cancellationToken).ConfigureAwait(false);
                    return idle;
                }
                catch (WebSocketException)
                {
                    // It was closed while it lay idle.
                }
            }

            idle.Socket.Dispose();
        }

        return null;
    }

    private async Task<OpenSocket> OpenAsync(HttpRequestMessage request, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        try
        {
            foreach (var (name, values) in request.Headers.NonValidated)
            {
                if (!s_ownHeaders.Contains(name, StringComparer.OrdinalIgnoreCase))
                    socket.Options.SetRequestHeader(name, values.ToString());
            }

            var address = new UriBuilder(request.RequestUri!) { Scheme = request.RequestUri!.Scheme == Uri.UriSchemeHttps ? "wss" : "ws" };
            using var deadline = new Deadline(options().ConnectTimeout, time, cancellationToken);
            try
            {
                await socket.ConnectAsync(address.Uri, deadline.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException exception) when (deadline.HasPassed)
            {
                throw new WebSocketException("No WebSocket was opened in time.", exception);
            }

            await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, cancellationToken).ConfigureAwait(false);
            return new OpenSocket(socket, time.GetTimestamp());
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The request as a message: what it is stands in it, and that it streams goes without saying.</summary>
    /// <returns>Null where it does not stream, or runs in the background.</returns>
    private static ReadOnlyMemory<byte>? Message(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        if (!IsTrue(root, "stream"u8) || IsTrue(root, "background"u8))
            return null;
        var message = new ArrayBufferWriter<byte>(body.Length + 32);
        using var writer = new Utf8JsonWriter(message);
        writer.WriteStartObject();
        writer.WriteString("type"u8, "response.create"u8);
        foreach (var member in root.EnumerateObject())
        {
            if (!member.NameEquals("stream"u8) && !member.NameEquals("background"u8))
                member.WriteTo(writer);
        }

        writer.WriteEndObject();
        writer.Flush();
        return message.WrittenMemory;
    }

    private static bool IsTrue(JsonElement root, ReadOnlySpan<byte> name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    /// <param name="Socket">The socket.</param>
    /// <param name="Since">When it was opened.</param>
    private sealed record OpenSocket(WebSocket Socket, long Since);
}
