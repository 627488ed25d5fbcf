using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using SdkGen.Dialects.BedrockConverse;
using SdkGen.Runtime.Tests.Support;
using SdkGen.Transport;

namespace SdkGen.Runtime.Tests.Dialects;

/// <summary>The dialect's client over answers held in memory: what is tested is the translation, not the socket.</summary>
internal sealed class BedrockStub(string? inferenceProfile = null) : HttpMessageHandler
{
    public const string Ok = """{"output":{"message":{"role":"assistant","content":[{"text":"OK"}]}},"stopReason":"end_turn","usage":{"inputTokens":1,"outputTokens":1,"totalTokens":2},"metrics":{"latencyMs":3}}""";

    private readonly Queue<(HttpStatusCode Status, byte[] Body, string ContentType, string? ErrorType)> _answers = new();

    /// <summary>Paths and bodies of the requests.</summary>
    public List<(string Path, JsonNode Body)> Requests { get; } = [];

    public JsonNode LastBody => Requests[^1].Body;

    public IChatClient Chat(string model = "anthropic.claude-haiku-4-5-20251001-v1:0")
    {
        var http = new HttpClient(this, disposeHandler: false);
        var options = new ProviderOptions { ApiKey = "test-key-123" };
        if (inferenceProfile is not null)
            options.Settings["inferenceProfile"] = inferenceProfile;
        var profile = BedrockProvider.Profile;
        var facts = profile.Models.FirstOrDefault(facts => facts.Id == model) ?? new ModelFacts { Id = model };
        return BedrockConverseDialect.Instance.CreateChatClient(new ProviderConnection(() => http, profile, options).ForModel(model), facts);
    }

    public BedrockStub Answer(string body = Ok, HttpStatusCode status = HttpStatusCode.OK, string? errorType = null)
    {
        _answers.Enqueue((status, Encoding.UTF8.GetBytes(body), "application/json", errorType));
        return this;
    }

    /// <summary>Answers with a stream of events, each written <c>type json</c>; a type that begins with <c>!</c> is a failure's.</summary>
    public BedrockStub Stream(params string[] events)
    {
        var body = events.SelectMany(text =>
        {
            var space = text.IndexOf(' ', StringComparison.Ordinal);
            return text[0] == '!' ? EventStreamMessage.Exception(text[1..space], text[(space + 1)..]) : EventStreamMessage.Event(text[..space], text[(space + 1)..]);
        });
        _answers.Enqueue((HttpStatusCode.OK, [.. body], "application/vnd.amazon.eventstream", null));
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add((request.RequestUri!.PathAndQuery, JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!));
        var (status, body, contentType, errorType) = _answers.Dequeue();
        var response = new HttpResponseMessage(status) { Content = new StreamContent(new MemoryStream(body)) };
        response.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        response.Headers.Add("x-amzn-requestid", "req-1");
        if (errorType is not null)
            response.Headers.Add("x-amzn-errortype", errorType);
        return response;
    }
}
