using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.AI;
using SdkGen.Dialects.Gemini;
using SdkGen.Transport;

namespace SdkGen.Runtime.Tests.Dialects;

/// <summary>The dialect's clients over answers held in memory: what is tested is the translation, not the socket.</summary>
internal sealed class GeminiStub(ProviderProfile? profile = null) : HttpMessageHandler
{
    public const string Ok = """{"candidates":[{"content":{"role":"model","parts":[{"text":"ok"}]},"finishReason":"STOP","index":0}],"responseId":"r"}""";

    private readonly Queue<(HttpStatusCode Status, string Body, string ContentType)> _answers = new();

    /// <summary>Bodies of the requests.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Their addresses, without the host.</summary>
    public List<string> Paths { get; } = [];

    private ProviderProfile Profile { get; } = profile ?? GeminiProvider.Profile;

    public IChatClient Chat(string model = "gemini-2.5-flash") => GeminiDialect.Instance.CreateChatClient(Connection(model), Facts(model));

    public IEmbeddingGenerator<string, Embedding<float>> Embeddings(string model = "gemini-embedding-001") => GeminiDialect.Instance.CreateEmbeddingGenerator(Connection(model), Facts(model));

    public IModelList Models() => GeminiDialect.Instance.CreateModelList(Connection("any"));

    public GeminiStub Answer(string body = Ok, HttpStatusCode status = HttpStatusCode.OK)
    {
        _answers.Enqueue((status, body, "application/json"));
        return this;
    }

    /// <summary>Answers with a whole answer of these parts.</summary>
    public GeminiStub Parts(string parts, string finish = "STOP") => Answer(Chunk(parts, finish));

    /// <summary>Answers with a stream of these events.</summary>
    public GeminiStub Stream(params string[] chunks)
    {
        _answers.Enqueue((HttpStatusCode.OK, string.Concat(chunks.Select(chunk => $"data: {chunk.ReplaceLineEndings("")}\r\n\r\n")), "text/event-stream"));
        return this;
    }

    /// <summary>Answers with the same events as one array.</summary>
    public GeminiStub List(params string[] chunks) => Answer($"[{string.Join(",\r\n", chunks)}\n]");

    public static string Chunk(string parts, string? finish = null) =>
        $$$"""{"candidates":[{"content":{"role":"model","parts":[{{{parts}}}]},{{{(finish is null ? "" : $"\"finishReason\":\"{finish}\",")}}}"index":0}],"modelVersion":"m-1","responseId":"r1"}""";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add(request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken));
        Paths.Add(request.RequestUri!.PathAndQuery);
        var (status, body, contentType) = _answers.Dequeue();
        var response = new HttpResponseMessage(status) { Content = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes(body))) };
        response.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        return response;
    }

    private ProviderConnection Connection(string model)
    {
        var http = new HttpClient(this, disposeHandler: false);
        return new ProviderConnection(() => http, Profile, new() { ApiKey = "test-key-123", Project = "p" }).ForModel(model);
    }

    private ModelFacts Facts(string model) => Profile.Models.FirstOrDefault(x => x.Id == model) ?? new() { Id = model };
}
