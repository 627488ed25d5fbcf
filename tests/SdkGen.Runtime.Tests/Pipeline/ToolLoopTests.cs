using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Runtime.Tests.Support;

namespace SdkGen.Runtime.Tests.Pipeline;

public class ToolLoopTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Calls_run_and_their_results_go_back_with_the_history(bool streaming)
    {
        var tool = new FakeTool("Forecast", _ => """{"sky":"clear"}""");
        var inner = new FakeChatClient(Assistant(new TextContent("Let me see. "), Call("c1", "Forecast", """{"city":"Paris"}"""), Call("c2", "Forecast", """{ "city": "Rome" }""")), Assistant(new TextContent("Sunny.")));
        var response = await AskAsync(inner.WithTools([tool]), streaming);

        tool.Calls.ShouldBe(["""{"city":"Paris"}""", """{ "city": "Rome" }"""]);
        inner.Requests.Count.ShouldBe(2);
        Describe(inner.Requests[1].Messages).ShouldBe(
            ["user: hi", "assistant: Let me see. ; call c1 Forecast; call c2 Forecast", "tool: result c1 {\"sky\":\"clear\"}; result c2 {\"sky\":\"clear\"}"]);
        Describe(response.Messages).ShouldBe(
            ["assistant: Let me see. ; call c1 Forecast; call c2 Forecast", "tool: result c1 {\"sky\":\"clear\"}; result c2 {\"sky\":\"clear\"}", "assistant: Sunny."]);
        inner.Requests.ShouldAllBe(x => x.Options!.Tools!.Single() == tool);
        response.Text.ShouldEndWith("Sunny.");
        response.FinishReason.ShouldBe(ChatFinishReason.Stop);
        response.ResponseId.ShouldBe("r1");
        (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount, response.Usage.TotalTokenCount).ShouldBe((21, 2, 23));
    }

    [Fact]
    public async Task Streamed_updates_reach_the_caller_before_the_turn_is_over()
    {
        var inner = new FakeChatClient(Assistant(new TextContent("a"), new TextContent("b"), Call("c1", "Tool", "{}")), Assistant(new TextContent("c")));
        var ran = false;
        var seen = new List<string>();
        await foreach (var update in inner.WithTools([new FakeTool("Tool", _ => { ran = true; return "ok"; })]).GetStreamingResponseAsync("hi"))
        {
            seen.Add($"{update.Role}:{update.Text}:{ran}");
            update.Contents.ShouldNotBeNull();
        }

        seen.ShouldBe(["assistant:a:False", "assistant:b:False", "assistant::False", "assistant::False", "tool::True", "assistant:c:True", "assistant::True"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_cannot_run_is_told_to_the_model_and_to_nobody_else(bool streaming)
    {
        var secret = new InvalidOperationException("password is hunter2");
        var failing = AIFunctionFactory.Create((Func<string>)(() => throw secret), "Fail");
        var tool = new FakeTool("Tool", _ => "ok");
        var inner = new FakeChatClient(
            Assistant(Call("c1", "Nope", "{}"), Call("c2", "Tool", """{"wrong":1}"""), Call("c3", "Fail", "{}"), Call("c4", "Tool", "{\"a\":1,\n \"b\":}"), Call("c5", "Tool", "[1]"), Call("c6", "Tool", "")),
            Assistant(new TextContent("done")));
        var response = await AskAsync(inner.WithTools([failing, tool]), streaming);

        var results = inner.Requests[1].Messages[^1].Contents.Cast<FunctionResultContent>().ToList();
        results[0].Result.ShouldBe("There is no tool named 'Nope'. The tools are: Fail, Tool.");
        results[1].Result.ShouldBe("$.wrong: not expected");
        results[2].Result.ShouldBe("Error: the tool 'Fail' failed.");
        results[2].Exception.ShouldBeSameAs(secret);
        results[3].Result.ShouldBe("The tool was not run: its arguments are not valid JSON (line 2, byte 6): '}' is an invalid start of a value. Send the call again with one complete JSON object.");
        results[4].Result.ShouldBe("The tool was not run: its arguments are not valid JSON: The arguments must be one JSON object, not an array. Send the call again with one complete JSON object.");
        results[5].Result.ShouldBe("ok");
        tool.Calls.ShouldBe(["""{"wrong":1}""", "{}"]);
        response.Text.ShouldBe("done");
    }

    [Fact]
    public async Task Ordinary_functions_and_plain_arguments_run_as_well()
    {
        var add = AIFunctionFactory.Create((int a, int b) => a + b, "Add");
        var tool = new FakeTool("Tool", x => x);
        var inner = new FakeChatClient(
            Assistant(Call("c1", "Add", """{"a":1,"b":2}"""), new FunctionCallContent("c2", "Tool", new Dictionary<string, object?> { ["x"] = 1 })), Assistant(new TextContent("3")));
        await inner.WithTools([add, tool], new() { Concurrent = true }).GetResponseAsync("hi");
        var results = inner.Requests[1].Messages[^1].Contents.Cast<FunctionResultContent>().ToList();
        results[0].Result.ShouldBeOfType<JsonElement>().GetInt32().ShouldBe(3);
        results[1].Result.ShouldBe("""{"x":1}""");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_last_turn_offers_no_tools(bool streaming)
    {
        var tool = new FakeTool("Tool", _ => "ok");
        var inner = new FakeChatClient(Assistant(Call("c1", "Tool", "{}")), Assistant(Call("c2", "Tool", "{}")), Assistant(new TextContent("enough"), Call("c3", "Tool", "{}")));
        var response = await AskAsync(inner.WithTools([tool], new() { MaxTurns = 3 }), streaming, new() { ToolMode = ChatToolMode.RequireAny });
        inner.Requests.Select(x => x.Options!.Tools?.Count ?? 0).ShouldBe([1, 1, 0]);
        inner.Requests.Select(x => x.Options!.ToolMode).ShouldBe([ChatToolMode.RequireAny, null, null]);
        tool.Calls.Count.ShouldBe(2);

        // The call that came all the same has a result, or the conversation could not go on.
        response.Messages[^2].Contents[^1].ShouldBeOfType<FunctionCallContent>().CallId.ShouldBe("c3");
        Describe(response.Messages)[^1].ShouldBe("tool: result c3 This call was not run: no more calls are allowed here.");
    }

    [Fact]
    public async Task Tools_of_the_request_win_over_those_of_the_client_and_its_options_stay_as_they_are()
    {
        var mine = new FakeTool("Tool", _ => "mine");
        var theirs = new FakeTool("Tool", _ => "theirs");
        var declared = AIFunctionFactory.CreateDeclaration("Declared", "", mine.JsonSchema);
        var inner = new FakeChatClient(Assistant(Call("c1", "Tool", "{}")), Assistant(Call("c2", "Declared", "{}")));
        var options = new ChatOptions { Tools = [theirs, declared] };
        var response = await inner.WithTools([mine, new FakeTool("More", _ => "")]).GetResponseAsync("hi", options);
        theirs.Calls.Count.ShouldBe(1);
        mine.Calls.ShouldBeEmpty();
        options.Tools.ShouldBe([theirs, declared]);
        inner.Requests[0].Options!.Tools!.Select(x => x.Name).ShouldBe(["Tool", "Declared", "More"]);
        Describe(response.Messages)[^1].ShouldBe("assistant: call c2 Declared");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_tool_to_approve_waits_for_the_person(bool streaming)
    {
        var pay = new FakeTool("Pay", _ => "paid", requiresApproval: true);
        var look = new FakeTool("Look", _ => "seen");
        var inner = new FakeChatClient(
            Assistant(new TextContent("I will. "), Call("c1", "Look", "{}"), Call("c2", "Pay", """{"amount":5}"""), Call("c3", "Pay", "{}")), Assistant(new TextContent("Paid.")), Assistant(new TextContent("Bye.")));
        var chat = inner.WithTools([pay, look]);
        List<ChatMessage> conversation = [new(ChatRole.User, "pay")];
        var first = await AskAsync(chat, streaming, messages: conversation);
        pay.Calls.ShouldBeEmpty();
        look.Calls.ShouldBe(["{}"]);
        var requests = first.Messages[0].Contents.OfType<ToolApprovalRequestContent>().ToList();
        requests.Select(x => ((FunctionCallContent)x.ToolCall).Name).ShouldBe(["Pay", "Pay"]);
        requests.ShouldAllBe(x => x.RequiresConfirmation);

        // A conversation may be saved while it waits.
        conversation.AddRange(first.Messages);
        conversation = JsonSerializer.Deserialize<List<ChatMessage>>(JsonSerializer.Serialize(conversation, LlmJson.Options), LlmJson.Options)!;
        (await Should.ThrowAsync<InvalidOperationException>(AskAsync(chat, streaming, messages: conversation))).Message.ShouldContain("'Pay'");
        conversation.Add(new(ChatRole.User, [requests[0].CreateResponse(true), requests[1].CreateResponse(false, "too much")]));

        var second = await AskAsync(chat, streaming, messages: conversation);
        pay.Calls.ShouldBe(["""{"amount":5}"""]);
        look.Calls.ShouldBe(["{}"]);
        Describe(inner.Requests[^1].Messages).ShouldBe(
        [
            "user: pay", "assistant: I will. ; call c1 Look; call c2 Pay; call c3 Pay",
            "tool: result c1 seen; result c2 paid; result c3 The user did not allow this call: too much",
        ]);
        Describe(second.Messages).ShouldBe(["assistant: call c2 Pay; call c3 Pay", "tool: result c2 paid; result c3 The user did not allow this call: too much", "assistant: Paid."]);

        conversation.AddRange(second.Messages);
        conversation.Add(new(ChatRole.User, "thanks"));
        await AskAsync(chat, streaming, messages: conversation);
        pay.Calls.Count.ShouldBe(1);
        Describe(inner.Requests[^1].Messages).ShouldBe(
        [
            "user: pay", "assistant: I will. ; call c1 Look", "tool: result c1 seen", "assistant: call c2 Pay; call c3 Pay",
            "tool: result c2 paid; result c3 The user did not allow this call: too much", "assistant: Paid.", "user: thanks",
        ]);
    }

    [Fact]
    public async Task A_cancelled_turn_leaves_no_tool_running()
    {
        using var cancel = new CancellationTokenSource();
        var isOver = false;
        var stop = AIFunctionFactory.Create(async (CancellationToken token) => { await Task.Delay(50, CancellationToken.None); await cancel.CancelAsync(); token.ThrowIfCancellationRequested(); }, "Stop");
        var slow = AIFunctionFactory.Create(async () => { await Task.Delay(300, CancellationToken.None); isOver = true; }, "Slow");
        var inner = new FakeChatClient(Assistant(Call("c1", "Stop", "{}"), Call("c2", "Slow", "{}")), Assistant(new TextContent("never")));
        await Should.ThrowAsync<OperationCanceledException>(inner.WithTools([stop, slow], new() { Concurrent = true }).GetResponseAsync("hi", cancellationToken: cancel.Token));
        isOver.ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"city":"\udc00"}""")]
    [InlineData("""{"arguments":{"\ud83dx":1}}""")]
    public async Task Arguments_with_half_a_surrogate_pair_are_told_to_the_model(string arguments)
    {
        var call = Call("c1", "Forecast", arguments);
        call.Arguments!.Count.ShouldBe(0);
        var inner = new FakeChatClient(Assistant(call), Assistant(new TextContent("Sorry.")));
        (await inner.WithTools([new CheckedTool()]).GetResponseAsync("hi")).Text.ShouldBe("Sorry.");
        inner.Requests[1].Messages[^1].Contents.OfType<FunctionResultContent>().Single().Result!.ToString()!.ShouldContain("half of a surrogate pair");
    }

    [Fact]
    public async Task Cancelling_a_tool_cancels_the_call()
    {
        using var cancel = new CancellationTokenSource();
        var tool = AIFunctionFactory.Create(async (CancellationToken token) => { await cancel.CancelAsync(); await Task.Delay(10_000, token); }, "Wait");
        var inner = new FakeChatClient(Assistant(Call("c1", "Wait", "{}")), Assistant(new TextContent("never")));
        await Should.ThrowAsync<OperationCanceledException>(inner.WithTools([tool]).GetResponseAsync("hi", cancellationToken: cancel.Token));
        inner.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_call_that_the_service_ran_itself_is_left_alone()
    {
        var tool = new FakeTool("Tool", _ => "ok");
        var inner = new FakeChatClient(Assistant(Call("c1", "Tool", "{}"), new FunctionResultContent("c1", "theirs"), new TextContent("done")));
        (await inner.WithTools([tool]).GetResponseAsync("hi")).Text.ShouldBe("done");
        tool.Calls.ShouldBeEmpty();
    }

    private static async Task<ChatResponse> AskAsync(IChatClient chat, bool streaming, ChatOptions? options = null, IEnumerable<ChatMessage>? messages = null)
    {
        messages ??= [new(ChatRole.User, "hi")];
        return streaming ? await chat.GetStreamingResponseAsync(messages, options).ToChatResponseAsync() : await chat.GetResponseAsync(messages, options);
    }

    private static ChatMessage Assistant(params AIContent[] contents) => new(ChatRole.Assistant, contents.ToList());

    private static FunctionCallContent Call(string id, string name, string arguments) => new(id, name, RawArguments.FromJson(Encoding.UTF8.GetBytes(arguments)));

    private static List<string> Describe(IEnumerable<ChatMessage> messages) => messages.Select(x => $"{x.Role}: " + string.Join("; ", x.Contents.Select(y => y switch
    {
        FunctionCallContent call => $"call {call.CallId} {call.Name}",
        FunctionResultContent result => $"result {result.CallId} {result.Result}",
        _ => y.ToString(),
    }))).ToList();
}
