using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace SdkGen.Testing.Hosting;

/// <summary>Writes an answer as its delivery says.</summary>
internal sealed class DeliveryWriter(HttpContext context, TimeProvider time, CancellationToken leaving)
{
    private static readonly HashSet<string> s_serversOwn =
        new(["Connection", "Content-Length", "Date", "Keep-Alive", "Transfer-Encoding"], StringComparer.OrdinalIgnoreCase);

    public async Task<RequestOutcome> WriteAsync(WireAnswer answer)
    {
        var delivery = answer.Delivery;
        await PauseAsync(delivery.Delay).ConfigureAwait(false);
        if (delivery.At is BreakPoint.BeforeHeaders or BreakPoint.InsideHeaders)
            return await BreakHeadersAsync(delivery).ConfigureAwait(false);

        WriteHead(answer);
        var length = DeliveryPlan.Length(delivery, answer.Body.Span);
        await context.Response.Body.FlushAsync(leaving).ConfigureAwait(false);
        await WriteBodyAsync(delivery, answer.Body[..length]).ConfigureAwait(false);
        while (answer.Repeated is { } repeated && delivery.Fault == DeliveryFault.None)
        {
            await PauseAsync(delivery.Pause).ConfigureAwait(false);
            await WriteAsync(repeated).ConfigureAwait(false);
        }

        return delivery.Fault switch
        {
            DeliveryFault.Reset => await ResetAsync().ConfigureAwait(false),
            DeliveryFault.Stall => await StallAsync(delivery.Pings).ConfigureAwait(false),
            _ => RequestOutcome.Answered,
        };
    }

    private void WriteHead(WireAnswer answer)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
        {
            if (!s_serversOwn.Contains(name))
                response.Headers.Append(name, value);
        }

        if (!answer.IsStream && answer.Delivery.Fault != DeliveryFault.End)
            response.ContentLength = answer.Body.Length;
    }

    private async Task WriteBodyAsync(Delivery delivery, ReadOnlyMemory<byte> body)
    {
        var sent = 0;
        foreach (var piece in DeliveryPlan.Pieces(delivery, body.Span))
        {
            if (sent > 0)
                await PauseAsync(delivery.Pause).ConfigureAwait(false);
            await WriteAsync(body.Slice(sent, piece)).ConfigureAwait(false);
            sent += piece;
        }
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        await context.Response.Body.WriteAsync(bytes, leaving).ConfigureAwait(false);
        await context.Response.Body.FlushAsync(leaving).ConfigureAwait(false);
        leaving.ThrowIfCancellationRequested();
    }

    private Task PauseAsync(TimeSpan pause) => pause > TimeSpan.Zero ? Task.Delay(pause, time, leaving) : Task.CompletedTask;

    private async Task<RequestOutcome> BreakHeadersAsync(Delivery delivery)
    {
        if (delivery.Fault == DeliveryFault.Stall)
            return await StallAsync(null).ConfigureAwait(false);
        if (delivery.At == BreakPoint.InsideHeaders && context.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket)
            await socket.SendAsync("HTTP/1.1 200 OK\r\nContent-Ty"u8.ToArray(), SocketFlags.None, leaving).ConfigureAwait(false);
        return await ResetAsync().ConfigureAwait(false);
    }

    /// <summary>Ends the connection with a reset, but lets what was written reach the client first: Kestrel hands bytes to the socket on another thread.</summary>
    private async Task<RequestOutcome> ResetAsync()
    {
        await Task.Delay(TimeSpan.FromMilliseconds(30), leaving).ConfigureAwait(false);
        if (context.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket)
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        context.Abort();
        return RequestOutcome.Cut;
    }

    private async Task<RequestOutcome> StallAsync(TimeSpan? pings)
    {
        while (true)
        {
            await Task.Delay(pings ?? Timeout.InfiniteTimeSpan, time, leaving).ConfigureAwait(false);
            await WriteAsync(": ping\n\n"u8.ToArray()).ConfigureAwait(false);
        }
    }
}
