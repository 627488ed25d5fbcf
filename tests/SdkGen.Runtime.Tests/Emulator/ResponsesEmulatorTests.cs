using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SdkGen.Runtime.Tests.Support;
using SdkGen.Testing;

namespace SdkGen.Runtime.Tests.Emulator;

/// <summary>The Responses operations of the emulator: answers as the service gives them, refusals as it words them.</summary>
public sealed class ResponsesEmulatorTests
{
    [Theory]
    [InlineData("""{"model":"m"}""", "missing_required_parameter", "input")]
    [InlineData("""{"input":"hi"}""", "missing_required_parameter", "model")]
    [InlineData("""{"model":"m","input":"hi","messages":[]}""", "unknown_parameter", "messages")]
    [InlineData("""{"model":"m","input":"hi","temperature":3}""", "decimal_above_max_value", "temperature")]
    [InlineData("""{"model":"m","input":"hi","max_output_tokens":5}""", "integer_below_min_value", "max_output_tokens")]
    [InlineData("""{"model":"m","input":"hi","include":["everything"]}""", "invalid_value", "include[0]")]
    [InlineData("""{"model":"m","input":[{"role":"user","content":[{"type":"text","text":"hi"}]}]}""", "invalid_value", "input[0].content[0].type")]
    [InlineData("""{"model":"m","input":[{"role":"assistant","content":[{"type":"input_text","text":"hi"}]}]}""", "invalid_value", "input[0].content[0].type")]
    [InlineData("""{"model":"m","input":[{"role":"tool","content":"hi"}]}""", "invalid_value", "input[0].role")]
    [InlineData("""{"model":"m","input":[{"type":"function_call","call_id":"c","name":"A"}]}""", "missing_required_parameter", "input[0].arguments")]
    [InlineData("""{"model":"m","input":[{"type":"function_call_output","call_id":"c","output":"x"}]}""", null, "input")]
    [InlineData("""{"model":"m","input":[{"type":"function_call","call_id":"c","name":"A","arguments":"{}"}]}""", null, "input")]
    [InlineData("""{"model":"m","input":[{"role":"user","content":"hi"},{"type":"reasoning","id":"rs_1","summary":[]}]}""", null, "input")]
    [InlineData("""{"model":"m","input":[{"type":"message","id":"msg_1","role":"assistant","content":"a"},{"type":"message","id":"msg_1","role":"assistant","content":"b"}]}""", null, "input")]
    [InlineData("""{"model":"m","input":[{"type":"message","id":"chatcmpl-1","role":"assistant","content":"a"}]}""", "invalid_value", "input[0].id")]
    [InlineData("""{"model":"m","input":"hi","previous_response_id":"resp_0"}""", "previous_response_not_found", "previous_response_id")]
    [InlineData("""{"model":"m","input":"hi","tools":[{"type":"function","function":{"name":"A"}}]}""", "missing_required_parameter", "tools[0].name")]
    [InlineData("""{"model":"m","input":"hi","tools":[{"type":"function","name":"A","parameters":{"type":"object"},"strict":true}]}""", "invalid_function_parameters", "tools[0].parameters")]
    [InlineData("""{"model":"m","input":"hi","tool_choice":{"type":"function","name":"A"}}""", null, "tool_choice")]
    [InlineData("""{"model":"m","input":"hi","text":{"format":{"type":"json_schema","json_schema":{}}}}""", "unknown_parameter", "text.format.json_schema")]
    [InlineData("""{"model":"m","input":"hi","text":{"format":{"type":"json_object"}}}""", null, "input")]
    [InlineData("""{"model":"m","input":"hi","stream_options":{}}""", null, "stream_options")]
    public async Task What_the_service_refuses_is_refused_in_its_words(string body, string? code, string param)
    {
        await using var server = await LlmEmulator.StartAsync();

        var (status, error) = await PostAsync($"{server.OpenAIUrl}/responses", body);

        status.ShouldBe(HttpStatusCode.BadRequest);
        error.GetProperty("error").GetProperty("code").GetString().ShouldBe(code);
        error.GetProperty("error").GetProperty("param").GetString().ShouldBe(param);
    }

    [Fact]
    public async Task A_model_refuses_parameters_inside_objects_too()
    {
        await using var server = await LlmEmulator.StartAsync();
        server.Models.Add("m", "reasoning.effort");

        var (status, error) = await PostAsync($"{server.OpenAIUrl}/responses", """{"model":"m","input":"hi","reasoning":{"effort":"low"}}""");

        status.ShouldBe(HttpStatusCode.BadRequest);
        error.GetProperty("error").GetProperty("code").GetString().ShouldBe("unsupported_parameter");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_conversation_with_tools_goes_on_from_what_the_service_keeps(bool streams)
    {
        await using var server = await LlmEmulator.StartAsync();
        server.Chat.CallsTool("Find", """{"q":"Paris"}""").Replies(request => $"Found {request.ToolResults.Single()}");
        var tool = new FakeTool("Find", _ => "sunny");
        using var services = Services(server);
        var chat = services.GetRequiredService<IChatClient<OpenAIModels.Gpt41Mini>>().WithTools([tool]);

        var answer = streams ? await chat.GetStreamingResponseAsync("Weather?").ToChatResponseAsync() : await chat.GetResponseAsync("Weather?");

        answer.Text.ShouldEndWith("Found sunny");
        tool.Calls.ShouldBe(["""{"q":"Paris"}"""]);
        server.Requests.Count.ShouldBe(2);
        // The second request holds the result alone: the service knows the rest.
        var second = server.Requests[1].Json;
        second.GetProperty("previous_response_id").GetString().ShouldStartWith("resp_");
        second.GetProperty("input").EnumerateArray().Select(item => item.GetProperty("type").GetString()).ShouldBe(["function_call_output"]);
    }

    [Fact]
    public async Task Who_keeps_nothing_sends_everything_again()
    {
        await using var server = await LlmEmulator.StartAsync();
        server.Chat.CallsTool("Find").Replies("Done.");
        using var services = Services(server);
        var chat = services.GetRequiredService<IChatClient<OpenAIModels.Gpt41Mini>>().WithTools([new FakeTool("Find", _ => "sunny")]);

        await chat.GetResponseAsync("Weather?", new ChatOptions { AdditionalProperties = new() { ["store"] = false } });

        server.Requests[1].Json.GetProperty("input").EnumerateArray().Select(item => item.GetProperty("type").GetString()).ShouldBe(["message", "function_call", "function_call_output"]);
    }

    [Fact]
    public async Task A_model_that_only_this_protocol_serves_is_asked_over_it_without_being_told()
    {
        await using var server = await LlmEmulator.StartAsync();
        using var services = new ServiceCollection().AddLlm(llm => llm.AddOpenAI(options => (options.BaseUrl, options.ApiKey) = (server.OpenAIUrl, "test-key"))).BuildServiceProvider();

        await services.GetRequiredService<IChatClient<OpenAIModels.O3Pro>>().GetResponseAsync("hi", new OpenAIModels.O3Pro.Options { ReasoningEffort = OpenAIModels.O3Pro.ReasoningEffort.High, MaxOutputTokens = 64 });
        await services.GetRequiredService<IChatClient<OpenAIModels.Gpt41Mini>>().GetResponseAsync("hi");

        server.Requests.Select(request => request.Path).ShouldBe(["/v1/responses", "/v1/chat/completions"]);
        server.Requests[0].Json.GetProperty("reasoning").GetRawText().ShouldBe("""{"effort":"high"}""");
    }

    [Fact]
    public async Task Refusals_lengths_failures_and_counts_are_read_through_the_client()
    {
        await using var server = await LlmEmulator.StartAsync();
        server.Chat.Refuses("I will not.").Answers(new ChatReply { Text = "Half of", FinishReason = "length" }).Answers(new ChatFailure(500) { AfterText = "Some" }).Fails(429, "insufficient_quota");
        using var services = Services(server);
        var chat = services.GetRequiredService<IChatClient<OpenAIModels.Gpt41Mini>>();

        (await chat.GetStreamingResponseAsync("hi").ToChatResponseAsync()).Messages.Single().Contents.OfType<RefusalContent>().Single().Text.ShouldBe("I will not.");
        (await chat.GetStreamingResponseAsync("hi").ToChatResponseAsync()).FinishReason.ShouldBe(ChatFinishReason.Length);
        (await Should.ThrowAsync<LlmException>(chat.GetStreamingResponseAsync("hi").ToChatResponseAsync())).Kind.ShouldBe(LlmErrorKind.ServerError);
        (await Should.ThrowAsync<LlmException>(chat.GetResponseAsync("hi"))).Kind.ShouldBe(LlmErrorKind.QuotaExceeded);
        (await chat.CountTokensAsync("hi")).Tokens.ShouldBePositive();
    }

    [Fact]
    public async Task A_stream_without_end_ends_when_its_reader_leaves()
    {
        await using var server = await LlmEmulator.StartAsync();
        server.Chat.Answers(new ChatReply { Text = "again and", Endless = true });
        using var services = Services(server);
        var text = new StringBuilder();

        await foreach (var update in services.GetRequiredService<IChatClient<OpenAIModels.Gpt41Mini>>().GetStreamingResponseAsync("hi"))
        {
            if (text.Append(update.Text).Length > 200)
                break;
        }

        text.Length.ShouldBeGreaterThan(200);
    }

    private static ServiceProvider Services(LlmEmulator server) => new ServiceCollection().AddLlm(llm => llm.AddOpenAI(options =>
    {
        options.BaseUrl = server.OpenAIUrl;
        options.ApiKey = "test-key";
        options.Dialect = "openai-responses";
    })).BuildServiceProvider();

    private static async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string address, string body)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "test-key");
        using var response = await http.SendAsync(request);
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
    }
}
