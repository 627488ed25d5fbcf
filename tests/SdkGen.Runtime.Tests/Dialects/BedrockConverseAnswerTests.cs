using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using SdkGen.Wire.BedrockConverse;

namespace SdkGen.Runtime.Tests.Dialects;

/// <summary>Answers whole and streamed: what they hold, that both come out the same, and that what must go back goes back.</summary>
public class BedrockConverseAnswerTests
{
    private const string Whole = """
        {
          "output":{"message":{"role":"assistant","content":[
            {"reasoningContent":{"reasoningText":{"text":"Let me think.","signature":"sig=="}}},
            {"reasoningContent":{"redactedContent":"UkVE"}},
            {"text":"It is "},
            {"citationsContent":{"content":[{"text":"sunny"}],"citations":[{"title":"report","sourceContent":[{"text":"Sun."}],"location":{"documentPage":{"documentIndex":0,"start":1,"end":2}}},{"location":{"web":{"url":"https://w.example/x","domain":"w.example"}},"title":"W"}]}},
            {"toolUse":{"toolUseId":"t1","name":"first","input":{}}},
            {"toolUse":{"toolUseId":"t2","name":"second","input":{"a":1}}}
          ]}},
          "stopReason":"tool_use",
          "usage":{"inputTokens":10,"outputTokens":5,"totalTokens":118,"cacheReadInputTokens":100,"cacheWriteInputTokens":3},
          "metrics":{"latencyMs":42},
          "additionalModelResponseFields":{"stop_sequence":null},
          "trace":{"promptRouter":{"invokedModelId":"m"}}
        }
        """;

    private static readonly string[] s_streamed =
    [
        """messageStart {"role":"assistant","p":"ab"}""",
        """contentBlockDelta {"contentBlockIndex":0,"delta":{"reasoningContent":{"text":"Let me "}}}""",
        """contentBlockDelta {"contentBlockIndex":0,"delta":{"reasoningContent":{"text":"think."}}}""",
        """contentBlockDelta {"contentBlockIndex":0,"delta":{"reasoningContent":{"signature":"sig"}}}""",
        """contentBlockDelta {"contentBlockIndex":0,"delta":{"reasoningContent":{"signature":"=="}}}""",
        """contentBlockStop {"contentBlockIndex":0}""",
        """contentBlockDelta {"contentBlockIndex":1,"delta":{"reasoningContent":{"redactedContent":"UkVE"}}}""",
        """contentBlockStop {"contentBlockIndex":1}""",
        """contentBlockDelta {"contentBlockIndex":2,"delta":{"text":"It is "}}""",
        """contentBlockStop {"contentBlockIndex":2}""",
        """contentBlockDelta {"contentBlockIndex":3,"delta":{"text":"sunny"}}""",
        """contentBlockDelta {"contentBlockIndex":3,"delta":{"citation":{"title":"report","sourceContent":[{"text":"Sun."}],"location":{"documentPage":{"documentIndex":0,"start":1,"end":2}}}}}""",
        """contentBlockDelta {"contentBlockIndex":3,"delta":{"citation":{"title":"W","location":{"web":{"url":"https://w.example/x","domain":"w.example"}}}}}""",
        """contentBlockStop {"contentBlockIndex":3}""",
        """contentBlockStart {"contentBlockIndex":4,"start":{"toolUse":{"toolUseId":"t1","name":"first"}}}""",
        """contentBlockDelta {"contentBlockIndex":4,"delta":{"toolUse":{"input":""}}}""",
        """contentBlockStop {"contentBlockIndex":4}""",
        """contentBlockStart {"contentBlockIndex":5,"start":{"toolUse":{"toolUseId":"t2","name":"second"}}}""",
        """contentBlockDelta {"contentBlockIndex":5,"delta":{"toolUse":{"input":"{\"a\""}}}""",
        """contentBlockDelta {"contentBlockIndex":5,"delta":{"toolUse":{"input":":1}"}}}""",
        """contentBlockStop {"contentBlockIndex":5}""",
        """somethingNew {"x":[1,2,{"y":null}]}""",
        """messageStop {"stopReason":"tool_use","additionalModelResponseFields":{"stop_sequence":null}}""",
        """metadata {"usage":{"inputTokens":10,"outputTokens":5,"totalTokens":118,"cacheReadInputTokens":100,"cacheWriteInputTokens":3},"metrics":{"latencyMs":42},"trace":{"promptRouter":{"invokedModelId":"m"}}}""",
    ];

    [Fact]
    public async Task An_answer_tells_everything_in_order()
    {
        var response = await new BedrockStub().Answer(Whole).Chat().GetResponseAsync("Hi");

        response.Text.ShouldBe("It is sunny");
        response.FinishReason.ShouldBe(ChatFinishReason.ToolCalls);
        response.RawRepresentation.ShouldBeOfType<BedrockConverseResponse>();
        (response.Usage!.InputTokenCount, response.Usage.CachedInputTokenCount, response.Usage.AdditionalCounts![UsageCounts.CacheWriteInput], response.Usage.OutputTokenCount, response.Usage.TotalTokenCount)
            .ShouldBe((113, 100, 3, 5, 118));
        response.AdditionalProperties!["requestId"].ShouldBe("req-1");
        response.AdditionalProperties["latencyMs"].ShouldBe(42L);
        ((JsonElement)response.AdditionalProperties["trace"]!).GetProperty("promptRouter").GetProperty("invokedModelId").GetString().ShouldBe("m");
        response.AdditionalProperties.ShouldContainKey("additionalModelResponseFields");
        Describe(response).ShouldBe(
        [
            "reasoning Let me think. [sig==]",
            "reasoning  [UkVE] redacted",
            "text It is sunny",
            "call t1 first {}",
            """call t2 second {"a":1}""",
            "text  report/ W/https://w.example/x",
        ]);
    }

    [Fact]
    public async Task A_stream_gives_the_same_response()
    {
        var whole = await new BedrockStub().Answer(Whole).Chat().GetResponseAsync("Hi");
        var stub = new BedrockStub().Stream(s_streamed);
        var streamed = await stub.Chat().GetStreamingResponseAsync("Hi").ToChatResponseAsync();

        stub.Requests[0].Path.ShouldEndWith("/converse-stream");
        Describe(streamed).ShouldBe(Describe(whole), ignoreOrder: false);
        streamed.FinishReason.ShouldBe(whole.FinishReason);
        streamed.Messages.Count.ShouldBe(1);
        JsonNode.DeepEquals(Json(streamed.Usage), Json(whole.Usage)).ShouldBeTrue();
        JsonNode.DeepEquals(Json(streamed.AdditionalProperties), Json(whole.AdditionalProperties)).ShouldBeTrue($"{Json(streamed.AdditionalProperties)} {Json(whole.AdditionalProperties)}");
    }

    [Fact]
    public async Task Pieces_of_a_call_are_told_as_they_come_and_the_call_when_it_is_whole()
    {
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in new BedrockStub().Stream(s_streamed).Chat().GetStreamingResponseAsync("Hi"))
            updates.Add(update);

        updates.OfType<ToolCallDeltaUpdate>().Select(update => $"{update.Index} {update.CallId} {update.Name} {update.ArgumentsDelta}")
            .ShouldBe(["0 t1 first ", "0 t1 first ", "1 t2 second ", "1 t2 second {\"a\"", "1 t2 second :1}"]);
        updates.SelectMany(update => update.Contents).OfType<UsageContent>().Count().ShouldBe(1);
        updates[^1].Contents.OfType<UsageContent>().ShouldHaveSingleItem();
        updates[^1].FinishReason.ShouldBe(ChatFinishReason.ToolCalls);
    }

    [Fact]
    public async Task What_must_go_back_unchanged_goes_back_from_whole_and_streamed_answers_even_if_saved_between()
    {
        foreach (var (stub, streamed) in new[] { (new BedrockStub().Answer(Whole).Answer(), false), (new BedrockStub().Stream(s_streamed).Answer(), true) })
        {
            var client = stub.Chat();
            var first = await AskAsync(client, streamed);
            List<ChatMessage> history = [new(ChatRole.User, "Hi"), .. first.Messages, new(ChatRole.Tool, [new FunctionResultContent("t1", "1"), new FunctionResultContent("t2", "2")])];
            history = JsonSerializer.Deserialize<List<ChatMessage>>(JsonSerializer.Serialize(history, LlmJson.Options), LlmJson.Options)!;

            await client.GetResponseAsync(history);

            BedrockConverseRequestTests.Same(stub.LastBody["messages"]![1], """
                {"role":"assistant","content":[
                  {"reasoningContent":{"reasoningText":{"text":"Let me think.","signature":"sig=="}}},
                  {"reasoningContent":{"redactedContent":"UkVE"}},
                  {"text":"It is sunny"},
                  {"toolUse":{"toolUseId":"t1","name":"first","input":{}}},
                  {"toolUse":{"toolUseId":"t2","name":"second","input":{"a":1}}}
                ]}
                """);
        }
    }

    [Fact]
    public async Task Calls_that_the_service_ran_are_told_and_go_back_as_they_came()
    {
        string[] events =
        [
            """contentBlockStart {"contentBlockIndex":0,"start":{"toolUse":{"toolUseId":"s1","name":"nova_code_interpreter","type":"server_tool_use"}}}""",
            """contentBlockDelta {"contentBlockIndex":0,"delta":{"toolUse":{"input":"{\"snippet\":\"1+1\"}"}}}""",
            """contentBlockStop {"contentBlockIndex":0}""",
            """contentBlockStart {"contentBlockIndex":1,"start":{"toolResult":{"toolUseId":"s1","type":"nova_code_interpreter_result","status":"success"}}}""",
            """contentBlockDelta {"contentBlockIndex":1,"delta":{"toolResult":[{"json":{"stdOut":"2"}}]}}""",
            """contentBlockStop {"contentBlockIndex":1}""",
            """contentBlockDelta {"contentBlockIndex":2,"delta":{"text":"Two."}}""",
            """messageStop {"stopReason":"end_turn"}""",
        ];
        const string Block = """
            [{"toolUse":{"toolUseId":"s1","name":"nova_code_interpreter","input":{"snippet":"1+1"},"type":"server_tool_use"}},
             {"toolResult":{"toolUseId":"s1","content":[{"json":{"stdOut":"2"}}],"status":"success","type":"nova_code_interpreter_result"}},{"text":"Two."}]
            """;
        var whole = """{"output":{"message":{"role":"assistant","content":BLOCKS}},"stopReason":"end_turn","usage":{"inputTokens":1,"outputTokens":1,"totalTokens":2}}""".Replace("BLOCKS", Block, StringComparison.Ordinal);
        foreach (var (stub, streamed) in new[] { (new BedrockStub().Stream(events).Answer(), true), (new BedrockStub().Answer(whole).Answer(), false) })
        {
            var client = stub.Chat();
            var first = await AskAsync(client, streamed);
            first.Messages[0].Contents.Select(content => content.GetType().Name).ShouldBe(["CodeInterpreterToolCallContent", "CodeInterpreterToolResultContent", "TextContent"]);
            await client.GetResponseAsync([new(ChatRole.User, "Hi"), .. first.Messages, new(ChatRole.User, "More")]);
            BedrockConverseRequestTests.Same(stub.LastBody["messages"]![1]!["content"], Block);

            // A conversation with calls comes with tools, whoever ran them.
            BedrockConverseRequestTests.Same(stub.LastBody["toolConfig"], """{"tools":[{"systemTool":{"name":"nova_code_interpreter"}}]}""");
        }
    }

    [Theory]
    [InlineData("max_tokens", "{\"a\":", true)]
    [InlineData("max_tokens", "", true)]
    [InlineData(null, "{\"a\":", true)]
    [InlineData(null, "", true)]
    [InlineData("tool_use", "", false)]
    [InlineData("max_tokens", "{\"a\":1}", false)]
    public async Task Calls_that_were_cut_off_never_run(string? stopReason, string arguments, bool isCutOff)
    {
        List<string> events =
        [
            """contentBlockStart {"contentBlockIndex":0,"start":{"toolUse":{"toolUseId":"t","name":"f"}}}""",
            """contentBlockDelta {"contentBlockIndex":0,"delta":{"toolUse":{"input":ARGUMENTS}}}""".Replace("ARGUMENTS", JsonSerializer.Serialize(arguments), StringComparison.Ordinal),
        ];
        if (stopReason is not null)
            events.AddRange(["""contentBlockStop {"contentBlockIndex":0}""", $$"""messageStop {"stopReason":"{{stopReason}}"}"""]);
        var response = await new BedrockStub().Stream([.. events]).Chat().GetStreamingResponseAsync("Hi").ToChatResponseAsync();
        response.Messages[0].Contents.OfType<FunctionCallContent>().ShouldHaveSingleItem().Arguments.ShouldBeOfType<RawArguments>().IsCutOff.ShouldBe(isCutOff);
    }

    [Theory]
    [InlineData("throttlingException", LlmErrorKind.RateLimited, true)]
    [InlineData("modelStreamErrorException", LlmErrorKind.ServerError, true)]
    [InlineData("internalServerException", LlmErrorKind.ServerError, true)]
    [InlineData("serviceUnavailableException", LlmErrorKind.Unavailable, true)]
    [InlineData("validationException", LlmErrorKind.InvalidRequest, false)]
    public async Task An_exception_in_the_stream_ends_it_after_the_text_so_far(string type, LlmErrorKind kind, bool retryable)
    {
        var text = "";
        var failure = await Should.ThrowAsync<LlmException>(async () =>
        {
            await foreach (var update in new BedrockStub().Stream("""contentBlockDelta {"contentBlockIndex":0,"delta":{"text":"So far"}}""", $$"""!{{type}} {"message":"Broken."}""").Chat().GetStreamingResponseAsync("Hi"))
                text += update.Text;
        });
        text.ShouldBe("So far");
        (failure.Kind, failure.Code, failure.ErrorType, failure.ProviderMessage, failure.RequestId, failure.IsRetryable).ShouldBe((kind, type, type, "Broken.", "req-1", retryable));
    }

    [Theory]
    [InlineData(429, "ThrottlingException", "slow", LlmErrorKind.RateLimited, true)]
    [InlineData(403, "AccessDeniedException:http://internal.amazon.com/coral/com.amazon.bedrock/", "no", LlmErrorKind.Permission, false)]
    [InlineData(403, "com.amazon.coral.service#ExpiredTokenException", "old", LlmErrorKind.Authentication, false)]
    [InlineData(400, "ValidationException", "The provided model identifier is invalid.", LlmErrorKind.NotFound, false)]
    [InlineData(400, "ValidationException", "Input is too long for requested model.", LlmErrorKind.ContextLength, false)]
    [InlineData(400, "ServiceQuotaExceededException", "enough", LlmErrorKind.QuotaExceeded, false)]
    [InlineData(424, "ModelErrorException", "oh", LlmErrorKind.ServerError, true)]
    [InlineData(408, "ModelTimeoutException", "late", LlmErrorKind.Timeout, true)]
    [InlineData(503, null, "busy", LlmErrorKind.Unavailable, true)]
    public async Task Errors_are_told_by_the_type_in_the_header(int status, string? type, string message, LlmErrorKind kind, bool retryable)
    {
        var stub = new BedrockStub().Answer($$"""{"message":"{{message}}"}""", (HttpStatusCode)status, type);
        var failure = await Should.ThrowAsync<LlmException>(() => stub.Chat().GetResponseAsync("Hi"));
        (failure.Kind, failure.Status, failure.ProviderMessage, failure.IsRetryable).ShouldBe((kind, status, message, retryable));
        failure.Code.ShouldBe(type?.Split(':')[0].Split('#')[^1]);
    }

    [Theory]
    [InlineData("end_turn", "stop")]
    [InlineData("stop_sequence", "stop")]
    [InlineData("model_context_window_exceeded", "length")]
    [InlineData("guardrail_intervened", "content_filter")]
    [InlineData("content_filtered", "content_filter")]
    [InlineData("malformed_tool_use", "malformed_tool_use")]
    [InlineData("of_tomorrow", "of_tomorrow")]
    public async Task Reasons_to_stop_have_common_words(string reason, string expected)
    {
        var response = await new BedrockStub().Answer(BedrockStub.Ok.Replace("end_turn", reason, StringComparison.Ordinal)).Chat().GetResponseAsync("Hi");
        response.FinishReason!.Value.Value.ShouldBe(expected);
    }

    [Fact]
    public async Task Blocks_of_unknown_kinds_are_kept_and_go_back()
    {
        var stub = new BedrockStub().Answer("""{"output":{"message":{"role":"assistant","content":[{"hologram":{"depth":3}},{"text":"Look."},{"image":{"format":"png","source":{"bytes":"AQID"}}},null,{}]}},"stopReason":"end_turn"}""").Answer();
        var client = stub.Chat();
        var response = await client.GetResponseAsync("Hi");
        response.Messages[0].Contents.OfType<DataContent>().ShouldHaveSingleItem().MediaType.ShouldBe("image/png");

        // The service takes images in messages of users only.
        await client.GetResponseAsync([new(ChatRole.User, "Hi"), .. response.Messages, new(ChatRole.User, "And?")]);
        BedrockConverseRequestTests.Same(stub.LastBody["messages"]![1]!["content"], """[{"hologram":{"depth":3}},{"text":"Look."}]""");
    }

    [Fact]
    public async Task An_answer_in_one_piece_to_a_stream_is_read()
    {
        var response = await new BedrockStub().Answer(Whole).Chat().GetStreamingResponseAsync("Hi").ToChatResponseAsync();
        Describe(response).ShouldContain("text It is sunny");
        response.FinishReason.ShouldBe(ChatFinishReason.ToolCalls);
        response.Usage!.InputTokenCount.ShouldBe(113);
    }

    private static async Task<ChatResponse> AskAsync(IChatClient client, bool streamed) =>
        streamed ? await client.GetStreamingResponseAsync("Hi").ToChatResponseAsync() : await client.GetResponseAsync("Hi");

    private static JsonNode? Json(object? value) => JsonNode.Parse(JsonSerializer.Serialize(value, AIJsonUtilities.DefaultOptions));

    private static List<string> Describe(ChatResponse response) => [.. response.Messages.SelectMany(message => message.Contents).Select(content => content switch
    {
        TextReasoningContent reasoning => $"reasoning {reasoning.Text} [{reasoning.ProtectedData}]{(reasoning.AdditionalProperties?.ContainsKey("redacted") == true ? " redacted" : "")}",
        TextContent { Annotations: { } annotations } text => $"text {text.Text} {string.Join(' ', annotations.OfType<CitationAnnotation>().Select(citation => $"{citation.Title}/{citation.Url}"))}",
        TextContent text => $"text {text.Text}",
        FunctionCallContent call => $"call {call.CallId} {call.Name} {call.Arguments}",
        _ => content.GetType().Name,
    })];
}
