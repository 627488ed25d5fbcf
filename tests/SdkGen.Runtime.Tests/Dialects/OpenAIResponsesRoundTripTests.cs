using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using SdkGen.Transport;

namespace SdkGen.Runtime.Tests.Dialects;

/// <summary>What one turn returned is sent back in the next: every id, every encrypted text, in the order of the answer, even when the conversation was saved between the two.</summary>
public class OpenAIResponsesRoundTripTests
{
    private const string Ok = """{"id":"r","object":"response","status":"completed","output":[]}""";

    public static TheoryData<string, string, string> Turns => new()
    {
        {
            "encrypted reasoning between calls",
            """[{"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"First."}],"encrypted_content":"gAAA"},{"type":"function_call","id":"fc_1","call_id":"c1","name":"A","arguments":"{\"x\":1}","status":"completed"},"""
            + """{"type":"reasoning","id":"rs_2","summary":[],"encrypted_content":"gBBB"},{"type":"function_call","id":"fc_2","call_id":"c2","name":"B","namespace":"g","arguments":"{}","status":"completed"}]""",
            """[{"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"First."}],"encrypted_content":"gAAA"},{"type":"function_call","id":"fc_1","call_id":"c1","name":"A","arguments":"{\"x\":1}"},"""
            + """{"type":"reasoning","id":"rs_2","summary":[],"encrypted_content":"gBBB"},{"type":"function_call","id":"fc_2","call_id":"c2","name":"B","namespace":"g","arguments":"{}"}]"""
        },
        {
            "reasoning that the service keeps, and messages with phases",
            """[{"type":"reasoning","id":"rs_1","summary":[]},{"type":"message","id":"msg_1","status":"completed","role":"assistant","phase":"commentary","content":[{"type":"output_text","text":"I look.","annotations":[]}]},"""
            + """{"type":"reasoning","id":"rs_2","summary":[{"type":"summary_text","text":"Then."}]},{"type":"reasoning","id":"rs_3","summary":[]},"""
            + """{"type":"message","id":"msg_2","status":"completed","role":"assistant","phase":"final_answer","content":[{"type":"output_text","text":"So.","annotations":[]}]}]""",
            """[{"type":"reasoning","id":"rs_1","summary":[]},{"type":"message","id":"msg_1","status":"completed","role":"assistant","content":[{"type":"output_text","text":"I look."}],"phase":"commentary"},"""
            + """{"type":"reasoning","id":"rs_2","summary":[{"type":"summary_text","text":"Then."}]},{"type":"reasoning","id":"rs_3","summary":[]},"""
            + """{"type":"message","id":"msg_2","status":"completed","role":"assistant","content":[{"type":"output_text","text":"So."}],"phase":"final_answer"}]"""
        },
        {
            "reasoning told in full",
            """[{"type":"reasoning","id":"r1","summary":[],"content":[{"type":"reasoning_text","text":"Four."}]},{"type":"function_call","id":"f1","call_id":"c1","name":"A","arguments":"{}"}]""",
            """[{"type":"reasoning","id":"r1","content":[{"type":"reasoning_text","text":"Four."}],"summary":[]},{"type":"function_call","id":"f1","call_id":"c1","name":"A","arguments":"{}"}]"""
        },
        {
            "no reasoning: ids are of no use",
            """[{"type":"message","id":"msg_1","status":"completed","role":"assistant","content":[{"type":"output_text","text":"Hi."}]},{"type":"custom_tool_call","id":"ctc_1","call_id":"c1","name":"calc","input":"4 + 4"}]""",
            """[{"type":"message","role":"assistant","content":"Hi."},{"type":"custom_tool_call","call_id":"c1","name":"calc","input":"4 + 4"}]"""
        },
        {
            "tools of the service, whole",
            """[{"type":"web_search_call","id":"ws_1","status":"completed","action":{"type":"search","query":"q"}},{"type":"mcp_list_tools","id":"mcpl_1","server_label":"docs","tools":[{"name":"read","input_schema":{}}]},"""
            + """{"type":"image_generation_call","id":"ig_1","status":"completed","result":"QUI="},{"type":"compaction","id":"cmp_1","encrypted_content":"gCCC"},{"type":"of tomorrow","id":"new_1","value":{"x":[1,null]}}]""",
            """[{"type":"web_search_call","id":"ws_1","status":"completed","action":{"type":"search","query":"q"}},{"type":"mcp_list_tools","id":"mcpl_1","tools":[{"name":"read","input_schema":{}}],"server_label":"docs"},"""
            + """{"type":"image_generation_call","id":"ig_1","status":"completed","result":"QUI="},{"type":"compaction","id":"cmp_1","encrypted_content":"gCCC"},{"type":"of tomorrow","id":"new_1","value":{"x":[1,null]}}]"""
        },
    };

    [Theory]
    [MemberData(nameof(Turns))]
    public async Task A_turn_is_sent_back_as_it_came(string name, string items, string expected)
    {
        var whole = $$"""{"id":"resp_1","object":"response","status":"completed","store":true,"output":{{items}}}""";
        var stub = new OpenAIStub().Answer(whole).Answer(Ok).Answer(Ok).Stream(ResponsesEvents.Of(whole)).Answer(Ok).Answer(Ok);
        foreach (var streams in (bool[])[false, true])
        {
            var chat = stub.Responses();
            var answer = streams ? await chat.GetStreamingResponseAsync("Hello").ToChatResponseAsync() : await chat.GetResponseAsync("Hello");
            ChatMessage[] history = [new(ChatRole.User, "Hello"), .. answer.Messages];
            var saved = JsonSerializer.Deserialize<ChatMessage[]>(JsonSerializer.Serialize(history, LlmJson.Options), LlmJson.Options)!;
            foreach (var messages in (ChatMessage[][])[history, saved])
            {
                await chat.GetResponseAsync(messages);
                var input = JsonNode.Parse(stub.Requests[^1])!["input"]!.AsArray();
                input.RemoveAt(0);
                Same(input, expected).ShouldBeTrue($"{name}, streamed: {streams}, saved: {messages == saved}{Environment.NewLine}{input.ToJsonString()}");
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_kept_as_it_came_goes_back_to_its_maker_only(bool streams)
    {
        const string Items = """[{"type":"web_search_call","id":"ws_1","status":"completed"},{"type":"compaction","id":"cmp_1","encrypted_content":"gCCC"},{"type":"of tomorrow","id":"new_1"},"""
            + """{"type":"local_shell_call","id":"ls_1","call_id":"call_1","status":"completed","action":{"type":"exec","command":["ls"]}}]""";
        const string Whole = $$"""{"id":"resp_1","object":"response","status":"completed","output":{{Items}}}""";
        var stub = streams ? new OpenAIStub(OpenRouterProvider.Profile).Stream(ResponsesEvents.Of(Whole)) : new OpenAIStub(OpenRouterProvider.Profile).Answer(Whole);
        var answer = streams ? await stub.Responses().GetStreamingResponseAsync("Hello").ToChatResponseAsync() : await stub.Responses().GetResponseAsync("Hello");
        ChatMessage[] history = [new(ChatRole.User, "Hello"), .. answer.Messages, new(ChatRole.Tool, [new FunctionResultContent("call_1", "files")])];
        var saved = JsonSerializer.Serialize(history, LlmJson.Options);

        foreach (var profile in (ProviderProfile[])[OpenRouterProvider.Profile, OpenAIProvider.Profile])
        {
            var next = new OpenAIStub(profile).Answer(Ok);
            await next.Responses().GetResponseAsync(JsonSerializer.Deserialize<ChatMessage[]>(saved, LlmJson.Options)!);

            ((string[])["ws_1", "cmp_1", "new_1", "local_shell_call_output"]).Count(next.Requests[0].Contains).ShouldBe(profile == OpenRouterProvider.Profile ? 4 : 0);
            next.Requests[0].ShouldContain("files");
        }
    }

    [Fact]
    public async Task What_was_said_behind_calls_goes_before_them_where_results_come_next()
    {
        List<ChatMessage> history =
        [
            new(ChatRole.User, "Hello"),
            new(ChatRole.Assistant, [new TextContent("One."), new FunctionCallContent("a", "f"), new TextContent("Two."), new FunctionCallContent("b", "f"), new TextContent("Three.")]),
            new(ChatRole.Tool, [new FunctionResultContent("a", "1"), new FunctionResultContent("b", "2")]),
            new(ChatRole.Assistant, "Four."),
            new(ChatRole.User, "And?"),
        ];
        foreach (var (profile, order) in ((ProviderProfile, string)[])[(DeepSeekProvider.Profile, "Hello One. Two. Three. a b a b Four. And?"), (OpenAIProvider.Profile, "Hello One. a Two. b Three. a b Four. And?")])
        {
            var stub = new OpenAIStub(profile).Answer(Ok);
            await stub.Responses().GetResponseAsync(history);

            string.Join(' ', JsonNode.Parse(stub.Requests[0])!["input"]!.AsArray().Select(item => (item!["call_id"] ?? item["content"])!.GetValue<string>())).ShouldBe(order);
        }
    }

    [Fact]
    public async Task Reasoning_that_nobody_keeps_is_not_spoken_of_again()
    {
        var stub = new OpenAIStub().Answer("""{"id":"resp_1","status":"completed","store":false,"output":[{"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"Hm."}]},{"type":"function_call","id":"fc_1","call_id":"c1","name":"A","arguments":"{}"}]}""")
            .Answer(Ok).Answer("""{"id":"resp_1","status":"completed","store":true,"output":[{"type":"reasoning","id":"rs_1","summary":[]},{"type":"function_call","id":"fc_1","call_id":"c1","name":"A","arguments":"{}"}]}""").Answer(Ok);
        var chat = stub.Responses();

        await chat.GetResponseAsync((await chat.GetResponseAsync("Hello")).Messages);
        // Kept then, and not to be kept now.
        await chat.GetResponseAsync((await chat.GetResponseAsync("Hello")).Messages, new() { AdditionalProperties = new() { ["store"] = false } });

        stub.Requests[1].ShouldEndWith("""
            "input":[{"type":"function_call","call_id":"c1","name":"A","arguments":"{}"}]}
            """.Trim());
        stub.Requests[3].ShouldContain("""
            "input":[{"type":"function_call","call_id":"c1","name":"A","arguments":"{}"}]
            """.Trim());
    }

    [Fact]
    public async Task A_decision_about_a_call_of_a_server_is_told_to_it()
    {
        var stub = new OpenAIStub().Answer("""{"id":"resp_1","status":"completed","store":true,"output":[{"type":"mcp_approval_request","id":"mcpr_1","server_label":"docs","name":"write","arguments":"{}"}]}""").Answer(Ok);
        var chat = stub.Responses();
        var answer = await chat.GetResponseAsync("Hello");
        var request = answer.Messages.SelectMany(message => message.Contents).OfType<ToolApprovalRequestContent>().Single();

        await chat.GetResponseAsync([new(ChatRole.User, [request.CreateResponse(false, "Not now.")])], new() { ConversationId = answer.ConversationId });

        stub.Requests[1].ShouldBe("""{"model":"gpt-4.1-mini","input":[{"type":"mcp_approval_response","approval_request_id":"mcpr_1","approve":false,"reason":"Not now."}],"previous_response_id":"resp_1"}""");
    }

    [Fact]
    public async Task Results_of_built_in_tools_are_items_of_their_own_types()
    {
        var stub = new OpenAIStub().Answer("""{"id":"resp_1","status":"completed","output":[{"type":"local_shell_call","id":"lsh_1","call_id":"c1","action":{"type":"exec","command":["ls"]}},"""
            + """{"type":"shell_call","id":"sh_1","call_id":"c2","action":{"commands":["ls"]}},{"type":"apply_patch_call","id":"apc_1","call_id":"c3","operation":{"type":"delete_file","path":"a"}},"""
            + """{"type":"computer_call","id":"cu_1","call_id":"c4","action":{"type":"screenshot"}},{"type":"custom_tool_call","id":"ct_1","call_id":"c5","name":"calc","input":"4"}]}""").Answer(Ok);
        var chat = stub.Responses();
        var answer = await chat.GetResponseAsync("Hello");

        await chat.GetResponseAsync([.. answer.Messages, new(ChatRole.Tool,
        [
            new FunctionResultContent("c1", "a.txt"), new FunctionResultContent("c2", "b.txt"), new FunctionResultContent("c3", "gone"),
            new FunctionResultContent("c4", new DataContent("AB"u8.ToArray(), "image/png")), new FunctionResultContent("c5", "8"),
        ])]);

        var results = JsonNode.Parse(stub.Requests[1])!["input"]!.AsArray().Skip(5);
        results.Select(item => (string?)item!["type"]).ShouldBe(["local_shell_call_output", "shell_call_output", "apply_patch_call_output", "computer_call_output", "custom_tool_call_output"]);
        results.Select(item => (string?)item!["call_id"]).ShouldBe([null, "c2", "c3", "c4", "c5"]);
        Same(results.ElementAt(1)!["output"], """[{"stdout":"b.txt","stderr":"","outcome":{"type":"exit","exit_code":0}}]""").ShouldBeTrue();
        Same(results.ElementAt(3)!["output"], """{"type":"computer_screenshot","image_url":"data:image/png;base64,QUI="}""").ShouldBeTrue();
    }

    private static bool Same(JsonNode? node, string expected) => JsonNode.DeepEquals(node, JsonNode.Parse(expected));
}
