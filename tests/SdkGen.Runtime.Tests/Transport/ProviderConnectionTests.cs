using System.Text;
using SdkGen.Runtime.Tests.Support;
using SdkGen.Transport;

namespace SdkGen.Runtime.Tests.Transport;

public sealed class ProviderConnectionTests : IAsyncDisposable
{
    private const string Key = "sk-test-0123456789";

    private readonly StubServer _server = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { ResponseDrainTimeout = TimeSpan.FromMilliseconds(50) });

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_request_is_exactly_what_the_codec_writes_with_the_accounts_headers()
    {
        _server.Answer(200, """{"text":"ok"}""", headers: "x-request-id: req_1");
        var connection = Connect(configure: options => (options.Organization, options.Project) = ("org-1", null), profile: new()
        {
            Id = "acme",
            Name = "Acme",
            BaseUrl = "https://acme.example/v1/",
            Auth = AuthScheme.Bearer,
            Headers = [new("x-version", "7")],
            AccountHeaders = [new("organization", "Acme-Organization"), new("project", "Acme-Project")],
        });

        var answer = await connection.SendAsync(HttpMethod.Post, "notes", new Note { Text = "Grüße, \"you\" <3" }, NoteCodec.Instance, NoteCodec.Instance);

        answer.Value.Text.ShouldBe("ok");
        answer.RequestId.ShouldBe("req_1");
        var (head, body) = _server.Requests.Single();
        body.ShouldBe("""{"text":"Grüße, \"you\" <3"}""");
        var lines = head.Split("\r\n");
        lines[0].ShouldBe("POST /v1/notes HTTP/1.1");
        lines.ShouldContain($"Authorization: Bearer {Key}");
        lines.ShouldContain("x-version: 7");
        lines.ShouldContain("Acme-Organization: org-1");
        lines.ShouldContain("Content-Type: application/json");
        lines.ShouldContain($"Content-Length: {Encoding.UTF8.GetByteCount(body)}");
        lines.ShouldNotContain(x => x.StartsWith("Acme-Project"));
        lines.ShouldNotContain(x => x.StartsWith("Transfer-Encoding"));
    }

    [Theory]
    [InlineData(AuthScheme.Header, "x-api-key", "POST /v1/notes HTTP/1.1", "x-api-key: sk-test-0123456789")]
    [InlineData(AuthScheme.Query, "key", "POST /v1/notes?key=sk-test-0123456789 HTTP/1.1", null)]
    [InlineData(AuthScheme.None, null, "POST /v1/notes HTTP/1.1", null)]
    public async Task The_key_goes_where_the_provider_wants_it(AuthScheme scheme, string? name, string firstLine, string? header)
    {
        _server.Answer(200, "{}");
        await SendAsync(Connect(profile: new() { Id = "acme", Name = "Acme", BaseUrl = "https://acme.example/", Auth = scheme, AuthName = name }));
        var lines = _server.Requests.Single().Head.Split("\r\n");
        lines[0].ShouldBe(firstLine);
        lines.ShouldNotContain(x => x.StartsWith("Authorization"));
        if (header is not null)
            lines.ShouldContain(header);
    }

    [Theory]
    [InlineData("", "/v1/notes")]
    [InlineData("deep", "/v1/deep/notes")]
    [InlineData("deep/", "/v1/deep/notes")]
    [InlineData("deep?api-version=2", "/v1/deep/notes?api-version=2")]
    public async Task A_base_url_may_end_with_or_without_slash_and_query(string tail, string expected)
    {
        _server.Answer(200, "{}");
        await SendAsync(Connect(configure: options => options.BaseUrl = _server.BaseUrl + tail));
        _server.Requests.Single().Head.ShouldStartWith($"POST {expected} HTTP/1.1");
    }

    [Fact]
    public void A_base_url_or_key_that_cannot_work_is_refused_without_showing_the_key()
    {
        Should.Throw<ArgumentException>(() => Connect(configure: options => options.BaseUrl = "acme.example")).Message.ShouldContain("'acme.example'");
        var exception = Should.Throw<ArgumentException>(() => Connect(configure: options => options.ApiKey = "secret\nsecret"));
        exception.Message.ShouldContain("line break");
        exception.ToString().ShouldNotContain("secret");
    }

    [Fact]
    public async Task A_stream_is_read_event_by_event_into_one_object_and_ends_at_its_marker()
    {
        _server.Stream(["\uFEFFdata: {\"text\":\"a\"}\n\nda", "ta: {\"text\":\r\ndata: \"b\"}\r\n\r\n: ping\n\n", "event: x\ndata: {\"text\":\"c\"}\n\ndata:  [DONE] \n\ndata: {\"text\":\"late\"}\n\n"],
            headers: "x-request-id: req_2");
        var stream = Stream(Connect());
        var texts = new List<string?>();
        var objects = new HashSet<Note>();
        await foreach (var note in stream)
        {
            texts.Add(note.Text);
            objects.Add(note);
        }

        texts.ShouldBe(["a", "b", "c"]);
        objects.Count.ShouldBe(1);
        stream.RequestId.ShouldBe("req_2");
    }

    [Theory]
    [InlineData("data: {\"text\":\"a\"}\n\ndata: {\"text\":\"b\"}\n\n")]
    [InlineData("data: {\"text\":\"a\"}\n\ndata: {\"text\":\"b\"}\n")]
    [InlineData("data: {\"text\":\"a\"}\n\ndata: {\"text\":\"b\"}")]
    public async Task A_stream_may_end_without_its_marker(string body)
    {
        _server.Stream([body]);
        (await TextsAsync(Stream(Connect()))).ShouldBe(["a", "b"]);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/event-stream")]
    [InlineData("application/octet-stream")]
    public async Task A_whole_object_instead_of_a_stream_is_its_only_event(string contentType)
    {
        _server.Answer(200, "\n {\"text\":\n\"whole\"}", contentType);
        (await TextsAsync(Stream(Connect()))).ShouldBe(["whole"]);
    }

    [Fact]
    public async Task Leaving_the_loop_closes_the_connection()
    {
        _server.Stream(["data: {\"text\":\"a\"}\n\n"], end: false);
        await foreach (var note in Stream(Connect()))
        {
            note.Text.ShouldBe("a");
            break;
        }

        await _server.Closed.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_connection_is_used_again_after_a_stream_that_ended()
    {
        const string Events = "data: {\"text\":\"a\"}\n\ndata: [DONE]\n\n";
        // In one write, so that the end of the body is there when the reader leaves; else the handler drains it in the background.
        _server.Answer(async stream => await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n{Events.Length:x}\r\n{Events}\r\n0\r\n\r\n")));
        _server.Answer(200, """{"text":"b"}""");
        (await TextsAsync(Stream(Connect()))).ShouldBe(["a"]);
        (await SendAsync(Connect())).ShouldBe("b");
        _server.Requests.Count.ShouldBe(2);
        _server.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task Cancelling_a_stream_stays_a_cancellation_and_closes_the_connection()
    {
        _server.Stream(["data: {\"text\":\"a\"}\n\n"], end: false);
        using var cancel = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in Stream(Connect()).WithCancellation(cancel.Token))
                await cancel.CancelAsync();
        });
        await _server.Closed.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_stream_can_be_read_once()
    {
        _server.Stream(["data: [DONE]\n\n"]);
        var stream = Stream(Connect());
        (await TextsAsync(stream)).ShouldBeEmpty();
        Should.Throw<InvalidOperationException>(() => stream.GetAsyncEnumerator());
    }

    private static async Task<List<string?>> TextsAsync(ProviderStream<Note> stream)
    {
        var texts = new List<string?>();
        await foreach (var note in stream)
            texts.Add(note.Text);
        return texts;
    }

    private static ProviderStream<Note> Stream(ProviderConnection connection) =>
        connection.StreamAsync(HttpMethod.Post, "notes", new Note { Text = "?" }, NoteCodec.Instance, NoteCodec.Instance, StreamFraming.ServerSentEvents, "[DONE]");

    private static async Task<string?> SendAsync(ProviderConnection connection) =>
        (await connection.SendAsync(HttpMethod.Post, "notes", new Note(), NoteCodec.Instance, NoteCodec.Instance)).Value.Text;

    private ProviderConnection Connect(ProviderProfile? profile = null, Action<ProviderOptions>? configure = null)
    {
        var options = new ProviderOptions { ApiKey = Key, BaseUrl = _server.BaseUrl };
        configure?.Invoke(options);
        return new ProviderConnection(() => _http, profile ?? new() { Id = "acme", Name = "Acme", BaseUrl = "https://acme.example/", Auth = AuthScheme.Bearer }, options);
    }
}
