using System.Net.Sockets;
using System.Text;
using SdkGen.Runtime.Tests.Support;
using SdkGen.Transport;

namespace SdkGen.Runtime.Tests.Transport;

/// <summary>Every way to fail ends in the one exception type, with what the answer said and without the key.</summary>
public sealed class FailureTests : IAsyncDisposable
{
    private const string Key = "sk-test-0123456789";

    private static readonly ProviderProfile s_profile = new()
    {
        Id = "acme",
        Name = "Acme",
        BaseUrl = "https://acme.example/",
        Auth = AuthScheme.Bearer,
        RequestIdHeaders = ["acme-request", "x-request-id"],
        Errors =
        [
            new(LlmErrorKind.QuotaExceeded) { Status = 429, Code = "1113", Retryable = false },
            new(LlmErrorKind.Permission) { MessageContains = "not your region" },
            new(LlmErrorKind.ServerError) { Status = 418 },
            new(LlmErrorKind.Stalled) { Status = 200, MessageContains = "asleep" },
        ],
    };

    private readonly StubServer _server = new();
    private readonly HttpClient _http = new();

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData(401, """{"error":{"message":"Bad key","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}""", LlmErrorKind.Authentication, "invalid_api_key", "Bad key", false)]
    [InlineData(404, """{"error":{"message":"No model","type":"invalid_request_error","code":"model_not_found"}}""", LlmErrorKind.NotFound, "model_not_found", "No model", false)]
    [InlineData(400, """{"error":{"message":"Too long","type":"invalid_request_error","code":"context_length_exceeded"}}""", LlmErrorKind.ContextLength, "context_length_exceeded", "Too long", false)]
    [InlineData(400, """{"error":{"message":"The maximum context length is 5 tokens","type":"x"}}""", LlmErrorKind.ContextLength, "x", "The maximum context length is 5 tokens", false)]
    [InlineData(429, """{"error":{"message":"Slow","type":"tokens","code":"rate_limit_exceeded"}}""", LlmErrorKind.RateLimited, "rate_limit_exceeded", "Slow", true)]
    [InlineData(429, """{"error":{"message":"Pay","type":"insufficient_quota","code":"insufficient_quota"}}""", LlmErrorKind.QuotaExceeded, "insufficient_quota", "Pay", false)]
    [InlineData(429, """{"error":{"message":"Balance","code":"1113"}}""", LlmErrorKind.QuotaExceeded, "1113", "Balance", false)]
    [InlineData(429, """{"error":{"message":"Balance","code":1113}}""", LlmErrorKind.QuotaExceeded, "1113", "Balance", false)]
    [InlineData(400, """{"error":{"message":"This is Not Your Region."}}""", LlmErrorKind.Permission, null, "This is Not Your Region.", false)]
    [InlineData(400, """{"code":"invalid-argument","error":"Bad argument"}""", LlmErrorKind.InvalidRequest, "invalid-argument", "Bad argument", false)]
    [InlineData(400, """{"object":"error","message":"No","type":"invalid_settings","code":"1500"}""", LlmErrorKind.InvalidRequest, "invalid_settings", "No", false)]
    [InlineData(500, """{"error":{"code":500,"message":"Broke","type":"server_error"}}""", LlmErrorKind.ServerError, "server_error", "Broke", true)]
    [InlineData(422, """{"object":"error","message":{"detail":[{"msg":"x"}]},"type":"invalid_request_error","code":null}""", LlmErrorKind.InvalidRequest, "invalid_request_error", """{"detail":[{"msg":"x"}]}""", false)]
    [InlineData(400, """{"object":"error","message":"Nope","type":"BadRequestError","param":null,"code":400}""", LlmErrorKind.InvalidRequest, "BadRequestError", "Nope", false)]
    [InlineData(401, """{"detail":"Unauthorized"}""", LlmErrorKind.Authentication, null, "Unauthorized", false)]
    [InlineData(400, """[{"error":{"code":400,"message":"List","status":"INVALID_ARGUMENT"}}]""", LlmErrorKind.InvalidRequest, "INVALID_ARGUMENT", "List", false)]
    [InlineData(503, "upstream connect error", LlmErrorKind.Unavailable, null, "upstream connect error", true)]
    [InlineData(502, "<html><body>Bad gateway</body></html>", LlmErrorKind.ServerError, null, null, true)]
    [InlineData(500, "", LlmErrorKind.ServerError, null, null, true)]
    [InlineData(400, """{"error":{"message":"cut""", LlmErrorKind.InvalidRequest, null, """{"error":{"message":"cut""", false)]
    [InlineData(529, "{}", LlmErrorKind.Overloaded, null, null, true)]
    [InlineData(408, "{}", LlmErrorKind.Timeout, null, null, true)]
    [InlineData(402, "{}", LlmErrorKind.QuotaExceeded, null, null, false)]
    [InlineData(409, "{}", LlmErrorKind.InvalidRequest, null, null, true)]
    [InlineData(418, "{}", LlmErrorKind.ServerError, null, null, true)]
    [InlineData(417, """{"error":"Asleep"}""", LlmErrorKind.InvalidRequest, null, "Asleep", false)]
    public async Task An_error_answer_says_what_is_wrong(int status, string body, LlmErrorKind kind, string? code, string? message, bool retryable)
    {
        _server.Answer(status, body).Answer(status, body);
        foreach (var exception in new[] { await FailAsync(SendAsync), await FailAsync(StreamAsync) })
        {
            exception.Kind.ShouldBe(kind);
            exception.Status.ShouldBe(status);
            exception.Code.ShouldBe(code);
            exception.ProviderMessage.ShouldBe(message);
            exception.IsRetryable.ShouldBe(retryable);
            exception.Provider.ShouldBe("acme");
            exception.Model.ShouldBe("acme-1");
            exception.Body.ShouldBe(body.Length == 0 ? null : body);
            exception.Message.ShouldStartWith($"Acme answered {status}");
        }
    }

    [Theory]
    [InlineData("""{"error":{"message":"Balance","code":"1113"}}""", LlmErrorKind.QuotaExceeded, false)]
    [InlineData("""{"error":"The maximum context length is 5 tokens"}""", LlmErrorKind.ContextLength, false)]
    [InlineData("""{"error":"I fell asleep"}""", LlmErrorKind.Stalled, true)]
    [InlineData("""{"error":"Who knows"}""", LlmErrorKind.Unknown, false)]
    [InlineData("""{"error":{"message":"I fell asleep","code":503}}""", LlmErrorKind.Unavailable, true)]
    [InlineData("""{"error":{"message":"Broke","code":"internal_error"}}""", LlmErrorKind.ServerError, true)]
    public async Task An_error_inside_an_answer_is_classified_by_what_it_says(string body, LlmErrorKind kind, bool retryable)
    {
        _server.Answer(200, body).Answer(200, body);
        foreach (var exception in new[] { await FailAsync(SendAsync), await FailAsync(StreamAsync) })
            (exception.Kind, exception.IsRetryable).ShouldBe((kind, retryable));
    }

    [Fact]
    public async Task The_key_is_taken_out_of_every_text_and_the_body_is_capped()
    {
        _server.Answer(401, $$"""{"error":{"message":"Key {{Key}} is wrong","code":"invalid_api_key"},"padding":"{{new string('x', 20_000)}}"}""");
        var exception = await FailAsync(SendAsync);
        exception.ToString().ShouldNotContain(Key);
        exception.Body!.ShouldNotContain(Key);
        exception.Body!.Length.ShouldBe(8192);
        exception.ProviderMessage.ShouldBe("Key *** is wrong");
    }

    [Theory]
    [InlineData("""{"error":{"message":"\ud800","code":"\udc00","type":"server_error"}}""", "server_error", "\"\\ud800\"")]
    [InlineData("""{"error":{"message":"Broke","\ud800":1}}""", null, """{"error":{"message":"Broke","\ud800":1}}""")]
    [InlineData("""{"\ud800":1,"error":{"message":"Broke"}}""", null, "Broke")]
    public async Task Half_a_surrogate_pair_in_an_error_hides_nothing_else_of_it(string body, string? code, string message)
    {
        _server.Answer(500, body).Answer(200, body);
        var exception = await FailAsync(SendAsync);
        (exception.Kind, exception.Status, exception.Code).ShouldBe((LlmErrorKind.ServerError, 500, code));
        exception.ProviderMessage.ShouldBe(message);
        (await FailAsync(StreamAsync)).ProviderMessage.ShouldBe(exception.ProviderMessage);
    }

    [Fact]
    public async Task Tokens_that_change_are_taken_out_too()
    {
        _server.Answer(500, """{"error":{"message":"one"}}""").Answer(401, """{"error":{"message":"Neither token-number-1 nor token-number-2 is right"}}""");
        var asked = 0;
        var connection = new ProviderConnection(() => _http, s_profile, new() { AccessToken = _ => new($"token-number-{++asked}"), BaseUrl = _server.BaseUrl });
        await FailAsync(() => connection.SendAsync(HttpMethod.Post, "notes", new Note(), NoteCodec.Instance, NoteCodec.Instance));
        var exception = await FailAsync(() => connection.SendAsync(HttpMethod.Post, "notes", new Note(), NoteCodec.Instance, NoteCodec.Instance));
        exception.ProviderMessage.ShouldBe("Neither *** nor *** is right");
        exception.ToString().ShouldNotContain("token-number");
        exception.Body!.ShouldNotContain("token-number");
    }

    [Fact]
    public async Task A_key_configured_with_white_space_is_taken_out_of_every_property()
    {
        var body = $$$"""{"error":{"message":"{{{new string('x', 1990)}}}{{{Key}}}","code":"code-{{{Key}}}","type":"type-{{{Key}}}"}}""";
        _server.Answer(401, body, headers: $"acme-request: r-{Key}");
        var connection = new ProviderConnection(() => _http, s_profile, new() { ApiKey = $" {Key}\n", BaseUrl = _server.BaseUrl });
        var exception = await FailAsync(() => connection.SendAsync(HttpMethod.Post, "notes", new Note(), NoteCodec.Instance, NoteCodec.Instance));
        _server.Requests.Single().Head.ShouldContain($"Authorization: Bearer {Key}\r\n");
        (exception.Code, exception.ErrorType, exception.RequestId).ShouldBe(("code-***", "type-***", "r-***"));
        exception.ProviderMessage.ShouldBe(new string('x', 1990) + "***");
        exception.Body!.ShouldNotContain(Key[..8]);
        exception.ToString().ShouldNotContain(Key[..8]);
    }

    [Fact]
    public async Task No_more_of_an_error_is_read_than_anyone_needs()
    {
        // Promises ten megabytes and goes silent: whoever wants them all waits for ever.
        _server.Answer(async stream =>
        {
            await StubServer.WriteHeadAsync(stream, 503, "text/plain", "Content-Length: 10000000");
            await stream.WriteAsync(Encoding.ASCII.GetBytes("Overrun. " + new string('x', 200_000)));
            await stream.ReadExactlyAsync(new byte[1]);
        });
        var exception = await FailAsync(() => SendAsync().WaitAsync(TimeSpan.FromSeconds(20)));
        exception.Kind.ShouldBe(LlmErrorKind.Unavailable);
        exception.ProviderMessage!.ShouldStartWith("Overrun. xxx");
    }

    [Fact]
    public async Task Cancelling_is_a_cancellation_whatever_the_connection_makes_of_it()
    {
        using var cancel = new CancellationTokenSource();
        using var http = new HttpClient(new Breaking(() => cancel.Cancel()));
        var connection = new ProviderConnection(() => http, s_profile, new() { ApiKey = Key, BaseUrl = "https://acme.example/" });
        var thrown = await Record.ExceptionAsync(() => connection.SendAsync(HttpMethod.Post, "notes", new Note(), NoteCodec.Instance, NoteCodec.Instance, cancellationToken: cancel.Token));
        var exception = thrown.ShouldBeOfType<OperationCanceledException>();
        exception.CancellationToken.ShouldBe(cancel.Token);
        exception.InnerException.ShouldBeOfType<IOException>();
    }

    [Fact]
    public async Task A_whole_answer_may_begin_with_a_byte_order_mark()
    {
        _server.Answer(200, "\uFEFF{\"text\":\"marked\"}").Answer(200, "\uFEFF{\"text\":\"marked\"}").Answer(400, "\uFEFF{\"error\":{\"message\":\"Bad\"}}");
        (await Connection().SendAsync(HttpMethod.Post, "notes", new Note(), NoteCodec.Instance, NoteCodec.Instance)).Value.Text.ShouldBe("marked");
        var seen = new List<string?>();
        await foreach (var note in Stream())
            seen.Add(note.Text);
        seen.ShouldBe(["marked"]);
        (await FailAsync(SendAsync)).ProviderMessage.ShouldBe("Bad");
    }

    [Theory]
    [InlineData("retry-after-ms: 1500", "retry-after: 7", 1.5)]
    [InlineData("retry-after: 7", "x: y", 7.0)]
    [InlineData("Retry-After: Fri, 20 Nov 2026 10:00:30 GMT", "Date: Fri, 20 Nov 2026 10:00:00 GMT", 30.0)]
    [InlineData("Retry-After: Fri, 20 Nov 2026 09:00:00 GMT", "Date: Fri, 20 Nov 2026 10:00:00 GMT", 0.0)]
    [InlineData("Retry-After: soon", "x: y", null)]
    public async Task The_wait_is_read_from_the_header_that_the_service_sent(string first, string second, double? seconds)
    {
        _server.Answer(429, "{}", headers: [first, second, "x-request-id: r2", "acme-request: r1"]);
        var exception = await FailAsync(SendAsync);
        exception.RetryAfter?.TotalSeconds.ShouldBe(seconds ?? -1);
        (exception.RetryAfter is null).ShouldBe(seconds is null);
        exception.RequestId.ShouldBe("r1");
        exception.Message.ShouldEndWith("[request r1]");
    }

    [Fact]
    public async Task The_request_id_of_a_gateway_is_found_under_its_own_name()
    {
        _server.Answer(429, "{}", headers: "mistral-correlation-id: m1");
        (await FailAsync(SendAsync)).RequestId.ShouldBe("m1");
    }

    [Theory]
    [InlineData("x-should-retry: false", 503, false)]
    [InlineData("x-should-retry: true", 400, true)]
    public async Task The_service_has_the_last_word_on_trying_again(string header, int status, bool retryable)
    {
        _server.Answer(status, "{}", headers: header);
        (await FailAsync(SendAsync)).IsRetryable.ShouldBe(retryable);
    }

    [Theory]
    [InlineData("event: error\ndata: {\"error\":{\"message\":\"Stop\",\"type\":\"invalid_request_error\",\"code\":\"tool_use_failed\",\"status_code\":400}}\n\n", LlmErrorKind.InvalidRequest, "tool_use_failed", 400)]
    [InlineData("data: {\"id\":1,\"error\":{\"message\":\"Stop\",\"code\":502},\"choices\":[]}\n\n", LlmErrorKind.ServerError, "502", 502)]
    [InlineData("data: {\"error\":\"Stop\"}\n\n", LlmErrorKind.Unknown, null, 200)]
    [InlineData("event: error\ndata: Stop\n\n", LlmErrorKind.Unknown, null, 200)]
    [InlineData("data: {\"error\":{\"message\":\"Stop\",\"type\":\"overloaded_error\"}}\n\n", LlmErrorKind.Overloaded, "overloaded_error", 200)]
    public async Task An_error_inside_a_stream_ends_it_after_what_came_before(string piece, LlmErrorKind kind, string? code, int status)
    {
        _server.Stream(["data: {\"text\":\"before\",\"error\":null,\"note\":\"\\\"error\\\"\"}\n\n", piece]);
        var seen = new List<string?>();
        var exception = await Should.ThrowAsync<LlmException>(async () =>
        {
            await foreach (var note in Stream())
                seen.Add(note.Text);
        });
        seen.ShouldBe(["before"]);
        exception.Kind.ShouldBe(kind);
        exception.Code.ShouldBe(code);
        exception.Status.ShouldBe(status);
        exception.ProviderMessage.ShouldBe("Stop");
    }

    [Fact]
    public async Task An_error_under_a_status_of_success_is_an_error()
    {
        const string Body = """{"error":{"message":"Provider returned error","code":429}}""";
        _server.Answer(200, Body).Answer(200, Body);
        (await FailAsync(SendAsync)).Kind.ShouldBe(LlmErrorKind.RateLimited);
        (await FailAsync(StreamAsync)).Kind.ShouldBe(LlmErrorKind.RateLimited);
    }

    [Theory]
    [InlineData("<html>Welcome to the hotel</html>")]
    [InlineData("{\"text\":")]
    [InlineData("")]
    public async Task An_answer_that_is_none_is_an_invalid_response(string body)
    {
        _server.Answer(200, body, "text/html");
        var exception = await FailAsync(SendAsync);
        exception.Kind.ShouldBe(LlmErrorKind.InvalidResponse);
        exception.Status.ShouldBe(200);
        exception.IsRetryable.ShouldBeFalse();
    }

    [Fact]
    public async Task A_cut_connection_is_a_connection_failure_that_may_be_tried_again()
    {
        _server.Answer(async stream =>
        {
            await StubServer.WriteHeadAsync(stream, 200, "text/event-stream", "Transfer-Encoding: chunked");
            await stream.WriteAsync("14\r\ndata: {\"text\":\"a\"}\n\n\r\n20\r\ndata: {\"te"u8.ToArray());
            stream.Socket.Close();
        });
        var exception = await FailAsync(StreamAsync);
        exception.Kind.ShouldBe(LlmErrorKind.Connection);
        exception.IsRetryable.ShouldBeTrue();
        exception.InnerException.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_refused_connection_is_a_connection_failure()
    {
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
        var connection = new ProviderConnection(() => _http, s_profile, new() { ApiKey = Key, BaseUrl = $"http://127.0.0.1:{((System.Net.IPEndPoint)listener.LocalEndPoint!).Port}/" });
        var exception = await Should.ThrowAsync<LlmException>(
            connection.SendAsync(HttpMethod.Post, "notes", new Note(), NoteCodec.Instance, NoteCodec.Instance));
        exception.Kind.ShouldBe(LlmErrorKind.Connection);
        exception.Status.ShouldBeNull();
    }

    [Fact]
    public async Task An_answer_that_does_not_begin_in_time_is_a_timeout_and_a_cancelled_one_a_cancellation()
    {
        _server.Answer(_ => Task.Delay(5000)).Answer(_ => Task.Delay(5000));
        _http.Timeout = TimeSpan.FromMilliseconds(100);
        var exception = await FailAsync(SendAsync);
        exception.Kind.ShouldBe(LlmErrorKind.Timeout);
        exception.IsRetryable.ShouldBeTrue();

        using var cancel = new CancellationTokenSource(20);
        await Should.ThrowAsync<OperationCanceledException>(
            Connection().SendAsync(HttpMethod.Post, "notes", new Note(), NoteCodec.Instance, NoteCodec.Instance, cancellationToken: cancel.Token));
    }

    /// <summary>A connection that is closed under an answer, which is seen as a failure to read.</summary>
    private sealed class Breaking(Action first) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage { Content = new StreamContent(new BreakingStream(first)) });
    }

    private sealed class BreakingStream(Action first) : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            first();
            throw new IOException("The read failed.");
        }
    }

    private static Task<LlmException> FailAsync(Func<Task> exchange) => Should.ThrowAsync<LlmException>(exchange);

    private Task SendAsync() => Connection().SendAsync(HttpMethod.Post, "notes", new Note(), NoteCodec.Instance, NoteCodec.Instance);

    private async Task StreamAsync()
    {
        await foreach (var _ in Stream())
        {
        }
    }

    private ProviderStream<Note> Stream() => Connection().StreamAsync(HttpMethod.Post, "notes", new Note(), NoteCodec.Instance, NoteCodec.Instance, StreamFraming.ServerSentEvents, "[DONE]");

    private ProviderConnection Connection() =>
        new ProviderConnection(() => _http, s_profile, new() { ApiKey = Key, BaseUrl = _server.BaseUrl }).ForModel("acme-1");
}
