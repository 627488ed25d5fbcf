using Microsoft.Extensions.AI;
using SdkGen.Runtime.Tests.Support;

namespace SdkGen.Pipeline.Tests.Tools;

/// <summary>What a loop sends, when it ends, and what waits for a person.</summary>
public class ToolTurnTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_tool_ends_the_loop_and_every_call_has_a_result(bool streaming)
    {
        var after = new FakeTool("After", _ => "ran");
        var stop = AIFunctionFactory.Create((AIFunctionArguments arguments) => { ToolContext.Of(arguments, "Stop").EndLoop(); return "stopped"; }, "Stop");
        var inner = new FakeChatClient(Conversation.Assistant(Conversation.Call("c1", "Stop"), Conversation.Call("c2", "After")));
        var response = await inner.WithTools([stop, after]).AskAsync(streaming);
        inner.Requests.Count.ShouldBe(1);
        after.Calls.ShouldBeEmpty();
        response.Messages[^1].Contents.Cast<FunctionResultContent>().Select(result => result.Result!.ToString()).ShouldBe(["stopped", "This call was not run, because 'Stop' ended the work."]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_of_an_unknown_tool_ends_the_loop_where_that_is_asked_for(bool streaming)
    {
        var tool = new FakeTool("Tool", _ => "ok");
        var inner = new FakeChatClient(Conversation.Assistant(Conversation.Call("c1", "Tool"), Conversation.Call("c2", "Nope")));
        var response = await inner.WithTools([tool], new() { StopOnUnknownCalls = true }).AskAsync(streaming);
        tool.Calls.ShouldBeEmpty();
        response.Messages.Single().Contents.OfType<FunctionCallContent>().Select(call => call.Name).ShouldBe(["Tool", "Nope"]);
    }

    [Fact]
    public async Task Additional_tools_run_and_are_not_offered()
    {
        var known = new FakeTool("Known", _ => "ok");
        var inner = new FakeChatClient(Conversation.Assistant(Conversation.Call("c1", "Known")), Conversation.Says("done"));
        await inner.WithTools([], new() { AdditionalTools = [known] }).AskAsync(false);
        known.Calls.Count.ShouldBe(1);
        inner.Requests[0].Options?.Tools.ShouldBeNull();
    }

    [Fact]
    public async Task A_tool_may_add_tools_to_the_request_it_runs_in()
    {
        var added = new FakeTool("Added", _ => "found");
        var open = AIFunctionFactory.Create((AIFunctionArguments arguments) => ToolContext.Of(arguments, "Open").Options!.Tools!.Add(added), "Open");
        var inner = new FakeChatClient(Conversation.Assistant(Conversation.Call("c1", "Open")), Conversation.Assistant(Conversation.Call("c2", "Added")), Conversation.Says("done"));
        await inner.WithTools([open]).AskAsync(false);
        inner.LastResults()[^1].Result.ShouldBe("found");
    }

    [Fact]
    public async Task A_conversation_that_the_service_keeps_gets_the_results_alone_and_all_of_it_when_it_is_no_longer_kept()
    {
        var inner = new KeptClient("conv", "conv", null, null);
        await inner.WithTools([new FakeTool("Tool", _ => "ok")]).AskAsync(false, [new(ChatRole.User, "one"), new(ChatRole.User, "two")]);
        inner.Seen.ShouldBe([
            ("", "user user"),
            ("conv", "tool"),
            ("conv", "tool"),
            ("", "user user assistant tool assistant tool assistant tool"),
        ]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Calls_that_need_nobody_run_while_others_wait(bool streaming)
    {
        var pay = new FakeTool("Pay", _ => "paid", requiresApproval: true);
        var look = new FakeTool("Look", _ => "seen");
        var inner = new FakeChatClient(
            Conversation.Assistant(Conversation.Call("c1", "Look"), Conversation.Call("c2", "Pay"), Conversation.Call("c3", "Look", "{"), Conversation.Call("c4", "Pay", """{"a":""")), Conversation.Says("done"));
        var chat = inner.WithTools([pay, look], new() { RepairArguments = false });
        List<ChatMessage> conversation = [new(ChatRole.User, "go")];
        conversation.AddRange((await chat.AskAsync(streaming, conversation)).Messages);

        // Those that can run have run, those that are broken are answered, and one waits.
        inner.Requests.Count.ShouldBe(1);
        look.Calls.Count.ShouldBe(1);
        pay.Calls.ShouldBeEmpty();
        conversation[2].Contents.Cast<FunctionResultContent>().Select(result => result.CallId).ShouldBe(["c1", "c3", "c4"]);
        var request = conversation[1].Contents.OfType<ToolApprovalRequestContent>().Single();
        request.RequiresConfirmation.ShouldBeTrue();

        conversation = conversation.Stored();
        conversation.Add(new(ChatRole.User, [conversation[1].Contents.OfType<ToolApprovalRequestContent>().Single().CreateResponse(true)]));
        conversation.Add(new(ChatRole.User, "and hurry"));
        (await chat.AskAsync(streaming, conversation)).Text.ShouldEndWith("done");
        (look.Calls.Count, pay.Calls.Count).ShouldBe((1, 1));
        inner.Requests[1].Messages.Select(message => message.Role.Value).ShouldBe(["user", "assistant", "tool", "user"]);
        inner.LastResults().Select(result => result.CallId).ShouldBe(["c1", "c3", "c4", "c2"]);
    }

    [Fact]
    public async Task Updates_stay_live_until_a_call_that_may_have_to_wait()
    {
        var pay = new FakeTool("Pay", _ => "paid", requiresApproval: true);
        var look = new FakeTool("Look", _ => "seen");
        var inner = new Pausing(Conversation.Assistant(new TextContent("a"), Conversation.Call("c1", "Look"), new TextContent("b"), Conversation.Call("c2", "Pay"), new TextContent("c")));
        var seen = new List<string>();
        await foreach (var update in inner.WithTools([pay, look]).GetStreamingResponseAsync("hi"))
            seen.Add($"{inner.Sent} {string.Concat(update.Contents.Select(content => content is TextContent text ? text.Text : content.GetType().Name))}");
        seen.ShouldBe(["1 a", "2 FunctionCallContent", "3 b", "6 ToolApprovalRequestContent", "6 c", "6 UsageContent", "6 FunctionResultContent"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Where_the_service_keeps_the_conversation_a_turn_waits_as_a_whole_and_answers_bring_results_alone(bool streaming)
    {
        var pay = new FakeTool("Pay", _ => "paid", requiresApproval: true);
        var look = new FakeTool("Look", _ => "seen");
        var inner = new KeptClient("conv") { Turn = [Conversation.Call("c1", "Look"), Conversation.Call("c2", "Pay")], Turns = 1 };
        var chat = inner.WithTools([pay, look]);
        var first = await chat.AskAsync(streaming);
        look.Calls.ShouldBeEmpty();
        var requests = first.Messages.Single().Contents.OfType<ToolApprovalRequestContent>().ToList();
        requests.Select(request => request.RequiresConfirmation).ShouldBe([false, true]);

        ChatMessage[] answers = [new(ChatRole.User, [.. requests.Select(request => (AIContent)request.CreateResponse(true))])];
        var options = new ChatOptions { ConversationId = "conv" };
        _ = streaming ? await chat.GetStreamingResponseAsync(answers, options).ToChatResponseAsync() : await chat.GetResponseAsync(answers, options);
        inner.Seen[^1].ShouldBe(("conv", "tool"));
        (look.Calls.Count, pay.Calls.Count).ShouldBe((1, 1));
    }

    [Fact]
    public async Task A_call_that_the_service_ran_itself_is_no_question()
    {
        var pay = new FakeTool("Pay", _ => "paid", requiresApproval: true);
        foreach (var streaming in new[] { false, true })
        {
            var inner = new FakeChatClient(Conversation.Assistant(Conversation.Call("c1", "Pay"), new FunctionResultContent("c1", "theirs"), new TextContent("done")));
            var response = await inner.WithTools([pay]).AskAsync(streaming);
            response.Messages.SelectMany(message => message.Contents).OfType<ToolApprovalRequestContent>().ShouldBeEmpty();
        }

        pay.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_loop_within_a_loop_runs_a_call_once()
    {
        var tool = new FakeTool("Tool", _ => "ok");
        foreach (var streaming in new[] { false, true })
        {
            var inner = new FakeChatClient(Conversation.Assistant(Conversation.Call("c1", "Tool")), Conversation.Says("done"));
            (await inner.WithTools([tool]).WithTools([tool]).AskAsync(streaming)).Text.ShouldEndWith("done");
        }

        tool.Calls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_token_of_a_background_answer_is_not_sent_again()
    {
        var inner = new FakeChatClient(Conversation.Assistant(Conversation.Call("c1", "Tool")), Conversation.Says("done"));
        await inner.WithTools([new FakeTool("Tool", _ => "ok")]).GetResponseAsync("hi", new() { ContinuationToken = ResponseContinuationToken.FromBytes(new byte[] { 1 }) });
        inner.Requests.Select(request => request.Options!.ContinuationToken is null).ShouldBe([false, true]);
    }

    [Fact]
    public async Task A_client_that_answers_nothing_is_named()
    {
        var client = new Nothing().WithTools([]);
        (await Should.ThrowAsync<InvalidOperationException>(client.AskAsync(false))).Message.ShouldContain("gave no response");
        (await Should.ThrowAsync<InvalidOperationException>(client.AskAsync(true))).Message.ShouldContain("gave no update");
    }

    /// <summary>A service that keeps conversations, for as many turns as it is told.</summary>
    private sealed class KeptClient(params string?[] conversations) : IChatClient
    {
        private int _turn;

        public List<(string Conversation, string Roles)> Seen { get; } = [];

        public IList<AIContent> Turn { get; init; } = [Conversation.Call("c", "Tool")];

        public int Turns { get; init; } = 3;

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            Seen.Add((options?.ConversationId ?? "", string.Join(' ', messages.Select(message => message.Role.Value))));
            var turn = _turn++;
            List<AIContent> contents = turn < Turns ? [.. Turn.Select(content => content is FunctionCallContent call ? new FunctionCallContent($"{call.CallId}_{turn}", call.Name, call.Arguments) : content)] : [new TextContent("done")];
            return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, contents)) { ConversationId = conversations[Math.Min(turn, conversations.Length - 1)] });
        }

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
                yield return update;
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }

    /// <summary>Counts what it has sent.</summary>
    private sealed class Pausing(ChatMessage message) : FakeChatClient(message)
    {
        public int Sent { get; private set; }

        public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await foreach (var update in base.GetStreamingResponseAsync(messages, options, cancellationToken))
            {
                Sent++;
                yield return update;
            }
        }
    }

    private sealed class Nothing : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => Task.FromResult<ChatResponse>(null!);

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            new ChatResponseUpdate[] { null! }.ToAsyncEnumerable();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
