using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using SdkGen.Transport;

namespace SdkGen.Runtime.Tests.Dialects;

/// <summary>Clients of any dialect over answers held in memory: what is tested is the translation, not the socket.</summary>
internal sealed class DialectStub(ProviderProfile profile, Dialect dialect) : HttpMessageHandler
{
    private readonly Queue<(string Body, string ContentType)> _answers = new();

    /// <summary>Where clients tell of what they leave out.</summary>
    public ILogger? Log { get; init; }

    /// <summary>Bodies of the requests.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Their addresses, without the host.</summary>
    public List<string> Paths { get; } = [];

    public IChatClient Chat(string model) => dialect.CreateChatClient(Connection(model), Facts(model))!;

    public IEmbeddingGenerator<string, Embedding<float>> Embeddings(string model) => dialect.CreateEmbeddingGenerator(Connection(model), Facts(model))!;

    public IModelList Models() => dialect.CreateModelList(Connection("any"))!;

    public DialectStub Answer(string body, string contentType = "application/json")
    {
        _answers.Enqueue((body, contentType));
        return this;
    }

    /// <summary>Answers with a stream of these events, each named by its <c>type</c>.</summary>
    public DialectStub Events(params string[] events) =>
        Answer(string.Concat(events.Select(data => $"event: {JsonNode.Parse(data)!["type"]}\ndata: {data}\n\n")), "text/event-stream");

    /// <summary>Answers with a stream of these lines.</summary>
    public DialectStub Lines(params string[] lines) => Answer(string.Concat(lines.Select(line => line + "\n")), "application/x-ndjson");

    /// <summary>What is sent for a conversation.</summary>
    public async Task<string> SentAsync(string answer, string model, IEnumerable<ChatMessage> messages, ChatOptions? options = null)
    {
        Answer(answer);
        await Chat(model).GetResponseAsync(messages, options);
        return Requests[^1];
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add(request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken));
        Paths.Add(request.RequestUri!.PathAndQuery);
        var (body, contentType) = _answers.Dequeue();
        var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes(body))) };
        response.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        return response;
    }

    private ProviderConnection Connection(string model)
    {
        var http = new HttpClient(this, disposeHandler: false);
        return new ProviderConnection(() => http, profile, new() { ApiKey = "test-key-123", BaseUrl = profile.BaseUrl.Length == 0 ? "https://resource.example" : null }) { Log = Log }.ForModel(model);
    }

    private ModelFacts Facts(string model) => profile.Models.FirstOrDefault(listed => listed.Id == model) ?? new() { Id = model };
}
