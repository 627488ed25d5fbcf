using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SdkGen.Runtime.Tests.Support;

/// <summary>A server on a real socket that answers each request with bytes given beforehand, and tells what it was sent.</summary>
internal sealed class StubServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<Func<NetworkStream, Task>> _answers = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    public StubServer()
    {
        _listener.Start();
        BaseUrl = $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1/";
        _running = RunAsync();
    }

    public string BaseUrl { get; }

    /// <summary>Head and body of every request, as they came.</summary>
    public ConcurrentQueue<(string Head, string Body)> Requests { get; } = new();

    /// <summary>How many connections were opened.</summary>
    public int Connections { get; private set; }

    /// <summary>Completes when the client has closed the connection of an answer that did not end.</summary>
    public TaskCompletionSource Closed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public StubServer Answer(int status, string body, string contentType = "application/json", params string[] headers) =>
        Answer(async stream =>
        {
            var bytes = Encoding.UTF8.GetBytes(body);
            await WriteHeadAsync(stream, status, contentType, [.. headers, $"Content-Length: {bytes.Length}"]);
            await stream.WriteAsync(bytes);
        });

    /// <summary>Answers with a chunked stream whose pieces are written one by one.</summary>
    public StubServer Stream(IEnumerable<string> pieces, string contentType = "text/event-stream", bool end = true, params string[] headers) =>
        Answer(async stream =>
        {
            await WriteHeadAsync(stream, 200, contentType, [.. headers, "Transfer-Encoding: chunked"]);
            foreach (var piece in pieces)
            {
                await stream.WriteAsync(Encoding.UTF8.GetBytes($"{Encoding.UTF8.GetByteCount(piece):x}\r\n{piece}\r\n"));
                await stream.FlushAsync();
            }

            if (end)
                await stream.WriteAsync("0\r\n\r\n"u8.ToArray());
            else
                await WaitUntilClosedAsync(stream);
        });

    public StubServer Answer(Func<NetworkStream, Task> answer)
    {
        _answers.Enqueue(answer);
        return this;
    }

    public static async Task WriteHeadAsync(NetworkStream stream, int status, string contentType, params string[] headers) =>
        await stream.WriteAsync(Encoding.Latin1.GetBytes($"HTTP/1.1 {status} X\r\nContent-Type: {contentType}\r\n{string.Concat(headers.Select(x => x + "\r\n"))}\r\n"));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _running;
        _stop.Dispose();
    }

    private async Task WaitUntilClosedAsync(NetworkStream stream)
    {
        try
        {
            if (await stream.ReadAsync(new byte[1], _stop.Token) == 0)
                Closed.TrySetResult();
        }
        catch (IOException)
        {
            Closed.TrySetResult();
        }
        catch (OperationCanceledException)
        {
            // The test is over and nobody closed it.
        }
    }

    private async Task RunAsync()
    {
        var connections = new List<Task>();
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
                Connections++;
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                break;
            }
        }

        await Task.WhenAll(connections);
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                while (await ReadRequestAsync(stream) is { } request)
                {
                    Requests.Enqueue(request);
                    if (!_answers.TryDequeue(out var answer))
                        return;
                    await answer(stream);
                    await stream.FlushAsync();
                }
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException)
            {
                // The client has left.
            }
        }
    }

    private async Task<(string Head, string Body)?> ReadRequestAsync(NetworkStream stream)
    {
        var bytes = new List<byte>();
        var one = new byte[1];
        while (!(bytes.Count >= 4 && bytes[^4] == '\r' && bytes[^3] == '\n' && bytes[^2] == '\r' && bytes[^1] == '\n'))
        {
            if (await stream.ReadAsync(one, _stop.Token) == 0)
                return null;
            bytes.Add(one[0]);
        }

        var head = Encoding.Latin1.GetString([.. bytes]);
        var length = head.Split("\r\n").Where(x => x.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)).Select(x => int.Parse(x[15..])).FirstOrDefault();
        var body = new byte[length];
        await stream.ReadExactlyAsync(body, _stop.Token);
        return (head, Encoding.UTF8.GetString(body));
    }
}
