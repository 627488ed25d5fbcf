using System.Net;
using SdkGen.Testing;

namespace SdkGen.Runtime.Tests.Emulator;

public sealed class EmulatorJudgeTests
{
    private const string Call = """{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"f","arguments":"{}"}}]}""";

    [Theory]
    [InlineData("nonsense", null, null)]
    [InlineData("[1]", null, null)]
    [InlineData("""{"messages":[{"role":"user","content":"Hi"}]}""", null, null)]
    [InlineData("""{"model":"m"}""", "messages", "missing_required_parameter")]
    [InlineData("""{"model":"m","messages":[]}""", "messages", "empty_array")]
    [InlineData("""{"model":"m","messages":"Hi"}""", "messages", "invalid_type")]
    [InlineData("""{"model":"m","messages":[{"content":"Hi"}]}""", "messages[0].role", "missing_required_parameter")]
    [InlineData("""{"model":"m","messages":[{"role":"model","content":"Hi"}]}""", "messages[0].role", "invalid_value")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":null}]}""", "messages.[0].content", null)]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":[{"type":"picture"}]}]}""", "messages[0].content[0].type", "invalid_value")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"Hi"},{"role":"tool","tool_call_id":"call_1","content":"1"}]}""", "messages.[1].role", null)]
    [InlineData($$"""{"model":"m","messages":[{"role":"user","content":"Hi"},{{Call}},{"role":"tool","tool_call_id":"call_2","content":"1"}]}""", "messages.[2].role", null)]
    [InlineData($$"""{"model":"m","messages":[{"role":"user","content":"Hi"},{{Call}}]}""", "messages.[2].role", null)]
    [InlineData($$"""{"model":"m","messages":[{"role":"user","content":"Hi"},{{Call}},{"role":"user","content":"And?"}]}""", "messages.[2].role", null)]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"Hi"}],"temprature":1}""", "temprature", "unknown_parameter")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"Hi"}],"temperature":3}""", "temperature", "decimal_above_max_value")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"Hi"}],"temperature":"1"}""", "temperature", "invalid_type")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"Hi"}],"stream_options":{"include_usage":true}}""", "stream_options", null)]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"Hi"}],"tool_choice":"auto"}""", "tool_choice", null)]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"Hi"}],"tools":[]}""", "tools", "empty_array")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"Hi"}],"tools":[{"type":"function","function":{"name":"a b"}}]}""", "tools[0].function.name", "invalid_value")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"Hi"}],"tools":[{"type":"function","function":{"name":"f","parameters":{"type":"string"}}}]}""", "tools[0].function.parameters", "invalid_function_parameters")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"Hi"}],"tools":[{"type":"function","function":{"name":"f","strict":true}}]}""", "tools[0].function.parameters", "invalid_function_parameters")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"Hi"}],"response_format":{"type":"json_object"}}""", "messages", null)]
    public async Task A_wrong_request_is_refused_where_it_is_wrong(string body, string? param, string? code)
    {
        await using var server = await LlmEmulator.StartAsync();
        using var client = new EmulatorClient(server);

        using var response = await client.PostAsync(body);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var error = (await EmulatorClient.JsonAsync(response)).GetProperty("error");
        error.GetProperty("type").GetString().ShouldBe("invalid_request_error");
        error.GetProperty("param").GetString().ShouldBe(param);
        error.GetProperty("code").GetString().ShouldBe(code);
        error.GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
        server.Requests.ShouldHaveSingleItem().Text.ShouldBe(body);
    }

    [Fact]
    public async Task A_conversation_with_answered_calls_is_accepted()
    {
        await using var server = await LlmEmulator.StartAsync();
        using var client = new EmulatorClient(server);
        server.Chat.Replies(request => string.Join(',', request.ToolResults));

        using var response = await client.PostAsync($$$$"""
            {"model":"m","temperature":0.5,"tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}],"tool_choice":"auto",
             "messages":[{"role":"developer","content":"Be brief."},{"role":"user","content":[{"type":"text","text":"Hi"}]},{{{{Call}}}},{"role":"tool","tool_call_id":"call_1","content":"42"}]}
            """);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).ShouldContain("\"content\":\"42\"");
    }

    [Fact]
    public async Task Keys_and_models_are_checked()
    {
        await using var server = await LlmEmulator.StartAsync();
        server.ApiKey = "right-key-0000";
        server.Models.Add("o4-mini", "temperature");
        using var nobody = new EmulatorClient(server, key: null);
        using var stranger = new EmulatorClient(server, key: "wrong-key-1234");
        using var friend = new EmulatorClient(server, key: "right-key-0000");

        using var withoutKey = await nobody.PostAsync(EmulatorClient.Hello);
        withoutKey.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var wrongKey = await stranger.PostAsync(EmulatorClient.Hello);
        wrongKey.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        var text = await wrongKey.Content.ReadAsStringAsync();
        text.ShouldContain("invalid_api_key");
        text.ShouldContain("wron******1234");
        using var unknownModel = await friend.PostAsync(EmulatorClient.Hello);
        unknownModel.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await unknownModel.Content.ReadAsStringAsync()).ShouldContain("model_not_found");
        using var refusedParameter = await friend.PostAsync("""{"model":"o4-mini","temperature":1,"messages":[{"role":"user","content":"Hi"}]}""");
        (await refusedParameter.Content.ReadAsStringAsync()).ShouldContain("unsupported_parameter");
        using var known = await friend.PostAsync("""{"model":"o4-mini","messages":[{"role":"user","content":"Hi"}]}""");
        known.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Unknown_paths_and_methods_are_refused()
    {
        await using var server = await LlmEmulator.StartAsync();
        using var client = new EmulatorClient(server);

        using var path = await client.PostAsync("{}", "/v1/chat/complete");
        path.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await path.Content.ReadAsStringAsync()).ShouldContain("Invalid URL (POST /v1/chat/complete)");
        using var method = await client.SendAsync(HttpMethod.Get, "/v1/chat/completions");
        method.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task Answers_carry_request_ids_and_rate_limits()
    {
        await using var server = await LlmEmulator.StartAsync();
        using var client = new EmulatorClient(server);
        server.RateLimits = new RateLimits(Requests: 60) { RemainingRequests = 0, ResetRequests = TimeSpan.FromSeconds(90) };
        server.Chat.Fails(429, retryAfter: TimeSpan.FromSeconds(1.5));

        using var response = await client.PostAsync(EmulatorClient.Hello);

        response.Headers.GetValues("x-request-id").ShouldHaveSingleItem().ShouldStartWith("req_");
        response.Headers.GetValues("x-ratelimit-limit-requests").ShouldBe(["60"]);
        response.Headers.GetValues("x-ratelimit-remaining-requests").ShouldBe(["0"]);
        response.Headers.GetValues("x-ratelimit-reset-requests").ShouldBe(["1m30s"]);
        response.Headers.GetValues("retry-after").ShouldBe(["2"]);
        response.Headers.GetValues("retry-after-ms").ShouldBe(["1500"]);
        (await response.Content.ReadAsStringAsync()).ShouldContain("rate_limit_exceeded");
    }
}
