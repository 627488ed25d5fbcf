using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Runtime.Tests.Support;

namespace SdkGen.Runtime.Tests.Pipeline;

/// <summary>An approval is about one call with one set of arguments, survives being stored, and is carried out once.</summary>
public class ToolApprovalTests
{
    [Fact]
    public async Task Nobody_is_asked_about_arguments_that_do_not_fit()
    {
        var tool = new CheckedTool(requiresApproval: true);
        var inner = new FakeChatClient(
            Conversation.Assistant(Conversation.Call("c1", "Forecast", """{"city":"Paris","days":99}""")),
            Conversation.Assistant(Conversation.Call("c2", "Forecast", """{"city":"Paris","days":9}""")));
        var response = await inner.WithTools([tool]).AskAsync(streaming: false);

        inner.LastResults().Single().Result!.ToString()!.ShouldContain("$.days");
        var request = response.Messages[^1].Contents.OfType<ToolApprovalRequestContent>().Single();
        ((FunctionCallContent)request.ToolCall).CallId.ShouldBe("c2");
        tool.Ran.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_request_carries_the_hash_of_its_arguments_also_when_it_is_stored()
    {
        var (chat, conversation, tool, _) = await AskedAsync("""{ "amount": 5.0, "to": "a\u0062" }""");
        var before = Request(conversation);
        var after = Request(conversation.Stored());

        before.ArgumentsHash().ShouldNotBeNull().ShouldStartWith("sha256:");
        before.ArgumentsHash()!.Length.ShouldBe("sha256:".Length + 64);
        after.ArgumentsHash().ShouldBe(before.ArgumentsHash());
        ((FunctionCallContent)after.ToolCall).ArgumentsHash().ShouldBe(before.ArgumentsHash());
        tool.Calls.ShouldBeEmpty();
        chat.Dispose();
    }

    [Theory]
    [InlineData("""{"a":1,"b":"x"}""", """{ "b": "\u0078", "a": 1.0 }""", true)]
    [InlineData("""{"a":100}""", """{"a":1e2}""", true)]
    [InlineData("""{"a":0}""", """{"a":-0.0}""", true)]
    [InlineData("""{"a":[1,2]}""", """{"a":[2,1]}""", false)]
    [InlineData("""{"a":1}""", """{"a":"1"}""", false)]
    [InlineData("""{"a":null}""", "{}", false)]
    [InlineData("""{"a":12345678901234567890123}""", """{"a":12345678901234567890124}""", false)]
    [InlineData("""{"a":{"x":1,"y":2}}""", """{"a":{"y":2,"x":1}}""", true)]
    public void Arguments_that_mean_the_same_have_the_same_hash(string one, string other, bool same) =>
        (Conversation.Call("c", "t", one).ArgumentsHash() == Conversation.Call("c", "t", other).ArgumentsHash()).ShouldBe(same);

    [Fact]
    public void Plain_values_have_the_hash_of_their_json()
    {
        var plain = new FunctionCallContent("c", "t", new Dictionary<string, object?> { ["b"] = "x", ["a"] = 1, ["c"] = null, ["d"] = true, ["e"] = 2.5 });
        plain.ArgumentsHash().ShouldBe(Conversation.Call("c", "t", """{"a":1,"b":"x","c":null,"d":true,"e":2.5}""").ArgumentsHash());
        new FunctionCallContent("c", "t").ArgumentsHash().ShouldBe(Conversation.Call("c", "t").ArgumentsHash());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_for_other_arguments_is_refused_and_nothing_runs(bool streaming)
    {
        var (chat, conversation, tool, inner) = await AskedAsync("""{"amount":5}""");
        var request = Request(conversation);
        conversation.Add(new(ChatRole.User, [new ToolApprovalResponseContent(request.RequestId, true, Conversation.Call("c1", "Pay", """{"amount":5000}"""))]));

        var refused = await Should.ThrowAsync<InvalidOperationException>(() => chat.AskAsync(streaming, conversation.Stored()));

        refused.Message.ShouldContain("for other arguments");
        refused.Message.ShouldContain(request.RequestId);
        tool.Calls.ShouldBeEmpty();
        inner.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("c2", "Pay")]
    [InlineData("c1", "PayAll")]
    public async Task An_answer_for_another_call_is_refused(string id, string name)
    {
        var (chat, conversation, tool, _) = await AskedAsync("""{"amount":5}""");
        conversation.Add(new(ChatRole.User, [new ToolApprovalResponseContent(Request(conversation).RequestId, true, Conversation.Call(id, name, """{"amount":5}"""))]));
        (await Should.ThrowAsync<InvalidOperationException>(() => chat.AskAsync(false, conversation))).Message.ShouldContain("for another call");
        tool.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_request_that_was_changed_while_it_was_stored_is_refused()
    {
        var (chat, conversation, tool, _) = await AskedAsync("""{"amount":5}""");
        var json = JsonSerializer.Serialize(conversation, LlmJson.Options).Replace("\"amount\":5", "\"amount\":5000", StringComparison.Ordinal);
        conversation = JsonSerializer.Deserialize<List<ChatMessage>>(json, LlmJson.Options)!;
        conversation.Add(new(ChatRole.User, [Request(conversation).CreateResponse(true)]));

        (await Should.ThrowAsync<InvalidOperationException>(() => chat.AskAsync(false, conversation))).Message.ShouldContain("was changed while it was stored");
        tool.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_answer_that_names_no_arguments_is_for_those_that_were_shown()
    {
        var (chat, conversation, tool, _) = await AskedAsync("""{"amount":5}""");
        conversation.Add(new(ChatRole.User, [new ToolApprovalResponseContent(Request(conversation).RequestId, true, new FunctionCallContent("c1", "Pay"))]));
        await chat.AskAsync(false, conversation);
        tool.Calls.ShouldBe(["""{"amount":5}"""]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Answering_twice_runs_the_call_once(bool streaming)
    {
        var (_, conversation, tool, _) = await AskedAsync("""{"amount":5}""");
        conversation.Add(new(ChatRole.User, [Request(conversation).CreateResponse(true)]));

        // The same conversation comes twice, as when a page is sent again; each request makes a client of its own.
        var first = new FakeChatClient(Conversation.Says("Paid."));
        var second = new FakeChatClient(Conversation.Says("Paid, as I said."));
        await first.WithTools([tool]).AskAsync(streaming, conversation.Stored());
        await second.WithTools([tool]).AskAsync(streaming, conversation.Stored());

        tool.Calls.Count.ShouldBe(1);
        first.LastResults().Single().Result.ShouldBe("paid 1");
        second.LastResults().Single().Result.ShouldBe("paid 1");
    }

    [Theory]
    [InlineData(true, "paid 1", 1)]
    [InlineData(false, "The user did not allow this call.", 0)]
    public async Task Of_two_answers_the_first_stands_in_one_conversation_or_in_two(bool approved, string result, int runs)
    {
        var (_, conversation, tool, _) = await AskedAsync("""{"amount":5}""");
        var request = Request(conversation);
        var inner = new FakeChatClient(Conversation.Says("a"), Conversation.Says("b"));
        var chat = inner.WithTools([tool]);

        await chat.AskAsync(false, [.. conversation, new(ChatRole.User, [request.CreateResponse(approved), request.CreateResponse(!approved)])]);
        inner.LastResults().Single().Result.ShouldBe(result);
        await chat.AskAsync(false, [.. conversation, new(ChatRole.User, [request.CreateResponse(!approved)])]);
        inner.LastResults().Single().Result.ShouldBe(result);
        tool.Calls.Count.ShouldBe(runs);
    }

    [Fact]
    public async Task Two_answers_at_the_same_time_run_the_call_once()
    {
        var running = new TaskCompletionSource();
        var runs = 0;
        var pay = new ApprovalRequiredAIFunction(AIFunctionFactory.Create(async () => { Interlocked.Increment(ref runs); await running.Task; return "paid"; }, "Pay"));
        var asked = await new FakeChatClient(Conversation.Assistant(Conversation.Call("c1", "Pay"))).WithTools([pay]).AskAsync(false);
        List<ChatMessage> conversation = [new(ChatRole.User, "pay"), .. asked.Messages];
        conversation.Add(new(ChatRole.User, [Request(conversation).CreateResponse(true)]));
        FakeChatClient[] inner = [new(Conversation.Says("a")), new(Conversation.Says("b"))];

        var both = inner.Select(client => client.WithTools([pay]).AskAsync(false, conversation)).ToArray();
        await Task.Delay(50, TestContext.Current.CancellationToken);
        running.SetResult();
        await Task.WhenAll(both);

        runs.ShouldBe(1);
        inner.Select(client => client.LastResults().Single().Result!.ToString()).ShouldBe(["paid", "paid"]);
    }

    [Fact]
    public async Task A_run_that_was_cancelled_can_be_tried_again()
    {
        using var cancel = new CancellationTokenSource();
        var runs = 0;
        var pay = new ApprovalRequiredAIFunction(AIFunctionFactory.Create(
            async (CancellationToken token) => { if (Interlocked.Increment(ref runs) == 1) { await cancel.CancelAsync(); token.ThrowIfCancellationRequested(); } return "paid"; }, "Pay"));
        var asked = await new FakeChatClient(Conversation.Assistant(Conversation.Call("c1", "Pay"))).WithTools([pay]).AskAsync(false);
        List<ChatMessage> conversation = [new(ChatRole.User, "pay"), .. asked.Messages];
        conversation.Add(new(ChatRole.User, [Request(conversation).CreateResponse(true)]));
        var inner = new FakeChatClient(Conversation.Says("a"));
        await Should.ThrowAsync<OperationCanceledException>(inner.WithTools([pay]).GetResponseAsync(conversation, cancellationToken: cancel.Token));
        await inner.WithTools([pay]).AskAsync(false, conversation);
        runs.ShouldBe(2);
    }

    [Fact]
    public async Task An_application_keeps_a_log_of_its_own()
    {
        var log = new Ledger();
        var (_, conversation, tool, _) = await AskedAsync("""{"amount":5}""");
        conversation.Add(new(ChatRole.User, [Request(conversation).CreateResponse(true)]));
        await new FakeChatClient(Conversation.Says("a")).WithTools([tool], new() { ApprovalLog = log }).AskAsync(false, conversation);
        log.Requests.ShouldBe([Request(conversation).RequestId]);
        tool.Calls.Count.ShouldBe(1);
    }

    private static ToolApprovalRequestContent Request(IEnumerable<ChatMessage> conversation) => conversation.SelectMany(message => message.Contents).OfType<ToolApprovalRequestContent>().Single();

    private static async Task<(IChatClient Chat, List<ChatMessage> Conversation, FakeTool Tool, FakeChatClient Inner)> AskedAsync(string arguments)
    {
        var count = 0;
        var pay = new FakeTool("Pay", _ => $"paid {++count}", requiresApproval: true);
        var inner = new FakeChatClient(Conversation.Assistant(Conversation.Call("c1", "Pay", arguments)), Conversation.Says("Paid."));
        var chat = inner.WithTools([pay]);
        var response = await chat.AskAsync(false, [new(ChatRole.User, "pay")]);
        return (chat, [new(ChatRole.User, "pay"), .. response.Messages], pay, inner);
    }

    private sealed class Ledger : IToolApprovalLog
    {
        public List<string> Requests { get; } = [];

        public ValueTask<FunctionResultContent> OnceAsync(string requestId, Func<CancellationToken, ValueTask<FunctionResultContent>> carryOut, CancellationToken cancellationToken)
        {
            Requests.Add(requestId);
            return carryOut(cancellationToken);
        }
    }
}
