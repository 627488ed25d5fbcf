using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.AI;
using SdkGen.Dialects.AnthropicMessages;
using SdkGen.Transport;

namespace SdkGen.Runtime.Tests.Dialects;

/// <summary>The dialect's clients over answers held in memory: what is tested is the translation, not the socket.</summary>
internal sealed class AnthropicStub(ProviderProfile? profile = null) : HttpMessageHandler
{
    private readonly Queue<(byte[] Body, string ContentType)> _answers = new();

    /// <summary>The requests, with their bodies.</summary>
    public List<(HttpRequestMessage Message, string Body)> Requests { get; } = [];

    /// <summary>Settings of the account.</summary>
    public Dictionary<string, string> Settings { get; } = [];

    private ProviderProfile Profile { get; } = profile ?? AnthropicProvider.Profile;

    public IChatClient Chat(string model = "claude-haiku-4-5") => AnthropicMessagesDialect.Instance.CreateChatClient(Connection(model), Facts(model));

    public IModelList Models() => AnthropicMessagesDialect.Instance.CreateModelList(Connection("claude-haiku-4-5"))!;

    public AnthropicStub Answer(string body)
    {
        _answers.Enqueue((Encoding.UTF8.GetBytes(body), "application/json"));
        return this;
    }

    /// <summary>Answers with a stream of events, each named after its type.</summary>
    public AnthropicStub Stream(IEnumerable<string> events)
    {
        _answers.Enqueue((Encoding.UTF8.GetBytes(string.Concat(events.Select(AnthropicEvents.Framed))), "text/event-stream"));
        return this;
    }

    public AnthropicStub Bytes(byte[] body, string contentType)
    {
        _answers.Enqueue((body, contentType));
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add((request, request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken)));
        var (body, contentType) = _answers.Dequeue();
        var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new MemoryStream(body)) };
        response.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        response.Headers.Add("request-id", "req_1");
        return response;
    }

    private ProviderConnection Connection(string model)
    {
        var http = new HttpClient(this, disposeHandler: false);
        var options = new ProviderOptions { ApiKey = "test-key-123", Project = "a-project" };
        foreach (var (name, value) in Settings)
            options.Settings[name] = value;
        return new ProviderConnection(() => http, Profile, options).ForModel(model);
    }

    private ModelFacts Facts(string model) => Profile.Models.FirstOrDefault(x => x.Id == model) ?? new() { Id = model };
}
