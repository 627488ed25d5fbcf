using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using SdkGen.Wire.AnthropicMessages;

namespace SdkGen.Runtime.Tests.Dialects;

/// <summary>What is read, whole and streamed, and what goes back in the next turn.</summary>
public class AnthropicAnswerTests
{
    private const string Usage = """{"input_tokens":9,"cache_creation_input_tokens":3,"cache_read_input_tokens":4,"output_tokens":7,"output_tokens_details":{"thinking_tokens":2}}""";

    /// <summary>Blocks of answers, and why they ended.</summary>
    public static TheoryData<string, string, string> Answers => new()
    {
        { "text", """{"type":"text","text":"Grüße, 🌍!"}""", "end_turn" },
        { "white space", """{"type":"thinking","thinking":"Two lines.","signature":"s1"},{"type":"text","text":"\n\n"},{"type":"tool_use","id":"t1","name":"F","input":{}}""", "tool_use" },
        { "reasoning between calls", """
            {"type":"thinking","thinking":"First.","signature":"s1"},{"type":"text","text":"I look."},{"type":"tool_use","id":"t1","name":"Look","input":{"at":"ü","n":1.50}},
            {"type":"tool_use","id":"t2","name":"Look","input":{}}
            """, "tool_use" },
        { "reasoning that is not told, and reasoning that is encrypted", """{"type":"thinking","thinking":"","signature":"s1"},{"type":"redacted_thinking","data":"d1"},{"type":"redacted_thinking","data":"d2"},{"type":"thinking","thinking":"x","signature":"s2"},{"type":"text","text":"Ok"}""", "end_turn" },
        { "sources", """
            {"type":"text","text":"As is known, "},
            {"type":"text","text":"grass is green","citations":[{"type":"char_location","cited_text":"green","document_index":0,"document_title":"Grass","start_char_index":0,"end_char_index":5}]},
            {"type":"text","text":" and "},
            {"type":"text","text":"the sky is blue","citations":[{"type":"web_search_result_location","cited_text":"blue","url":"https://sky.example/","title":"Sky","encrypted_index":"e1"},
              {"type":"search_result_location","cited_text":"azure","source":"kb-7","title":"Colours","search_result_index":0,"start_block_index":0,"end_block_index":1}]},
            {"type":"text","text":"."}
            """, "end_turn" },
        { "a web search", """
            {"type":"server_tool_use","id":"srv1","name":"web_search","input":{"query":"weather"}},
            {"type":"web_search_tool_result","tool_use_id":"srv1","content":[{"type":"web_search_result","url":"https://a.example/","title":"A","encrypted_content":"e1","page_age":"1 day"}]},
            {"type":"server_tool_use","id":"srv2","name":"web_search","input":{"query":"more"}},
            {"type":"web_search_tool_result","tool_use_id":"srv2","content":{"type":"web_search_tool_result_error","error_code":"max_uses_exceeded"}},
            {"type":"text","text":"Sunny"}
            """, "pause_turn" },
        { "code", """
            {"type":"server_tool_use","id":"srv1","name":"bash_code_execution","input":{"command":"ls"}},
            {"type":"bash_code_execution_tool_result","tool_use_id":"srv1","content":{"type":"bash_code_execution_result","stdout":"a\n","stderr":"oh","return_code":0,"content":[{"type":"bash_code_execution_output","file_id":"file_1"}]}},
            {"type":"container_upload","file_id":"file_2"}
            """, "end_turn" },
        { "a call that code made", """
            {"type":"server_tool_use","id":"srv1","name":"code_execution","input":{"code":"roll()"}},
            {"type":"tool_use","id":"t1","name":"Roll","input":{"player":"a"},"caller":{"type":"code_execution_20250825","tool_id":"srv1"}}
            """, "tool_use" },
        { "an MCP server", """
            {"type":"mcp_tool_use","id":"mcp1","name":"echo","server_name":"echo","input":{"message":"hi"}},
            {"type":"mcp_tool_result","tool_use_id":"mcp1","is_error":false,"content":[{"type":"text","text":"hi"}]}
            """, "end_turn" },
        { "other tools of the service", """
            {"type":"server_tool_use","id":"srv1","name":"tool_search_tool_regex","input":{"pattern":"a|b"}},
            {"type":"tool_search_tool_result","tool_use_id":"srv1","content":{"type":"tool_search_tool_search_result","tool_references":[{"type":"tool_reference","tool_name":"a"}]}},
            {"type":"server_tool_use","id":"srv2","name":"advisor","input":{}},
            {"type":"advisor_tool_result","tool_use_id":"srv2","content":{"type":"advisor_redacted_result","encrypted_content":"e1","stop_reason":"end_turn"}},
            {"type":"web_fetch_tool_result","tool_use_id":"srv3","content":{"type":"web_fetch_result","url":"https://a.example/","retrieved_at":"now","content":{"type":"document","source":{"type":"text","media_type":"text/plain","data":"x"},"title":"A"}}}
            """, "end_turn" },
        { "a compaction, a fallback and what is new", """
            {"type":"compaction","content":"## So far"},{"type":"fallback","from":{"model":"a"},"to":{"model":"b"}},{"type":"hologram","depth":3,"parts":[1,{"x":null}]},{"type":"text","text":"On"}
            """, "end_turn" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Whole_and_streamed_answers_are_equal(string name, string blocks, string reason)
    {
        var answer = Answer(blocks, reason);
        var whole = Json(await new AnthropicStub().Answer(answer).Chat().GetResponseAsync("hi", cancellationToken: TestContext.Current.CancellationToken));
        foreach (var length in new[] { 1, 4, 1000 })
        {
            var stub = new AnthropicStub().Stream(AnthropicEvents.Of(answer, length));
            Json(await stub.Chat().GetStreamingResponseAsync("hi", cancellationToken: TestContext.Current.CancellationToken).ToChatResponseAsync(TestContext.Current.CancellationToken)).ShouldBe(whole, $"{name} in pieces of {length}");
        }
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task An_answer_that_was_saved_goes_back_as_it_came(string name, string blocks, string reason)
    {
        var answer = Answer(blocks, reason);
        var stub = new AnthropicStub().Stream(AnthropicEvents.Of(answer, 5)).Answer(answer);
        var first = await stub.Chat().GetStreamingResponseAsync("hi", cancellationToken: TestContext.Current.CancellationToken).ToChatResponseAsync(TestContext.Current.CancellationToken);
        var saved = JsonSerializer.Deserialize<List<ChatMessage>>(JsonSerializer.Serialize(first.Messages, LlmJson.Options), LlmJson.Options)!;

        await stub.Chat().GetResponseAsync([new(ChatRole.User, "hi"), .. saved, new(ChatRole.User, "Go on.")], cancellationToken: TestContext.Current.CancellationToken);

        var sent = JsonNode.Parse(stub.Requests[1].Body)!["messages"]![1]!["content"]!;
        if (sent is JsonValue)
            sent = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = sent.DeepClone() });
        JsonNode.DeepEquals(sent, JsonNode.Parse($"[{blocks}]")).ShouldBeTrue($"{name}: {sent.ToJsonString()}");
    }

    [Fact]
    public async Task What_a_part_says_is_at_hand_without_the_wire()
    {
        var response = await new AnthropicStub().Answer(Answer("""
            {"type":"server_tool_use","id":"srv1","name":"web_search","input":{"query":"weather"}},
            {"type":"web_search_tool_result","tool_use_id":"srv1","content":[{"type":"web_search_result","url":"https://a.example/","title":"A"}]},
            {"type":"mcp_tool_use","id":"mcp1","name":"echo","server_name":"remote","input":{"message":"hi"}},
            {"type":"mcp_tool_result","tool_use_id":"mcp1","is_error":true,"content":[{"type":"text","text":"no"}]},
            {"type":"server_tool_use","id":"srv2","name":"code_execution","input":{"code":"1+1"}},
            {"type":"code_execution_tool_result","tool_use_id":"srv2","content":{"type":"code_execution_result","stdout":"2","stderr":"","return_code":0,"content":[{"type":"code_execution_output","file_id":"file_1"}]}},
            {"type":"server_tool_use","id":"srv3","name":"advisor","input":{}},
            {"type":"text","text":"cited","citations":[{"type":"web_search_result_location","cited_text":"blue","url":"https://sky.example/","title":"Sky","encrypted_index":"e1"}]}
            """, "refusal", ""","stop_details":{"type":"refusal","category":"bio","explanation":"No."},"stop_sequence":"END","container":{"id":"c1"}""")).Chat()
            .GetResponseAsync("hi", cancellationToken: TestContext.Current.CancellationToken);

        var parts = response.Messages.Single().Contents;
        parts.OfType<WebSearchToolCallContent>().Single().Queries.ShouldBe(["weather"]);
        parts.OfType<WebSearchToolResultContent>().Single().Outputs!.Cast<UriContent>().Single().Uri.Host.ShouldBe("a.example");
        var remote = parts.OfType<McpServerToolCallContent>().Single();
        (remote.Name, remote.ServerName, remote.Arguments!["message"]!.ToString()).ShouldBe(("echo", "remote", "hi"));
        parts.OfType<McpServerToolResultContent>().Single().Outputs!.Cast<ErrorContent>().Single().Message.ShouldBe("no");
        parts.OfType<CodeInterpreterToolCallContent>().Single().Inputs!.Cast<TextContent>().Single().Text.ShouldBe("1+1");
        parts.OfType<CodeInterpreterToolResultContent>().Single().Outputs!.Select(output => output.GetType()).ShouldBe([typeof(TextContent), typeof(HostedFileContent)]);
        parts.OfType<FunctionCallContent>().Single().InformationalOnly.ShouldBeTrue();
        var citation = parts.SelectMany(part => part.Annotations ?? []).Cast<CitationAnnotation>().Single();
        (citation.Title, citation.Url!.Host, citation.Snippet).ShouldBe(("Sky", "sky.example", "blue"));
        citation.AnnotatedRegions!.Cast<TextSpanAnnotatedRegion>().Single().EndIndex.ShouldBe(5);
        response.FinishReason.ShouldBe(ChatFinishReason.ContentFilter);
        var properties = response.Messages.Single().AdditionalProperties!;
        properties["stop_sequence"].ShouldBe("END");
        ((JsonElement)properties["stop_details"]!).GetProperty("category").GetString().ShouldBe("bio");
        response.AdditionalProperties!["requestId"].ShouldBe("req_1");
        response.RawRepresentation.ShouldBeOfType<AnthropicMessagesResponse>().Container!.Id.ShouldBe("c1");
    }

    [Fact]
    public async Task Usage_counts_all_input_and_is_never_a_sum()
    {
        var usage = (await CollectAsync(
            """{"type":"message_start","message":{"id":"m","usage":{"input_tokens":10,"cache_creation_input_tokens":5,"cache_read_input_tokens":20,"cache_creation":{"ephemeral_5m_input_tokens":2,"ephemeral_1h_input_tokens":3},"output_tokens":1}}}""",
            """{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"input_tokens":null,"cache_read_input_tokens":21,"output_tokens":8,"output_tokens_details":{"thinking_tokens":6},"server_tool_use":{"web_search_requests":2}}}""",
            """{"type":"message_stop"}""")).Usage!;

        (usage.InputTokenCount, usage.CachedInputTokenCount, usage.OutputTokenCount, usage.ReasoningTokenCount, usage.TotalTokenCount).ShouldBe((36, 21, 8, 6, 44));
        usage.AdditionalCounts![UsageCounts.CacheWriteInput].ShouldBe(5);
        usage.AdditionalCounts[UsageCounts.CacheWriteInputForAnHour].ShouldBe(3);
        usage.AdditionalCounts[UsageCounts.WebSearches].ShouldBe(2);
    }

    [Fact]
    public async Task A_call_shows_its_progress_and_appears_once_it_is_whole()
    {
        var stub = new AnthropicStub().Stream(AnthropicEvents.Of(Answer("""{"type":"tool_use","id":"t1","name":"F","input":{"city":"Oslo"}},{"type":"text","text":"then"}""", "tool_use"), 6));
        var updates = await stub.Chat().GetStreamingResponseAsync("hi", cancellationToken: TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        var deltas = updates.OfType<ToolCallDeltaUpdate>().ToList();
        string.Concat(deltas.Select(delta => delta.ArgumentsDelta)).ShouldBe("""{"city":"Oslo"}""");
        deltas.ShouldAllBe(delta => delta.CallId == "t1" && delta.Name == "F" && delta.Index == 0 && delta.Contents.Count == 0);
        var call = updates.FindIndex(update => update.Contents.OfType<FunctionCallContent>().Any());
        call.ShouldBeGreaterThan(updates.IndexOf(deltas[^1]));
        call.ShouldBeLessThan(updates.FindIndex(update => update.Text == "then"));
    }

    [Theory]
    [InlineData("\"\"", "max_tokens", true, true)]
    [InlineData("\"{\\\"a\\\":\"", "max_tokens", true, true)]
    [InlineData("\"{\\\"a\\\":\"", null, false, true)]
    [InlineData("\"\"", null, false, true)]
    [InlineData("\"\"", "tool_use", true, false)]
    [InlineData("\"{\\\"a\\\":1}\"", null, false, false)]
    public async Task A_call_that_was_cut_off_never_runs(string piece, string? reason, bool stops, bool cutOff)
    {
        List<string> events =
        [
            """{"type":"message_start","message":{"id":"m"}}""", """{"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"t1","name":"F","input":{}}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":PIECE}}""".Replace("PIECE", piece, StringComparison.Ordinal),
        ];
        if (stops)
            events.AddRange(["""{"type":"content_block_stop","index":0}""", """{"type":"message_delta","delta":{"stop_reason":"REASON"}}""".Replace("REASON", reason, StringComparison.Ordinal), """{"type":"message_stop"}"""]);

        var response = await CollectAsync([.. events]);

        var arguments = response.Messages.Single().Contents.OfType<FunctionCallContent>().Single().Arguments.ShouldBeOfType<RawArguments>();
        arguments.IsCutOff.ShouldBe(cutOff);
    }

    [Fact]
    public async Task A_second_head_of_the_same_answer_changes_nothing()
    {
        const string Head = """{"type":"message_start","message":{"id":"m","model":"x","usage":{"input_tokens":17,"output_tokens":1}}}""";
        var response = await CollectAsync(Head, Head, """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}}""", """{"type":"content_block_stop","index":0}""",
            """{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":227}}""", """{"type":"message_stop"}""");

        (response.Text, response.Usage!.InputTokenCount, response.Usage.OutputTokenCount).ShouldBe(("Hello", 17, 227));
    }

    [Fact]
    public async Task An_answer_that_begins_anew_leaves_no_half_of_a_call()
    {
        var response = await CollectAsync(
            """{"type":"message_start","message":{"id":"first","usage":{"input_tokens":1}}}""", """{"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"t1","name":"F","input":{}}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{\"a\":\"Spark"}}""", """{"type":"message_start","message":{"id":"second","usage":{"input_tokens":1}}}""",
            """{"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"t2","name":"F","input":{}}}""", """{"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{\"a\":1}"}}""",
            """{"type":"content_block_stop","index":0}""", """{"type":"message_delta","delta":{"stop_reason":"tool_use"}}""", """{"type":"message_stop"}""");

        response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().Single().CallId.ShouldBe("t2");
        response.ResponseId.ShouldBe("second");
    }

    [Fact]
    public async Task Blocks_that_the_head_brings_are_read()
    {
        var response = await CollectAsync(
            """{"type":"message_start","message":{"id":"m","stop_reason":"tool_use","container":{"id":"c1"},"content":[{"type":"tool_use","id":"t1","name":"Roll","input":{"player":"a"},"caller":{"type":"code_execution_20250825","tool_id":"srv1"}}],"usage":{"input_tokens":0,"output_tokens":0}}}""",
            """{"type":"message_stop"}""");

        response.FinishReason.ShouldBe(ChatFinishReason.ToolCalls);
        response.Messages.Single().Contents.OfType<FunctionCallContent>().Single().Arguments!["player"]!.ToString().ShouldBe("a");
    }

    [Theory]
    [InlineData("overloaded_error", LlmErrorKind.Overloaded, true)]
    [InlineData("rate_limit_error", LlmErrorKind.RateLimited, true)]
    [InlineData("api_error", LlmErrorKind.ServerError, true)]
    [InlineData("invalid_request_error", LlmErrorKind.InvalidRequest, false)]
    public async Task An_error_inside_a_stream_ends_it_with_what_came_before(string type, LlmErrorKind kind, bool retryable)
    {
        var stub = new AnthropicStub().Stream(["""{"type":"message_start","message":{"id":"m"}}""", """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"He"}}""", """{"type":"error","error":{"type":"TYPE","message":"Sorry"}}""".Replace("TYPE", type, StringComparison.Ordinal)]);
        var text = new StringBuilder();

        var failure = await Should.ThrowAsync<LlmException>(async () =>
        {
            await foreach (var update in stub.Chat().GetStreamingResponseAsync("hi", cancellationToken: TestContext.Current.CancellationToken))
                text.Append(update.Text);
        });

        (failure.Kind, failure.IsRetryable, failure.Code, failure.ProviderMessage, failure.RequestId, text.ToString()).ShouldBe((kind, retryable, type, "Sorry", "req_1", "He"));
    }

    [Fact]
    public async Task A_whole_answer_to_a_stream_is_read_as_its_only_event()
    {
        var answer = Answer("""{"type":"thinking","thinking":"t","signature":"s"},{"type":"text","text":"Hi"}""", "end_turn");
        var stub = new AnthropicStub().Answer(answer).Bytes(Encoding.UTF8.GetBytes(answer), "application/json");
        var whole = Json(await stub.Chat().GetResponseAsync("hi", cancellationToken: TestContext.Current.CancellationToken));
        Json(await stub.Chat().GetStreamingResponseAsync("hi", cancellationToken: TestContext.Current.CancellationToken).ToChatResponseAsync(TestContext.Current.CancellationToken)).ShouldBe(whole);
    }

    [Fact]
    public async Task Models_are_listed_page_by_page()
    {
        var stub = new AnthropicStub()
            .Answer("""{"data":[{"type":"model","id":"claude-a","display_name":"Claude A","created_at":"2026-07-24T00:00:00Z","max_input_tokens":1000000,"max_tokens":128000}],"has_more":true,"last_id":"claude-a"}""")
            .Answer("""{"data":[{"type":"model","id":"claude-b"}],"has_more":false,"last_id":"claude-b"}""");
        var models = await stub.Models().ListAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        models.Select(model => model.Id).ShouldBe(["claude-a", "claude-b"]);
        (models[0].DisplayName, models[0].Context, models[0].MaxOutput, models[0].CreatedAt!.Value.Month).ShouldBe(("Claude A", 1000000, 128000, 7));
        stub.Requests.Select(request => request.Message.RequestUri!.PathAndQuery).ShouldBe(["/v1/models", "/v1/models?after_id=claude-a"]);
    }

    private static string Answer(string blocks, string reason, string more = "") =>
        $$"""{"id":"msg_1","type":"message","role":"assistant","model":"claude-x","content":[{{blocks}}],"stop_reason":"{{reason}}","usage":{{Usage}}{{more}}}""";

    private static Task<ChatResponse> CollectAsync(params string[] events) =>
        new AnthropicStub().Stream(events).Chat().GetStreamingResponseAsync("hi", cancellationToken: TestContext.Current.CancellationToken).ToChatResponseAsync(TestContext.Current.CancellationToken);

    private static string Json(ChatResponse response) => JsonSerializer.Serialize(response, LlmJson.Options);
}
