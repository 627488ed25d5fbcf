using System.Net;
using System.Net.Http.Headers;

namespace SdkGen.Benchmarks;

/// <summary>Takes every request whole, as a socket would, and answers with the same bytes: every candidate reads the same answer and no network is measured.</summary>
internal sealed class CannedHandler(byte[] body, string mediaType) : HttpMessageHandler
{
    /// <summary>Bytes of the last request's body.</summary>
    public long RequestLength { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is { } sent)
        {
            await sent.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
            RequestLength = sent.Headers.ContentLength ?? RequestLength;
        }

        var content = new StreamContent(new MemoryStream(body, writable: false), 64 * 1024);
        content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = content, RequestMessage = request };
    }
}
