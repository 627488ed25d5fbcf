using Microsoft.Extensions.AI;
using SdkGen.Runtime.Tests.Support;

namespace SdkGen.Pipeline.Tests.Tools;

/// <summary>How many calls, how many at once, and how many failures.</summary>
public class ToolLimitTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Calls_run_at_once_up_to_their_degree(bool streaming)
    {
        var running = 0;
        var most = 0;
        var all = new TaskCompletionSource();
        var tool = AIFunctionFactory.Create(
            async () =>
            {
                var now = Interlocked.Increment(ref running);
                InterlockedMax(ref most, now);
                if (now == 3)
                    all.TrySetResult();
                await all.Task; // Three must be in here at once, or nothing ends.
                await Task.Yield();
                Interlocked.Decrement(ref running);
            },
            "Tool");
        var inner = new FakeChatClient(Conversation.Assistant([.. Enumerable.Range(0, 9).Select(i => (AIContent)Conversation.Call($"c{i}", "Tool"))]), Conversation.Says("done"));
        await inner.WithTools([tool], new() { Concurrent = true, MaxConcurrency = 3 }).AskAsync(streaming);
        most.ShouldBe(3);
        inner.LastResults().Select(result => result.CallId).ShouldBe(Enumerable.Range(0, 9).Select(i => $"c{i}"));
    }

    [Fact]
    public async Task Methods_that_block_run_at_once_too()
    {
        using var both = new Barrier(2);
        var inner = new FakeChatClient(Conversation.Assistant(Conversation.Call("c1", "A"), Conversation.Call("c2", "B")), Conversation.Says("done"));
        await inner.WithTools([Meet("A"), Meet("B")], new() { Concurrent = true }).AskAsync(false);
        inner.LastResults().ShouldAllBe(result => result.Result!.ToString() == "met");

        FakeTool Meet(string name) => new(name, _ => both.SignalAndWait(TimeSpan.FromSeconds(30)) ? "met" : "alone");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_an_exclusive_tool_no_two_calls_run_at_once_while_others_do(bool byOption)
    {
        var running = 0;
        var order = new List<string>();
        var other = new TaskCompletionSource();
        LlmTool write = byOption ? new FakeTool("Write", Write) : new ExclusiveTool("Write", Write);
        var wait = AIFunctionFactory.Create(async () => await other.Task, "Wait");
        var inner = new FakeChatClient(
            Conversation.Assistant(Conversation.Call("c0", "Wait"), Conversation.Call("c1", "Write", """{"n":1}"""), Conversation.Call("c2", "Write", """{"n":2}"""), Conversation.Call("c3", "Write", """{"n":3}""")), Conversation.Says("done"));
        await inner.WithTools([write, wait], new() { Concurrent = true, ExclusiveTools = byOption ? ["Write"] : null }).AskAsync(false);
        order.ShouldBe(["""{"n":1}""", """{"n":2}""", """{"n":3}"""]);

        string Write(string arguments)
        {
            Interlocked.Increment(ref running).ShouldBe(1);
            order.Add(arguments);
            if (order.Count == 3)
                other.SetResult(); // The other tool has been running all the time.
            Interlocked.Decrement(ref running);
            return "ok";
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Beyond_the_limit_of_calls_nothing_runs_and_the_model_has_to_answer(bool streaming)
    {
        var tool = new FakeTool("Tool", _ => "ok");
        var inner = new FakeChatClient(
            Conversation.Assistant(Conversation.Call("c1", "Tool")), Conversation.Assistant(Conversation.Call("c2", "Tool"), Conversation.Call("c3", "Tool")), Conversation.Says("enough"));
        (await inner.WithTools([tool], new() { MaxCalls = 2 }).AskAsync(streaming)).Text.ShouldEndWith("enough");
        tool.Calls.Count.ShouldBe(2);
        inner.LastResults()[^1].Result.ShouldBe("This call was not run: no more than 2 calls are allowed here. Answer with what you have.");
        inner.Requests.Select(request => request.Options!.Tools?.Count ?? 0).ShouldBe([1, 1, 0]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_too_many_turns_that_fail_what_was_thrown_is_thrown(bool streaming)
    {
        var thrown = new InvalidOperationException("broken");
        var fail = AIFunctionFactory.Create((Func<string>)(() => throw thrown), "Fail");
        var inner = new FakeChatClient([.. Enumerable.Range(0, 9).Select(i => Conversation.Assistant(Conversation.Call($"c{i}", "Fail")))]);
        (await Should.ThrowAsync<InvalidOperationException>(inner.WithTools([fail]).AskAsync(streaming))).ShouldBeSameAs(thrown);
        inner.Requests.Count.ShouldBe(4);

        var several = new FakeChatClient(Conversation.Assistant(Conversation.Call("c1", "Fail"), Conversation.Call("c2", "Fail")));
        (await Should.ThrowAsync<AggregateException>(several.WithTools([fail], new() { MaxConsecutiveErrors = 0 }).AskAsync(streaming))).InnerExceptions.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_turn_that_works_starts_the_count_anew()
    {
        var count = 0;
        var sometimes = AIFunctionFactory.Create(() => ++count % 3 == 0 ? "ok" : throw new InvalidOperationException(), "Sometimes");
        var inner = new FakeChatClient([.. Enumerable.Range(0, 9).Select(i => Conversation.Assistant(Conversation.Call($"c{i}", "Sometimes"))), Conversation.Says("done")]);
        (await inner.WithTools([sometimes], new() { MaxConsecutiveErrors = 2 }).AskAsync(false)).Text.ShouldEndWith("done");
    }

    [Fact]
    public async Task A_model_that_never_writes_arguments_that_fit_has_to_answer_without_tools()
    {
        var tool = new CheckedTool();
        var inner = new FakeChatClient(
            Conversation.Assistant(Conversation.Call("c1", "Forecast", """{"days":99}""")), Conversation.Assistant(Conversation.Call("c2", "Nope")), Conversation.Says("I give up."));
        (await inner.WithTools([tool], new() { MaxConsecutiveErrors = 1 }).AskAsync(false)).Text.ShouldEndWith("I give up.");
        inner.Requests[^1].Options!.Tools.ShouldBeNull();
        tool.Ran.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false, "Error: the tool 'Fail' failed.")]
    [InlineData(true, "Error: the tool 'Fail' failed: no such table")]
    public async Task The_model_reads_what_was_thrown_only_where_that_is_asked_for(bool details, string text)
    {
        var inner = new FakeChatClient(Conversation.Assistant(Conversation.Call("c1", "Fail")), Conversation.Says("done"));
        await inner.WithTools([AIFunctionFactory.Create((Func<string>)(() => throw new InvalidOperationException("no such table")), "Fail")], new() { IncludeErrorDetails = details }).AskAsync(false);
        inner.LastResults().Single().Result.ShouldBe(text);
    }

    [Fact]
    public void Limits_that_make_no_sense_are_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new ToolLoopOptions { MaxTurns = 0 });
        Should.Throw<ArgumentOutOfRangeException>(() => new ToolLoopOptions { MaxCalls = -1 });
        Should.Throw<ArgumentOutOfRangeException>(() => new ToolLoopOptions { MaxConcurrency = 0 });
        Should.Throw<ArgumentOutOfRangeException>(() => new ToolLoopOptions { MaxConsecutiveErrors = -1 });
    }

    [Fact]
    public void An_attribute_makes_a_tool_exclusive() =>
        new Ledger().Tools.Cast<LlmTool>().Select(tool => (tool.Name, tool.IsExclusive)).ShouldBe([("Write", true), ("Read", false)], ignoreOrder: true);

    [Fact]
    public void A_mark_leaves_a_tool_exclusive() => new Ledger().Tools.Cast<LlmTool>().Select(tool => ((LlmTool)tool.WithCachePoint()).IsExclusive).ShouldBe([true, false], ignoreOrder: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_call_has_a_context_where_its_tool_takes_one(bool takes)
    {
        var tool = new ContextTool(takes);
        var inner = new FakeChatClient(Conversation.Assistant(Conversation.Call("c1", "Look", "{}")), Conversation.Says("done"));
        await inner.WithTools([tool.WithCachePoint()]).AskAsync(false);
        inner.LastResults().Single().Result.ShouldBe("seen");
        tool.Context.ShouldBe(takes ? "c1" : null);
    }

    [Fact]
    public async Task A_result_that_is_half_a_character_is_sent_as_text()
    {
        var inner = new FakeChatClient(Conversation.Assistant(Conversation.Call("c1", "Read", "{}")), Conversation.Says("done"));
        await inner.WithTools(new Ledger().Tools).AskAsync(false);
        inner.LastResults().Single().Result.ShouldBe("\uFFFD");
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }

    private sealed class ContextTool(bool takes) : LlmTool("Look", "")
    {
        public override bool TakesContext => takes;

        public override ReadOnlySpan<byte> JsonSchemaUtf8 => "{}"u8;

        public string? Context { get; private set; }

        public override ValueTask<ToolOutcome> InvokeAsync(
            ReadOnlyMemory<byte> argumentsUtf8, System.Buffers.IBufferWriter<byte> result, AIFunctionArguments? context = null, CancellationToken cancellationToken = default)
        {
            Context = context is null ? null : ToolContext.Of(context, Name).CallId;
            System.Buffers.BuffersExtensions.Write(result, "seen"u8);
            return new(ToolOutcome.Completed);
        }

        protected override ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed class ExclusiveTool(string name, Func<string, string> body) : LlmTool(name, "")
    {
        private readonly FakeTool _tool = new(name, body);

        public override bool IsExclusive => true;

        public override ReadOnlySpan<byte> JsonSchemaUtf8 => _tool.JsonSchemaUtf8;

        public override ValueTask<ToolOutcome> InvokeAsync(
            ReadOnlyMemory<byte> argumentsUtf8, System.Buffers.IBufferWriter<byte> result, AIFunctionArguments? context = null, CancellationToken cancellationToken = default) =>
            _tool.InvokeAsync(argumentsUtf8, result, context, cancellationToken);

        protected override ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken) => _tool.InvokeAsync(arguments, cancellationToken);
    }
}

/// <summary>Tools of which one must not run twice at once.</summary>
public sealed class Ledger
{
    /// <summary>Writes a line.</summary>
    [LlmTool(IsExclusive = true)]
    public string Write(string line) => line;

    /// <summary>Reads all lines.</summary>
    [LlmTool]
    public string Read() => "\uD800";
}
