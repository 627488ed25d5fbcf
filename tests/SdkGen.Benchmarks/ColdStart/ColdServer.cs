using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SdkGen.Benchmarks.ColdStart;

/// <summary>Answers every request on loopback with the same completion, so that a cold process pays for its sockets as it does in life.</summary>
internal sealed class ColdServer : IDisposable
{
    private static readonly byte[] s_body =
        """{"id":"chatcmpl-1","object":"chat.completion","created":1761503007,"model":"gpt-4o","choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":12,"completion_tokens":1,"total_tokens":13}}"""u8.ToArray();

    private static readonly byte[] s_answer =
        [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {s_body.Length}\r\n\r\n")), .. s_body];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public ColdServer()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>The base URL of the API.</summary>
    public string Url => $"http://{_listener.LocalEndpoint}/v1/";

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                _ = AnswerAsync(await _listener.AcceptTcpClientAsync().ConfigureAwait(false));
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private static async Task AnswerAsync(TcpClient client)
    {
        using var connection = client;
        var stream = client.GetStream();
        var request = new byte[64 * 1024];
        var received = 0;
        try
        {
            int read;
            while ((read = await stream.ReadAsync(request.AsMemory(received)).ConfigureAwait(false)) > 0)
            {
                received += read;
                if (!IsWhole(request.AsSpan(0, received)))
                    continue;
                received = 0;
                await stream.WriteAsync(s_answer).ConfigureAwait(false);
            }
        }
        catch (IOException)
        {
            // The process has gone.
        }
    }

    /// <summary>The head has arrived, and as much of the body as it announces, or the last chunk.</summary>
    private static bool IsWhole(ReadOnlySpan<byte> request)
    {
        var head = request.IndexOf("\r\n\r\n"u8);
        if (head < 0)
            return false;
        foreach (var line in Encoding.ASCII.GetString(request[..head]).Split("\r\n"))
        {
            if (line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase))
                return request.Length - head - 4 >= int.Parse(line.AsSpan(16), CultureInfo.InvariantCulture);
        }

        return request.EndsWith("0\r\n\r\n"u8);
    }
}
