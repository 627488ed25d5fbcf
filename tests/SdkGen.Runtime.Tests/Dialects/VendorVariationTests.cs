using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Dialects.OpenAIChat;
using SdkGen.Runtime.Tests.Emulator;
using SdkGen.Testing;

namespace SdkGen.Runtime.Tests.Dialects;

/// <summary>What vendors are known to send now and then, of which recordings are rare, through the shipped clients over a real socket.</summary>
public sealed class VendorVariationTests
{
    private const string Sse = "text/event-stream";
    private const string Json = "application/json";

    [Fact]
    public async Task Of_several_candidates_of_a_Gemini_stream_the_first_is_read_and_none_is_mixed_in()
    {
        var response = await StreamAsync("Gemini", Events(
            """{"candidates":[{"index":0,"content":{"role":"model","parts":[{"text":"A1 "}]}},{"index":1,"content":{"role":"model","parts":[{"text":"B1 "}]}}],"responseId":"r"}""",
            """{"candidates":[{"index":1,"content":{"role":"model","parts":[{"text":"B2"}]},"finishReason":"MAX_TOKENS"}]}""",
            """{"candidates":[{"content":{"role":"model","parts":[{"text":"A2"}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":8,"totalTokenCount":11}}"""));

        response.Text.ShouldBe("A1 A2");
        response.FinishReason.ShouldBe(ChatFinishReason.Stop);
        response.Usage!.OutputTokenCount.ShouldBe(8);
    }

    [Fact]
    public async Task Gemini_may_report_an_error_as_a_list()
    {
        var failure = await FailAsync("Gemini", "[{\"error\":{\"code\":429,\"message\":\"Slow down.\",\"status\":\"RESOURCE_EXHAUSTED\"}}]", Json, 429);
        failure.Kind.ShouldBe(LlmErrorKind.RateLimited);
        failure.ProviderMessage.ShouldBe("Slow down.");
    }

    [Theory]
    [InlineData("SAFETY")]
    [InlineData("SPII")]
    [InlineData("IMAGE_SAFETY")]
    public async Task Gemini_ends_for_reasons_of_content(string reason) =>
        (await StreamAsync("Gemini", Events("""{"candidates":[{"finishReason":"REASON","index":0}]}""".Replace("REASON", reason, StringComparison.Ordinal)))).FinishReason.ShouldBe(ChatFinishReason.ContentFilter);

    [Fact]
    public async Task Partial_images_of_Responses_and_an_image_that_was_never_finished_break_nothing()
    {
        var response = await StreamAsync("OpenAI over Responses", Events(
            """{"type":"response.created","response":{"id":"resp_1","status":"in_progress","output":[]}}""",
            """{"type":"response.output_item.added","output_index":0,"item":{"id":"ig_1","type":"image_generation_call","status":"in_progress"}}""",
            """{"type":"response.image_generation_call.in_progress","output_index":0,"item_id":"ig_1"}""",
            """{"type":"response.image_generation_call.generating","output_index":0,"item_id":"ig_1"}""",
            """{"type":"response.image_generation_call.partial_image","output_index":0,"item_id":"ig_1","partial_image_index":0,"partial_image_b64":"AAAA"}""",
            """{"type":"response.output_item.done","output_index":0,"item":{"id":"ig_1","type":"image_generation_call","status":"failed","result":null}}""",
            """{"type":"response.output_item.added","output_index":1,"item":{"id":"msg_1","type":"message","role":"assistant","content":[]}}""",
            """{"type":"response.output_text.delta","output_index":1,"content_index":0,"item_id":"msg_1","delta":"It did not work."}""",
            """{"type":"response.completed","response":{"id":"resp_1","status":"completed","output":[{"id":"ig_1","type":"image_generation_call","status":"failed","result":null},{"id":"msg_1","type":"message","role":"assistant","content":[{"type":"output_text","text":"It did not work."}]}],"usage":{"input_tokens":1,"output_tokens":2,"total_tokens":3}}}"""));

        response.Text.ShouldBe("It did not work.");
        response.Messages.SelectMany(message => message.Contents).OfType<DataContent>().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"code":"The service is currently unavailable","error":"The model is at capacity."}""", "The model is at capacity.")]
    [InlineData("""{"error":"The model is at capacity."}""", "The model is at capacity.")]
    [InlineData("""{"error":{"message":"The model is at capacity.","type":"server_error"}}""", "The model is at capacity.")]
    public async Task XAI_writes_errors_in_three_forms_and_may_do_so_under_200(string body, string message)
    {
        (await FailAsync("xAI", body, Json, 503)).ProviderMessage.ShouldBe(message);
        (await FailAsync("xAI", body, Json, 200)).ProviderMessage.ShouldBe(message);
    }

    [Fact]
    public async Task Mistral_hosts_models_that_send_calls_in_fragments_with_empty_names()
    {
        var response = await StreamAsync("Mistral", Events(
            """{"id":"1","choices":[{"index":0,"delta":{"role":"assistant","content":"","tool_calls":[{"id":"abcdefghi","index":0,"function":{"name":"GetTime","arguments":"{\"ci"}}]}}]}""",
            """{"id":"1","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"name":"","arguments":"ty\":\"Oslo\"}"}}]},"finish_reason":"tool_calls"}]}""",
            "[DONE]"));

        var call = response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().ShouldHaveSingleItem();
        (call.CallId, call.Name, call.Arguments!["city"]!.ToString()).ShouldBe(("abcdefghi", "GetTime", "Oslo"));
    }

    [Fact]
    public async Task Mistral_streams_reasoning_and_text_as_parts()
    {
        var response = await StreamAsync("Mistral", Events(
            """{"id":"1","choices":[{"index":0,"delta":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"Hm."}]}]}}]}""",
            """{"id":"1","choices":[{"index":0,"delta":{"content":[{"type":"text","text":"Four."}]},"finish_reason":"stop"}]}""",
            "[DONE]"));

        response.Text.ShouldBe("Four.");
        response.Messages.SelectMany(message => message.Contents).OfType<TextReasoningContent>().ShouldHaveSingleItem().Text.ShouldBe("Hm.");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reasoning_of_Mistral_goes_back_in_parts_with_its_signature(bool streaming)
    {
        const string Thinking = """{"type":"thinking","thinking":[{"type":"text","text":"Hm."}],"signature":"c2ln","closed":true}""";
        const string Text = """{"type":"text","text":"Four."}""";
        var stub = new DialectStub(MistralProvider.Profile, OpenAIChatDialect.Instance);
        stub.Answer(streaming
            ? Events($$$"""{"id":"1","choices":[{"index":0,"delta":{"content":[{{{Thinking}}}]}}]}""", $$$"""{"id":"1","choices":[{"index":0,"delta":{"content":[{{{Text}}}]},"finish_reason":"stop"}]}""", "[DONE]")
            : $$$"""{"id":"1","choices":[{"index":0,"message":{"role":"assistant","content":[{{{Thinking}}},{{{Text}}}]},"finish_reason":"stop"}]}""", streaming ? Sse : Json);
        var response = streaming ? await stub.Chat("m").GetStreamingResponseAsync("Hi").ToChatResponseAsync() : await stub.Chat("m").GetResponseAsync("Hi");
        var saved = JsonSerializer.Serialize<ChatMessage[]>([new(ChatRole.User, "Hi"), .. response.Messages, new(ChatRole.User, "On.")], LlmJson.Options);
        const string Ok = """{"id":"2","choices":[{"index":0,"message":{"role":"assistant","content":"ok"},"finish_reason":"stop"}]}""";

        (await stub.SentAsync(Ok, "m", JsonSerializer.Deserialize<ChatMessage[]>(saved, LlmJson.Options)!)).ShouldContain(
            """{"role":"assistant","content":[{"type":"thinking","thinking":[{"type":"text","text":"Hm."}],"signature":"c2ln"},{"type":"text","text":"Four."}]}""");
        (await new DialectStub(GroqProvider.Profile, OpenAIChatDialect.Instance).SentAsync(Ok, "m", JsonSerializer.Deserialize<ChatMessage[]>(saved, LlmJson.Options)!)).ShouldNotContain("c2ln");
    }

    [Fact]
    public async Task DeepSeek_keeps_connections_alive_with_empty_lines_and_comments()
    {
        const string Answer = """{"id":"1","choices":[{"index":0,"message":{"role":"assistant","content":"Hi."},"finish_reason":"stop"}],"usage":{"prompt_tokens":4,"completion_tokens":1,"total_tokens":5,"prompt_cache_hit_tokens":3,"prompt_cache_miss_tokens":1}}""";
        var whole = await AskAsync("DeepSeek", "\n\n\n\n" + Answer, Json, 200, streaming: false);
        var streamed = await StreamAsync("DeepSeek", ": keep-alive\n\n: keep-alive\n\n" + Events("""{"id":"1","choices":[{"index":0,"delta":{"content":"Hi."},"finish_reason":"stop"}],"usage":{"prompt_tokens":4,"completion_tokens":1,"total_tokens":5,"prompt_cache_hit_tokens":3}}""", "[DONE]"));

        (whole.Text, streamed.Text).ShouldBe(("Hi.", "Hi."));
        (whole.Usage!.CachedInputTokenCount, streamed.Usage!.CachedInputTokenCount).ShouldBe((3, 3));
    }

    [Fact]
    public async Task Groq_tells_usage_twice_and_it_counts_once()
    {
        var response = await StreamAsync("Groq", Events(
            """{"id":"1","choices":[{"index":0,"delta":{"content":"Hi."}}],"x_groq":{"id":"req_1"}}""",
            """{"id":"1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"x_groq":{"id":"req_1","usage":{"prompt_tokens":4,"completion_tokens":2,"total_tokens":6}},"usage":{"prompt_tokens":4,"completion_tokens":2,"total_tokens":6}}""",
            "[DONE]"));

        (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount).ShouldBe((4, 2));
    }

    [Fact]
    public async Task A_call_that_Groq_could_not_validate_fails_the_stream()
    {
        var failure = await FailAsync("Groq", Events(
            """{"id":"1","choices":[{"index":0,"delta":{"content":"Hi."}}]}""",
            """{"error":{"message":"Tool call validation failed","type":"invalid_request_error","code":"tool_use_failed","failed_generation":"{","status_code":400}}"""), Sse, 200);

        (failure.Kind, failure.Code).ShouldBe((LlmErrorKind.InvalidRequest, "tool_use_failed"));
    }

    [Fact]
    public async Task OpenRouter_says_in_a_choice_that_its_provider_failed()
    {
        var failure = await FailAsync("OpenRouter", ": OPENROUTER PROCESSING\n\n" + Events(
            """{"id":"1","choices":[{"index":0,"delta":{"content":"Hi."}}]}""",
            """{"id":"1","error":{"code":502,"message":"Provider disconnected"},"choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}]}"""), Sse, 200);

        failure.ProviderMessage.ShouldBe("Provider disconnected");
        failure.IsRetryable.ShouldBeTrue();
    }

    [Fact]
    public async Task Azure_begins_with_what_its_filter_found_in_the_prompt()
    {
        var response = await StreamAsync("Azure OpenAI", Events(
            """{"id":"","object":"","created":0,"model":"","choices":[],"prompt_filter_results":[{"prompt_index":0,"content_filter_results":{"hate":{"filtered":false}}}]}""",
            """{"id":"chatcmpl-1","choices":[{"index":0,"delta":{"content":"Hi."},"content_filter_results":{}}]}""",
            """{"id":"chatcmpl-1","choices":[{"index":0,"delta":{},"finish_reason":"content_filter"}]}""",
            "[DONE]"));

        (response.Text, response.ResponseId, response.FinishReason).ShouldBe(("Hi.", "chatcmpl-1", ChatFinishReason.ContentFilter));
    }

    [Theory]
    [InlineData("Cohere", """{"message":"invalid api token"}""", 498, LlmErrorKind.Authentication, false)]
    [InlineData("Groq", """{"error":{"message":"Flex capacity exceeded","type":"capacity"}}""", 498, LlmErrorKind.Overloaded, true)]
    [InlineData("Anthropic", """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""", 529, LlmErrorKind.Overloaded, true)]
    [InlineData("Anthropic", """{"type":"error","error":{"type":"billing_error","message":"Pay"}}""", 403, LlmErrorKind.QuotaExceeded, false)]
    [InlineData("DeepSeek", """{"error":{"message":"Insufficient Balance","type":"unknown_error"}}""", 402, LlmErrorKind.QuotaExceeded, false)]
    [InlineData("OpenAI", """{"error":{"message":"Quota","type":"insufficient_quota","code":"insufficient_quota"}}""", 429, LlmErrorKind.QuotaExceeded, false)]
    public async Task The_same_status_means_what_its_service_means_by_it(string name, string body, int status, LlmErrorKind kind, bool retryable)
    {
        var failure = await FailAsync(name, body, Json, status);
        (failure.Kind, failure.IsRetryable).ShouldBe((kind, retryable));
    }

    private static string Events(params string[] data) => string.Concat(data.Select(item => $"data: {item}\n\n"));

    private static Task<ChatResponse> StreamAsync(string name, string body) => AskAsync(name, body, Sse, 200, streaming: true);

    private static Task<LlmException> FailAsync(string name, string body, string type, int status) => Should.ThrowAsync<LlmException>(() => AskAsync(name, body, type, status, streaming: true));

    private static async Task<ChatResponse> AskAsync(string name, string body, string type, int status, bool streaming)
    {
        await using var server = await LlmEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        server.Playback = new RawAnswer(status, Encoding.UTF8.GetBytes(body)) { Headers = new Dictionary<string, string> { ["content-type"] = type } };
        await using var services = EmulatedServices.Services(name, server);
        var client = EmulatedServices.Client(name, services);
        return streaming
            ? await client.GetStreamingResponseAsync("Hi", cancellationToken: TestContext.Current.CancellationToken).ToChatResponseAsync(TestContext.Current.CancellationToken)
            : await client.GetResponseAsync("Hi", cancellationToken: TestContext.Current.CancellationToken);
    }
}
