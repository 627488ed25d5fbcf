using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace SdkGen.Runtime.Tests.Dialects;

/// <summary>What is read, whole and streamed: both must come out equal.</summary>
public class OpenAIResponsesAnswerTests(ITestOutputHelper output)
{
    private const string Head = "\"id\":\"resp_1\",\"object\":\"response\",\"created_at\":1700000000,\"model\":\"m-1\",\"store\":true";

    /// <summary>Items of answers, and the status and reason with which they end. The events of each are made of it as a service sends them.</summary>
    public static TheoryData<string, string, string, string?> Answers => new()
    {
        { "text", """[{"type":"message","id":"msg_1","status":"completed","role":"assistant","content":[{"type":"output_text","text":"Hello, world","annotations":[],"logprobs":[]}]}]""", "completed", null },
        { "nothing", "[]", "completed", null },
        {
            "encrypted reasoning and a call",
            """[{"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"First."},{"type":"summary_text","text":"Then."}],"encrypted_content":"gAAA"},"""
            + """{"type":"function_call","id":"fc_1","call_id":"c1","name":"A","arguments":"{\"x\":\"ü\"}","status":"completed"}]""", "completed", null
        },
        {
            "two neighbours of reasoning that are not encrypted",
            """[{"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"First."}]},{"type":"reasoning","id":"rs_2","summary":[]},"""
            + """{"type":"reasoning","id":"rs_3","summary":[{"type":"summary_text","text":"Third."}]},{"type":"message","id":"msg_1","role":"assistant","content":[{"type":"output_text","text":"So."}]}]""", "completed", null
        },
        {
            "reasoning told in full",
            """[{"type":"reasoning","id":"rs_1","summary":[],"content":[{"type":"reasoning_text","text":"We need"},{"type":"reasoning_text","text":" four."}]},{"type":"message","id":"msg_1","role":"assistant","content":[{"type":"output_text","text":"4"}]}]""",
            "completed", null
        },
        {
            "a comment, a search and an answer with sources",
            """[{"type":"message","id":"msg_1","role":"assistant","phase":"commentary","content":[{"type":"output_text","text":"I look."}]},"""
            + """{"type":"web_search_call","id":"ws_1","status":"completed","action":{"type":"search","query":"q","queries":["q","r"],"sources":[{"type":"url","url":"https://a.example/"}]}},"""
            + """{"type":"message","id":"msg_2","role":"assistant","phase":"final_answer","content":[{"type":"output_text","text":"Found.","annotations":["""
            + """{"type":"url_citation","url":"https://a.example/","title":"A","start_index":0,"end_index":5},{"type":"file_citation","file_id":"file-1","filename":"a.pdf","index":3},"""
            + """{"type":"container_file_citation","container_id":"cntr_1","file_id":"cfile_1","filename":"b.csv","start_index":1,"end_index":2},{"type":"file_path","file_id":"file-2","index":4}],"""
            + "\"" + """logprobs":[{"token":"Found","logprob":-0.1,"bytes":[70],"top_logprobs":[]}]}]}]""", "completed", null
        },
        {
            "two messages without ids",
            """[{"type":"message","role":"assistant","content":[{"type":"output_text","text":"One."}]},{"type":"message","role":"assistant","content":[{"type":"output_text","text":"Two."}]}]""", "completed", null
        },
        { "a refusal", """[{"type":"message","id":"msg_1","role":"assistant","content":[{"type":"refusal","refusal":"I will not."}]}]""", "completed", null },
        { "a custom call", """[{"type":"custom_tool_call","id":"ctc_1","call_id":"c1","name":"calc","input":"4 + 4","status":"completed"}]""", "completed", null },
        { "a call without arguments", """[{"type":"function_call","id":"fc_1","call_id":"c1","name":"A","arguments":"","status":"completed"},{"type":"function_call","id":"fc_2","call_id":"c2","name":"B","arguments":"{}"}]""", "completed", null },
        { "a call without arguments at the end", """[{"type":"function_call","id":"fc_1","call_id":"c1","name":"A","arguments":"","status":"completed"}]""", "completed", null },
        { "a call that was cut off", """[{"type":"function_call","id":"fc_1","call_id":"c1","name":"A","arguments":"{\"x\":","status":"incomplete"}]""", "incomplete", "max_output_tokens" },
        { "a call whose arguments never came", """[{"type":"function_call","id":"fc_1","call_id":"c1","name":"A","arguments":""}]""", "incomplete", "max_output_tokens" },
        { "a call without an id, in a group", """[{"type":"function_call","name":"A","namespace":"g","arguments":"{}"}]""", "completed", null },
        { "a filter", """[{"type":"message","id":"msg_1","role":"assistant","content":[{"type":"output_text","text":"Well"}]}]""", "incomplete", "content_filter" },
        { "a reason of its own", "[]", "incomplete", "moderation" },
        {
            "tools of the service",
            """[{"type":"mcp_list_tools","id":"mcpl_1","server_label":"docs","tools":[{"name":"read"}]},{"type":"mcp_call","id":"mcp_1","server_label":"docs","name":"read","arguments":"{\"p\":1}","output":"text","error":null},"""
            + """{"type":"mcp_call","id":"mcp_2","server_label":"docs","name":"read","arguments":"{}","error":{"type":"http_error","code":500}},{"type":"mcp_approval_request","id":"mcpr_1","server_label":"docs","name":"write","arguments":"{}"},"""
            + """{"type":"code_interpreter_call","id":"ci_1","status":"completed","container_id":"cntr_1","code":"print(1)","outputs":[{"type":"logs","logs":"1"},{"type":"image","url":"https://a.example/i.png"}]},"""
            + """{"type":"file_search_call","id":"fs_1","status":"completed","queries":["q"],"results":[{"file_id":"file-1","filename":"a.pdf","text":"t","score":0.5,"attributes":{}}]},"""
            + """{"type":"image_generation_call","id":"ig_1","status":"completed","output_format":"webp","result":"QUI="},{"type":"compaction","id":"cmp_1","encrypted_content":"gBBB"},"""
            + """{"type":"shell_call","id":"sh_1","call_id":"c1","status":"completed","action":{"commands":["ls"],"max_output_length":null,"timeout_ms":5},"environment":{"type":"container_reference","container_id":"cntr_1"}},"""
            + """{"type":"shell_call_output","id":"sho_1","call_id":"c1","output":[{"stdout":"a","stderr":"","outcome":{"type":"exit","exit_code":0}}]},"""
            + """{"type":"local_shell_call","id":"lsh_1","call_id":"c2","status":"completed","action":{"type":"exec","command":["ls"],"env":{}}},"""
            + """{"type":"apply_patch_call","id":"apc_1","call_id":"c3","status":"completed","operation":{"type":"delete_file","path":"a"}},"""
            + """{"type":"computer_call","id":"cu_1","call_id":"c4","status":"completed","action":{"type":"click","x":1,"y":2,"button":"left"},"pending_safety_checks":[]},"""
            + """{"type":"tool_search_call","id":"tsc_1","call_id":null,"execution":"server","arguments":{"paths":["a"]},"status":"completed"},{"type":"tool_search_output","id":"tso_1","execution":"server","tools":[{"type":"function","name":"a"}]},"""
            + """{"type":"program","id":"p_1","call_id":"c5","code":"x()","fingerprint":"f"},{"type":"program_output","id":"po_1","call_id":"c5","result":"1","status":"completed"},{"type":"of tomorrow","id":"new_1","value":{"x":[1]}}]""",
            "completed", null
        },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task A_streamed_answer_is_the_whole_answer(string name, string items, string status, string? reason)
    {
        var whole = Whole(items, status, reason);
        var stub = new OpenAIStub().Answer(whole, "req-1");
        var all = ResponsesEvents.Of(whole).ToList();
        stub.Stream(all, "req-1");
        // What does not come event by event stands in the last one.
        stub.Stream([all[0], all[^1]], "req-1").Stream([.. all.Where(wire => !wire.Contains(".delta\"", StringComparison.Ordinal))], "req-1").Stream(WithoutEnds(all), "req-1");
        stub.Answer(whole, "req-1");

        var expected = Describe(await stub.Responses().GetResponseAsync("hi"));

        foreach (var form in (string[])["every event", "only the last", "no deltas", "no ends of items", "no stream at all"])
            Describe(await stub.Responses().GetStreamingResponseAsync("hi").ToChatResponseAsync()).ShouldBe(expected, $"{name}, {form}");
    }

    [Fact]
    public async Task Parts_say_what_the_service_did()
    {
        var stub = new OpenAIStub().Answer(Whole(Answers.Single(row => row.Data.Item1 == "tools of the service").Data.Item2, "completed", null));
        var contents = (await stub.Responses().GetResponseAsync("hi")).Messages.ShouldHaveSingleItem().Contents;

        contents.OfType<McpServerToolCallContent>().Select(call => (call.CallId, call.Name, call.ServerName)).ShouldBe([("mcp_1", "read", "docs"), ("mcp_2", "read", "docs")]);
        contents.OfType<McpServerToolResultContent>().SelectMany(result => result.Outputs!).Select(part => part.GetType()).ShouldBe([typeof(TextContent), typeof(ErrorContent)]);
        contents.OfType<ToolApprovalRequestContent>().ShouldHaveSingleItem().ToolCall.ShouldBeOfType<McpServerToolCallContent>().Name.ShouldBe("write");
        Encoding.UTF8.GetString(contents.OfType<CodeInterpreterToolCallContent>().Single().Inputs!.OfType<DataContent>().Single().Data.Span).ShouldBe("print(1)");
        contents.OfType<CodeInterpreterToolResultContent>().Single().Outputs!.Count.ShouldBe(2);
        contents.OfType<ImageGenerationToolResultContent>().Single().Outputs!.OfType<DataContent>().Single().MediaType.ShouldBe("image/webp");
        contents.OfType<FunctionCallContent>().ShouldAllBe(call => call.InformationalOnly);
        contents.OfType<FunctionCallContent>().Select(call => call.Name).ShouldBe(["file_search", "shell", "local_shell", "apply_patch", "computer", "tool_search", "program"]);
        contents.OfType<FunctionCallContent>().Single(call => call.Name == "computer").Arguments!["x"]!.ToString().ShouldBe("1");
    }

    [Theory]
    [InlineData("""{"type":"error","code":"rate_limit_exceeded","message":"Slow down","param":null,"sequence_number":2}""", LlmErrorKind.RateLimited, "rate_limit_exceeded", "Slow down")]
    [InlineData("""{"type":"error","error":{"type":"insufficient_quota","code":"insufficient_quota","message":"Pay"},"sequence_number":2}""", LlmErrorKind.QuotaExceeded, "insufficient_quota", "Pay")]
    [InlineData("""{"type":"response.failed","response":{HEAD,"status":"failed","error":{"code":"server_error","message":"Broken"},"output":[]}}""", LlmErrorKind.ServerError, "server_error", "Broken")]
    [InlineData("""{"type":"response.failed","response":{HEAD,"status":"failed","error":null}}""", LlmErrorKind.Unknown, null, "The service gave no reason.")]
    public async Task A_failure_inside_a_stream_comes_behind_what_was_said(string failure, LlmErrorKind kind, string? code, string message)
    {
        var stub = new OpenAIStub().Broken(
            [.. ResponsesEvents.Of(Whole(Answers.First().Data.Item2, "completed", null)).TakeWhile(wire => !wire.Contains("output_text.done", StringComparison.Ordinal)), failure.Replace("HEAD", Head, StringComparison.Ordinal)]);
        var text = "";

        var exception = await Should.ThrowAsync<LlmException>(async () =>
        {
            await foreach (var update in stub.Responses().GetStreamingResponseAsync("hi"))
                text += update.Text;
        });

        text.ShouldBe("Hello, world");
        (exception.Kind, exception.Code, exception.ProviderMessage).ShouldBe((kind, code, message));
    }

    [Fact]
    public async Task A_failed_answer_throws()
    {
        var stub = new OpenAIStub().Answer($$"""{{{Head}},"status":"failed","error":{"code":"server_error","message":"Broken"},"output":[]}""");

        (await Should.ThrowAsync<LlmException>(stub.Responses().GetResponseAsync("hi"))).Kind.ShouldBe(LlmErrorKind.ServerError);
    }

    [Fact]
    public async Task Ids_that_change_from_event_to_event_do_not_tear_an_item_apart()
    {
        var number = 0;
        var events = ResponsesEvents.Of(Whole(Answers.First().Data.Item2, "completed", null)).Select(wire => wire.Replace("msg_1", $"msg_{number++}x", StringComparison.Ordinal));

        var response = await new OpenAIStub().Stream(events).Responses().GetStreamingResponseAsync("hi").ToChatResponseAsync();

        response.Messages.ShouldHaveSingleItem().Text.ShouldBe("Hello, world");
    }

    [Theory]
    [InlineData("""{"x":1}""", false)]
    [InlineData("""{"x":""", true)]
    [InlineData("", true)]
    public async Task A_call_of_a_stream_that_breaks_off_runs_only_when_it_is_whole(string arguments, bool cutOff)
    {
        var events = ResponsesEvents.Of(Whole($$"""[{"type":"function_call","id":"fc_1","call_id":"c1","name":"A","arguments":{{JsonSerializer.Serialize(arguments)}}}]""", "completed", null))
            .TakeWhile(wire => !wire.Contains("arguments.done", StringComparison.Ordinal));

        var response = await new OpenAIStub().Broken(events).Responses().GetStreamingResponseAsync("hi").ToChatResponseAsync();

        response.FinishReason.ShouldBeNull();
        response.Messages.Single().Contents.OfType<FunctionCallContent>().Single().Arguments.ShouldBeOfType<RawArguments>().IsCutOff.ShouldBe(cutOff);
    }

    [Fact]
    public async Task Streamed_calls_show_their_pieces()
    {
        var events = ResponsesEvents.Of(Whole("""[{"type":"function_call","id":"fc_1","call_id":"c1","name":"A","arguments":"{}"},{"type":"custom_tool_call","id":"ct_1","call_id":"c2","name":"B","input":"x"}]""", "completed", null));

        var updates = await new OpenAIStub().Stream(events).Responses().GetStreamingResponseAsync("hi").ToListAsync();

        updates.OfType<ToolCallDeltaUpdate>().Select(update => (update.Index, update.CallId, update.Name, update.ArgumentsDelta)).ShouldBe([(0, "c1", "A", ""), (0, "c1", "A", "{}"), (1, "c2", "B", ""), (1, "c2", "B", "x")]);
        updates.Last().FinishReason.ShouldBe(ChatFinishReason.ToolCalls);
        updates.SelectMany(update => update.Contents).OfType<UsageContent>().ShouldHaveSingleItem().Details.InputTokenCount.ShouldBe(9);
    }

    [Fact]
    public async Task Only_an_answer_that_is_kept_can_be_gone_on_from()
    {
        var kept = Whole("[]", "completed", null);
        var stub = new OpenAIStub().Answer(kept).Stream(ResponsesEvents.Of(kept)).Answer(kept.Replace("\"store\":true", "\"store\":false", StringComparison.Ordinal))
            .Answer(kept.Replace("\"store\":true", "\"conversation\":{\"id\":\"conv_1\"}", StringComparison.Ordinal));

        (await stub.Responses().GetResponseAsync("hi")).ConversationId.ShouldBe("resp_1");
        (await stub.Responses().GetStreamingResponseAsync("hi").ToChatResponseAsync()).ConversationId.ShouldBe("resp_1");
        (await stub.Responses().GetResponseAsync("hi")).ConversationId.ShouldBeNull();
        (await stub.Responses().GetResponseAsync("hi")).ConversationId.ShouldBe("conv_1");
    }

    [Fact]
    public async Task An_answer_made_in_the_background_is_asked_for_again()
    {
        var stub = new OpenAIStub().Answer(Whole("[]", "queued", null)).Answer(Whole(Answers.First().Data.Item2, "completed", null));
        var chat = stub.Responses();

        var first = await chat.GetResponseAsync("hi", new() { AllowBackgroundResponses = true });
        var second = await chat.GetResponseAsync([], new() { ContinuationToken = first.ContinuationToken });

        first.FinishReason.ShouldBeNull();
        (second.Text, second.ContinuationToken).ShouldBe(("Hello, world", null));
        stub.Requests[1].ShouldBe("GET /v1/responses/resp_1");
    }

    [Fact]
    public async Task A_streamed_text_costs_little_more_than_the_objects_that_carry_it()
    {
        var perEvent = (await AllocatedAsync(3000) - await AllocatedAsync(1000)) / 2000.0;
        output.WriteLine($"{perEvent} bytes an event");
        perEvent.ShouldBeLessThanOrEqualTo(330);
    }

    private static async Task<long> AllocatedAsync(int count)
    {
        var wire = """{"type":"response.output_text.delta","content_index":0,"delta":" word","item_id":"msg_0a63f40a2632b74300699f8819a5e08196ac270722d369af5a","logprobs":[],"obfuscation":"WuQNX","output_index":0,"sequence_number":17}""";
        var chat = new OpenAIStub().Stream(Enumerable.Repeat(wire, 10)).Stream(Enumerable.Repeat(wire, count)).Responses();
        long allocated = 0;
        for (var run = 0; run < 2; run++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            await foreach (var _ in chat.GetStreamingResponseAsync("hi"))
            {
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        return allocated;
    }

    /// <summary>The events without the ends of items, where only one item depends on them: what comes late cannot come in order.</summary>
    private static List<string> WithoutEnds(List<string> events)
    {
        var ends = events.FindAll(IsEnd);
        return ends.Count > 1 ? events : events.FindAll(wire => !IsEnd(wire));

        static bool IsEnd(string wire) => wire.Contains("output_item.done", StringComparison.Ordinal);
    }

    private static string Whole(string items, string status, string? reason) =>
        $$"""{{{Head}},"status":"{{status}}","error":null,"incomplete_details":{{(reason is null ? "null" : $$"""{"reason":"{{reason}}"}""")}},"output":{{items}},"""
        + "\"" + """usage":{"input_tokens":9,"input_tokens_details":{"cached_tokens":4,"cache_write_tokens":2},"output_tokens":3,"output_tokens_details":{"reasoning_tokens":2},"total_tokens":12}}""";

    private static string Describe(ChatResponse response)
    {
        response.RawRepresentation = null;
        return JsonSerializer.Serialize(response, LlmJson.Options);
    }
}
