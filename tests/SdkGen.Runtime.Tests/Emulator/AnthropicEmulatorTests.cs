using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SdkGen.Runtime.Tests.EndToEnd;
using SdkGen.Testing;

namespace SdkGen.Runtime.Tests.Emulator;

/// <summary>The emulator as Anthropic's service: what it refuses, and what it answers to the shipped client.</summary>
public sealed class AnthropicEmulatorTests
{
    private const string Hi = """{"role":"user","content":"Hi"}""";
    private const string Call = """{"role":"assistant","content":[{"type":"tool_use","id":"t1","name":"f","input":{}}]}""";
    private const string Result = """{"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":"1"}]}""";

    [Theory]
    [InlineData("nonsense", "JSON")]
    [InlineData("""{"max_tokens":5,"messages":[HI]}""", "model: Field required")]
    [InlineData("""{"model":"m","messages":[HI]}""", "max_tokens: Field required")]
    [InlineData("""{"model":"m","max_tokens":5}""", "messages: Field required")]
    [InlineData("""{"model":"m","max_tokens":5,"messages":[]}""", "at least one message")]
    [InlineData("""{"model":"m","max_tokens":5,"messages":["Hi"]}""", "messages.0: Input does not match")]
    [InlineData("""{"model":"m","max_tokens":5,"messages":[{"role":"system","content":"x"},HI]}""", "Unexpected role")]
    [InlineData("""{"model":"m","max_tokens":5,"messages":[{"role":"tool","content":"x"}]}""", "Unexpected role")]
    [InlineData("""{"model":"m","max_tokens":5,"messages":[{"role":"assistant","content":"x"},HI]}""", "first message must use")]
    [InlineData("""{"model":"m","max_tokens":5,"messages":[{"role":"user","content":""}]}""", "non-empty content")]
    [InlineData("""{"model":"m","max_tokens":5,"messages":[{"role":"user","content":[{"type":"text","text":""}]}]}""", "text content blocks must be non-empty")]
    [InlineData("""{"model":"m","max_tokens":5,"messages":[{"role":"user","content":[{"type":"picture"}]}]}""", "Input tag 'picture'")]
    [InlineData("""{"model":"m","max_tokens":5,"messages":[{"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/tiff","data":""}}]}]}""", "media_type")]
    [InlineData("""{"model":"m","max_tokens":5,"messages":[HI,{"role":"assistant","content":"x "}]}""", "trailing whitespace")]
    [InlineData("""{"model":"m","max_tokens":5,"messages":[HI,CALL]}""", "`tool_use` ids were found without")]
    [InlineData("""{"model":"m","max_tokens":5,"messages":[HI,CALL,HI]}""", "`tool_use` ids were found without")]
    [InlineData("""{"model":"m","max_tokens":5,"messages":[HI,RESULT]}""", "unexpected `tool_use_id`")]
    [InlineData("""{"model":"m","max_tokens":5,"messages":[HI,CALL,HI,RESULT]}""", "must come first")]
    [InlineData("""{"model":"m","max_tokens":5,"messages":[HI,{"role":"assistant","content":[{"type":"tool_use","id":"a b","name":"f","input":{}}]},HI]}""", "pattern")]
    [InlineData("""{"model":"m","max_tokens":5,"messages":[HI,{"role":"assistant","content":[{"type":"thinking","thinking":"x"}]},HI]}""", "signature: Field required")]
    [InlineData("""{"model":"m","max_tokens":5,"messages":[HI,{"role":"assistant","content":[{"type":"thinking","thinking":"x","signature":"emulator.AAAA"}]},HI]}""", "Invalid `signature`")]
    [InlineData("""{"model":"m","max_tokens":5,"messages":[{"role":"user","content":[{"type":"thinking","thinking":"x","signature":"s"}]}]}""", "can not be in `user`")]
    [InlineData("""{"model":"m","max_tokens":5,"messages":[HI],"max_output":1}""", "max_output: Extra inputs")]
    [InlineData("""{"model":"m","max_tokens":5,"messages":[HI],"temperature":1.5}""", "temperature: Input should be less")]
    [InlineData("""{"model":"m","max_tokens":5,"messages":[HI],"top_p":"1"}""", "valid number")]
    [InlineData("""{"model":"m","max_tokens":2000,"messages":[HI],"thinking":{"type":"enabled","budget_tokens":100}}""", "greater than or equal to 1024")]
    [InlineData("""{"model":"m","max_tokens":1024,"messages":[HI],"thinking":{"type":"enabled","budget_tokens":1024}}""", "`max_tokens` must be greater")]
    [InlineData("""{"model":"m","max_tokens":4000,"messages":[HI],"temperature":0.5,"thinking":{"type":"enabled","budget_tokens":1024}}""", "`temperature`")]
    [InlineData("""{"model":"m","max_tokens":4000,"messages":[HI],"top_k":5,"thinking":{"type":"enabled","budget_tokens":1024}}""", "`top_k`")]
    [InlineData("""{"model":"m","max_tokens":4000,"messages":[HI],"tools":[{"name":"f","input_schema":{"type":"object"}}],"tool_choice":{"type":"any"},"thinking":{"type":"enabled","budget_tokens":1024}}""", "forces tool use")]
    [InlineData("""{"model":"m","max_tokens":5,"messages":[HI],"thinking":{"type":"deep"}}""", "thinking:")]
    [InlineData("""{"model":"m","max_tokens":5,"messages":[HI],"tools":[{"name":"a b","input_schema":{"type":"object"}}]}""", "tools.0.custom.name")]
    [InlineData("""{"model":"m","max_tokens":5,"messages":[HI],"tools":[{"name":"f"}]}""", "input_schema: Field required")]
    [InlineData("""{"model":"m","max_tokens":5,"messages":[HI],"tools":[{"name":"f","input_schema":{"type":"string"}}]}""", "Input should be 'object'")]
    [InlineData("""{"model":"m","max_tokens":5,"messages":[HI],"tools":[{"name":"f","input_schema":{"type":"object"}},{"name":"f","input_schema":{"type":"object"}}]}""", "unique")]
    [InlineData("""{"model":"m","max_tokens":5,"messages":[HI],"tool_choice":{"type":"auto"}}""", "only be specified while providing tools")]
    [InlineData("""{"model":"m","max_tokens":5,"messages":[HI],"tools":[{"name":"f","input_schema":{"type":"object"}}],"tool_choice":{"type":"tool","name":"g"}}""", "'g' not found")]
    [InlineData("""{"model":"m","max_tokens":5,"messages":[HI],"output_config":{"format":{"type":"json_schema","schema":{"type":"object"}}}}""", "additionalProperties")]
    [InlineData("""{"model":"m","max_tokens":5,"messages":[HI],"system":[P,P,P,P,P]}""", "Found 5")]
    public async Task A_wrong_request_is_refused_where_it_is_wrong(string body, string message)
    {
        await using var server = await LlmEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var response = await PostAsync(server, body
            .Replace("HI", Hi, StringComparison.Ordinal).Replace("CALL", Call, StringComparison.Ordinal).Replace("RESULT", Result, StringComparison.Ordinal)
            .Replace("P,", "P ,", StringComparison.Ordinal).Replace("P ,", Point + ",", StringComparison.Ordinal).Replace("P]", Point + "]", StringComparison.Ordinal));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var error = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        error.GetProperty("type").GetString().ShouldBe("error");
        error.GetProperty("request_id").GetString().ShouldBe(response.Headers.GetValues("request-id").Single());
        error.GetProperty("error").GetProperty("type").GetString().ShouldBe("invalid_request_error");
        error.GetProperty("error").GetProperty("message").GetString()!.ShouldContain(message);
    }

    [Theory]
    [InlineData("x-api-key", 401, "authentication_error")]
    [InlineData("anthropic-version", 400, "invalid_request_error")]
    public async Task A_header_that_is_missing_is_asked_for(string header, int status, string type)
    {
        await using var server = await LlmEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var response = await PostAsync(server, $$"""{"model":"m","max_tokens":5,"messages":[{{Hi}}]}""", header);

        ((int)response.StatusCode).ShouldBe(status);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain(type);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Tools_run_with_reasoning_whose_signatures_come_back(bool streaming)
    {
        await using var server = await LlmEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var services = Services(server);
        server.Chat
            .Answers(new ChatReply { Reasoning = "They want the weather — of Paris.", Text = "I look.", ToolCalls = [new ScriptedToolCall("GetForecast", """{"city":"Paris","days":2}"""), new ScriptedToolCall("GetTime", """{"city":"Oslo"}""")] })
            .Replies(request => $"Forecast: {string.Join(" | ", request.ToolResults)}");
        var client = services.GetRequiredService<IChatClient<AnthropicModels.ClaudeHaiku45>>().WithTools(Weather.Tools);

        var response = streaming
            ? await client.GetStreamingResponseAsync("Weather?", cancellationToken: TestContext.Current.CancellationToken).ToChatResponseAsync(TestContext.Current.CancellationToken)
            : await client.GetResponseAsync("Weather?", cancellationToken: TestContext.Current.CancellationToken);

        response.Text.ShouldEndWith("""Forecast: {"city":"Paris","days":2,"celsius":21} | 12:00 in Oslo""");
        var sent = server.Requests[1].Json.GetProperty("messages")[1].GetProperty("content");
        sent.EnumerateArray().Select(block => block.GetProperty("type").GetString()).ShouldBe(["thinking", "text", "tool_use", "tool_use"]);
    }

    [Fact]
    public async Task The_client_reads_whatever_the_service_does()
    {
        await using var server = await LlmEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var services = Services(server);
        server.Models.Add("claude-haiku-4-5", "top_k");
        server.Models.Add("claude-b");
        server.Chat.Answers(new ChatReply { Text = "Hi.", Usage = new TokenCounts(20, 9) { CachedInput = 12, Reasoning = 4 } }).Refuses("No.").Fails(529).Fails(429, retryAfter: TimeSpan.FromSeconds(3));
        var client = services.GetRequiredService<IChatClient<AnthropicModels.ClaudeHaiku45>>();

        var usage = (await client.GetResponseAsync("a", cancellationToken: TestContext.Current.CancellationToken)).Usage!;
        (usage.InputTokenCount, usage.CachedInputTokenCount, usage.OutputTokenCount, usage.ReasoningTokenCount).ShouldBe((20, 12, 9, 4));
        (await client.GetResponseAsync("b", cancellationToken: TestContext.Current.CancellationToken)).FinishReason.ShouldBe(ChatFinishReason.ContentFilter);
        (await Should.ThrowAsync<LlmException>(() => client.GetResponseAsync("c"))).Kind.ShouldBe(LlmErrorKind.Overloaded);
        var limited = await Should.ThrowAsync<LlmException>(() => client.GetResponseAsync("d"));
        (limited.Kind, limited.RetryAfter).ShouldBe((LlmErrorKind.RateLimited, TimeSpan.FromSeconds(3)));
        (await client.CountTokensAsync("How many are these?", cancellationToken: TestContext.Current.CancellationToken)).Tokens.ShouldBeGreaterThan(3);
        (await Should.ThrowAsync<LlmException>(() => client.GetResponseAsync("e", new() { TopK = 3 }))).Kind.ShouldBe(LlmErrorKind.InvalidRequest);
#pragma warning disable LLM2013 // Another model on purpose: one that is not there.
        (await Should.ThrowAsync<LlmException>(() => client.GetResponseAsync("f", new() { ModelId = "claude-c" }))).Kind.ShouldBe(LlmErrorKind.NotFound);
#pragma warning restore LLM2013
        (await services.GetRequiredKeyedService<IModelList>("Anthropic").ListAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken)).Select(model => model.Id).ShouldBe(["claude-haiku-4-5", "claude-b"]);
        server.ApiKey = "another-key";
        (await Should.ThrowAsync<LlmException>(() => client.GetResponseAsync("g"))).Kind.ShouldBe(LlmErrorKind.Authentication);
    }

    [Fact]
    public async Task A_stream_may_fail_in_its_middle_or_never_end()
    {
        await using var server = await LlmEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var services = Services(server);
        server.Chat.Answers(new ChatFailure(529) { AfterText = "So far" }).Answers(new ChatReply { Text = "and on", Endless = true });
        var client = services.GetRequiredService<IChatClient<AnthropicModels.ClaudeHaiku45>>();

        var text = new StringBuilder();
        var failure = await Should.ThrowAsync<LlmException>(async () =>
        {
            await foreach (var update in client.GetStreamingResponseAsync("a"))
                text.Append(update.Text);
        });
        (failure.Kind, text.ToString()).ShouldBe((LlmErrorKind.Overloaded, "So far"));

        await foreach (var update in client.GetStreamingResponseAsync("b", cancellationToken: TestContext.Current.CancellationToken))
        {
            text.Append(update.Text);
            if (text.Length > 60)
                break;
        }

        (await server.Requests[1].Outcome.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)).ShouldBe(RequestOutcome.Abandoned);
    }

    private const string Point = """{"type":"text","text":"x","cache_control":{"type":"ephemeral"}}""";

    private static ServiceProvider Services(LlmEmulator server) => new ServiceCollection().AddLlm(llm => llm.AddAnthropic(options =>
    {
        options.BaseUrl = server.AnthropicUrl;
        options.ApiKey = "test-key";
    })).BuildServiceProvider();

    private static async Task<HttpResponseMessage> PostAsync(LlmEmulator server, string body, string? without = null)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, server.AnthropicUrl + "/v1/messages") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in new[] { ("x-api-key", "k"), ("anthropic-version", "2023-06-01") })
        {
            if (name != without)
                request.Headers.Add(name, value);
        }

        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
