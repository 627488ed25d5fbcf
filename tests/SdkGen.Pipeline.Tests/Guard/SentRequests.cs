using System.Net;
using System.Text;

namespace SdkGen.Pipeline.Tests.Guard;

/// <summary>The bodies that left a client, each answered with "ok".</summary>
internal sealed class SentRequests : HttpMessageHandler
{
    public List<string> Bodies { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = await request.Content!.ReadAsStringAsync(cancellationToken);
        Bodies.Add(body);
        return new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = body.Contains("\"stream\":true", StringComparison.Ordinal)
                ? new StringContent("data: {\"id\":\"r\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"o\"}}]}\n\ndata: {\"id\":\"r\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"k\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n", Encoding.UTF8, "text/event-stream")
                : new StringContent("""{"id":"r","choices":[{"index":0,"message":{"role":"assistant","content":"ok"},"finish_reason":"stop"}]}""", Encoding.UTF8, "application/json"),
        };
    }
}
