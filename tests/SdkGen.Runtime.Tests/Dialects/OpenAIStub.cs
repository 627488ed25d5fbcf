using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.AI;
using SdkGen.Dialects.OpenAIChat;
using SdkGen.Dialects.OpenAIResponses;
using SdkGen.Transport;

namespace SdkGen.Runtime.Tests.Dialects;

/// <summary>The dialect's clients over answers held in memory: what is tested is the translation, not the socket.</summary>
internal sealed class OpenAIStub(ProviderProfile? profile = null, bool? strictTools = null) : HttpMessageHandler
{
    private readonly Queue<(byte[] Body, string ContentType, string? RequestId)> _answers = new();

    /// <summary>Bodies of the requests.</summary>
    public List<string> Requests { get; } = [];

    private ProviderProfile Profile { get; } = profile ?? OpenAIProvider.Profile;

    public IChatClient Chat(string model = "gpt-4.1-mini") => OpenAIChatDialect.Instance.CreateChatClient(Connection(model), Facts(model));

    public IChatClient Responses(string model = "gpt-4.1-mini") => OpenAIResponsesDialect.Instance.CreateChatClient(Connection(model), Facts(model))!;

    public IImageGenerator Images(string model = "gpt-image-1") => OpenAIChatDialect.Instance.CreateImageGenerator(Connection(model), Facts(model));

    public OpenAIStub Answer(string body, string? requestId = null)
    {
        _answers.Enqueue((Encoding.UTF8.GetBytes(body), "application/json", requestId));
        return this;
    }

    /// <summary>Answers with a stream of these data lines and the end marker.</summary>
    public OpenAIStub Stream(IEnumerable<string> chunks, string? requestId = null)
    {
        _answers.Enqueue((Encoding.UTF8.GetBytes(string.Concat(chunks.Select(x => $"data: {x}\n\n")) + "data: [DONE]\n\n"), "text/event-stream", requestId));
        return this;
    }

    /// <summary>Answers with a stream that ends after these data lines without its end marker.</summary>
    public OpenAIStub Broken(IEnumerable<string> chunks)
    {
        _answers.Enqueue((Encoding.UTF8.GetBytes(string.Concat(chunks.Select(x => $"data: {x}\n\n"))), "text/event-stream", null));
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add(request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : $"{request.Method} {request.RequestUri!.AbsolutePath}");
        var (body, contentType, requestId) = _answers.Dequeue();
        var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new MemoryStream(body)) };
        response.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        if (requestId is not null)
            response.Headers.Add("x-request-id", requestId);
        return response;
    }

    private ProviderConnection Connection(string model)
    {
        var http = new HttpClient(this, disposeHandler: false);
        return new ProviderConnection(() => http, Profile, new() { ApiKey = "test-key-123", StrictTools = strictTools }).ForModel(model);
    }

    private ModelFacts Facts(string model) => Profile.Models.FirstOrDefault(x => x.Id == model) ?? new() { Id = model };
}
