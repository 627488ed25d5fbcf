using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SdkGen.Runtime.Tests.Support;
using SdkGen.Testing;

namespace SdkGen.Pipeline.Tests.Hooks;

/// <summary>An application's steps around requests, chunks, tools and errors.</summary>
public class HookTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Hooks_run_in_order_before_and_in_the_opposite_order_after(bool streaming, bool isAsync)
    {
        var log = new List<string>();
        var inner = new FakeChatClient(Conversation.Assistant(Conversation.Call("c1", "Tool")), Conversation.Says("done"));
        var client = inner.WithHooks(new Noting("b", log, isAsync)).WithHooks(new Noting("a", log, isAsync)).WithTools([new FakeTool("Tool", _ => "ok")]);
        await client.AskAsync(streaming);

        // The last update of each turn brings the usage.
        string[] updates = streaming ? ["b update", "a update", "b update", "a update"] : [];
        log.ShouldBe([
            "a request", "b request", .. updates, "b response", "a response", "a call Tool", "b call Tool", "b result ok", "a result ok",
            "a request", "b request", .. updates, "b response", "a response"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_hook_changes_what_is_sent_and_the_caller_keeps_its_own(bool streaming)
    {
        var inner = new FakeChatClient(Conversation.Says("x"));
        var client = inner.WithHooks(new Hook
        {
            Request = request =>
            {
                (request.IsStreaming, request.Model).ShouldBe((streaming, "asked"));
                request.Messages.Insert(0, new ChatMessage(ChatRole.System, "be brief"));
                request.Options.Temperature = 0.5f;
            },
        });
        List<ChatMessage> messages = [new(ChatRole.User, "hi")];
        var options = new ChatOptions { ModelId = "asked" };
        _ = streaming ? await client.GetStreamingResponseAsync(messages, options).ToChatResponseAsync() : await client.GetResponseAsync(messages, options);
        inner.Requests.Single().Messages.Select(message => message.Text).ShouldBe(["be brief", "hi"]);
        inner.Requests.Single().Options!.Temperature.ShouldBe(0.5f);
        messages.Count.ShouldBe(1);
        options.Temperature.ShouldBeNull();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_hook_refuses_or_answers_in_the_place_of_the_model(bool streaming)
    {
        var log = new List<string>();
        var inner = new FakeChatClient();
        var refused = await inner.WithHooks(new Hook { Request = request => request.Refuse("not today") }, new Noting("later", log, false)).AskAsync(streaming);
        refused.Messages.Single().Contents.Single().ShouldBeOfType<RefusalContent>().Text.ShouldBe("not today");
        refused.FinishReason.ShouldBe(ChatFinishReason.ContentFilter);
        log.ShouldNotContain("later request");
        (await inner.WithHooks(new Hook { Request = request => request.Answer(new(new ChatMessage(ChatRole.Assistant, "mine"))) }).AskAsync(streaming)).Text.ShouldBe("mine");
        inner.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_hook_changes_the_answer_or_its_chunks()
    {
        (await new FakeChatClient(Conversation.Says("x")).WithHooks(new Hook { Response = response => response.Response = new(new ChatMessage(ChatRole.Assistant, response.Response.Text + "y")) }).AskAsync(false)).Text.ShouldBe("xy");

        var chunks = new Hook { Update = update => update.Update = update.Update!.Text == "drop" ? null : new ChatResponseUpdate(ChatRole.Assistant, update.Update.Text.ToUpperInvariant()) };
        var streamed = new FakeChatClient(Conversation.Assistant(new TextContent("a"), new TextContent("drop"), new TextContent("b"))).WithHooks(chunks);
        (await streamed.AskAsync(true)).Text.ShouldBe("AB");

        var late = new FakeChatClient(Conversation.Says("x")).WithHooks(new Hook { Response = response => response.Response = response.Response });
        (await Should.ThrowAsync<InvalidOperationException>(late.AskAsync(true))).Message.ShouldContain("OnUpdateAsync");
    }

    [Fact]
    public async Task A_hook_drops_as_many_chunks_at_once_as_it_likes()
    {
        var hook = new Hook { Update = update => update.Update = update.Update!.Text == "drop" ? null : update.Update };
        (await new ManyChunks(200_000).WithHooks(hook).AskAsync(true)).Text.ShouldBe("first last");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_failure_is_told_and_reaches_the_caller_or_what_the_hook_throws_does(bool streaming)
    {
        var seen = new List<Exception>();
        var failure = new LlmException(LlmErrorKind.Overloaded, "busy");
        var hook = new Hook { Request = _ => throw failure, Error = error => seen.Add(error.Exception) };
        (await Should.ThrowAsync<LlmException>(new FakeChatClient().WithHooks(hook).AskAsync(streaming))).ShouldBeSameAs(failure);
        seen.ShouldBe([failure]);
        hook.Error = _ => throw new InvalidOperationException("mine");
        (await Should.ThrowAsync<InvalidOperationException>(new FakeChatClient().WithHooks(hook).AskAsync(streaming))).Message.ShouldBe("mine");
    }

    [Fact]
    public async Task Leaving_a_stream_is_told_with_what_came()
    {
        var seen = new List<string>();
        var client = new FakeChatClient(Conversation.Assistant(new TextContent("a"), new TextContent("b"))).WithHooks(new Hook { Response = response => seen.Add(response.Response.Text), Error = _ => seen.Add("error") });
        await foreach (var update in client.GetStreamingResponseAsync("hi"))
            break;
        seen.ShouldBe(["a"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_hook_refuses_a_tool_call_changes_its_arguments_or_its_result(bool streaming)
    {
        var tool = new FakeTool("Tool", arguments => $"ran {arguments}");
        var inner = new FakeChatClient(Conversation.Assistant(Conversation.Call("c1", "Tool", """{"n":1}"""), Conversation.Call("c2", "Tool", """{"n":2}"""), Conversation.Call("c3", "Tool", """{"n":3}""")), Conversation.Says("done"));
        var client = inner.WithHooks(new Hook
        {
            Call = call =>
            {
                call.Context.CallId.ShouldBe(call.Call.CallId);
                if (call.Call.CallId == "c1")
                    call.Refuse("closed on Sundays");
                else if (call.Call.CallId == "c2")
                    call.Arguments = RawArguments.FromJson("""{"n":20}"""u8.ToArray());
            },
            Result = call => { if (call.Call.CallId == "c3") call.SetResult(call.Result + "!"); },
        }).WithTools([tool]);
        await client.AskAsync(streaming);
        inner.LastResults().Select(result => result.Result).ShouldBe(["The call was not allowed: closed on Sundays", """ran {"n":20}""", """ran {"n":3}!"""]);
        tool.Calls.ShouldBe(["""{"n":20}""", """{"n":3}"""]);
        ((RawArguments)inner.Requests[1].Messages[1].Contents.OfType<FunctionCallContent>().ElementAt(1).Arguments!).ToString().ShouldBe("""{"n":2}""");
    }

    [Fact]
    public async Task A_hook_sees_what_a_tool_threw()
    {
        Exception? seen = null;
        var thrown = new InvalidOperationException("secret");
        var inner = new FakeChatClient(Conversation.Assistant(Conversation.Call("c1", "Fail")), Conversation.Says("done"));
        await inner.WithHooks(new Hook { Result = call => seen = call.Exception }).WithTools([AIFunctionFactory.Create((Func<string>)(() => throw thrown), "Fail")]).AskAsync(false);
        seen.ShouldBeSameAs(thrown);
    }

    [Fact]
    public void Steps_that_end_at_once_allocate_nothing()
    {
        var hooks = new SdkGen.Hooks.HookList([new Hook(), new Hook()]);
        var update = new HookUpdate(new HookRequest([], null, new FakeChatClient(), null, true)) { Update = new ChatResponseUpdate() };
        Run();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            Run();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);

        void Run()
        {
            hooks.UpdateAsync(update, default).IsCompletedSuccessfully.ShouldBeTrue();
            hooks.RequestAsync(update.Request, default).IsCompletedSuccessfully.ShouldBeTrue();
        }
    }

    [Fact]
    public async Task An_application_adds_hooks_one_by_one()
    {
        await using var server = await LlmEmulator.StartAsync();
        server.Chat.Replies("hello");
        var log = new List<string>();
        using var services = new ServiceCollection().AddSingleton(log).AddLlm(llm => llm
            .AddOpenAI(options => (options.BaseUrl, options.ApiKey) = (server.OpenAIUrl, "any"))
            .AddHooks(new Noting("a", log, false)).AddHook<UsageTracker>().AddHooks(new Noting("b", log, false))).BuildServiceProvider();
        await services.GetRequiredService<IChatClient<OpenAIModels.Gpt41Mini>>().GetResponseAsync("hi");
        log.ShouldBe(["a request", "b request", "b response", "a response"]);
        services.GetRequiredService<UsageTracker>().Total.Requests.ShouldBe(1);
        services.GetRequiredService<UsageTracker>().ByModel.Keys.Single().ShouldStartWith("gpt-4.1-mini");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Usage_is_added_up(bool streaming)
    {
        var tracker = new UsageTracker();
        var client = new FakeChatClient(Conversation.Assistant(Conversation.Call("c1", "Tool")), Conversation.Says("done")).WithHooks(tracker);
        await client.WithTools([new FakeTool("Tool", _ => "ok")]).AskAsync(streaming);
        await Should.ThrowAsync<IndexOutOfRangeException>(client.AskAsync(streaming));
        var total = tracker.Total;
        (total.Requests, total.Failures, total.Tokens.InputTokenCount, total.Tokens.OutputTokenCount).ShouldBe((3, 1, 21, 2));
        tracker.ByModel["fake"].Requests.ShouldBe(2);
        tracker.ByModel["unknown"].Failures.ShouldBe(1);
    }

    [Fact]
    public async Task Personal_data_does_not_leave()
    {
        var inner = new FakeChatClient(Conversation.Says("x"));
        ChatMessage[] messages =
        [
            new(ChatRole.User, [new TextContent("I am ada@example.org"), new DataContent(new byte[] { 1 }, "image/png")]),
            new(ChatRole.Tool, [new FunctionResultContent("c1", "call +44 20 7946 0958"), new FunctionResultContent("c2", JsonSerializer.SerializeToElement(new { mail = "a@example.org" }))]),
        ];
        await inner.WithHooks(new RedactionHook()).GetResponseAsync(messages, new() { Instructions = "key sk-abcdefghijklmnopqrst" });
        var (sent, options) = inner.Requests.Single();
        sent[0].Text.ShouldBe("I am [email]");
        sent[0].Contents[1].ShouldBeSameAs(messages[0].Contents[1]);
        sent[1].Contents.Cast<FunctionResultContent>().Select(result => result.Result!.ToString()).ShouldBe(["call [phone]", """{"mail":"[email]"}"""]);
        options!.Instructions.ShouldBe("key [key]");
        messages[0].Text.ShouldBe("I am ada@example.org");
    }

    [Fact]
    public async Task Requests_answers_tools_and_errors_are_logged_without_their_content()
    {
        var log = new Lines();
        var client = new FakeChatClient(Conversation.Assistant(Conversation.Call("c1", "Tool", """{"secret":1}""")), Conversation.Says("secret")).WithHooks(new LoggingHook(log));
        await client.WithTools([new FakeTool("Tool", _ => "secret")]).AskAsync(false);
        await Should.ThrowAsync<IndexOutOfRangeException>(client.AskAsync(false));
        log.Entries.Select(entry => entry.Id).ShouldBe([30, 31, 34, 30, 31, 30, 32]);
        log.Entries.ShouldAllBe(entry => !entry.Text.Contains("secret"));
    }

    private sealed class Noting(string name, List<string> log, bool isAsync) : ChatHook
    {
        public override ValueTask OnRequestAsync(HookRequest request, CancellationToken cancellationToken) => NoteAsync("request");

        public override ValueTask OnUpdateAsync(HookUpdate update, CancellationToken cancellationToken) => NoteAsync("update");

        public override ValueTask OnResponseAsync(HookResponse response, CancellationToken cancellationToken) => NoteAsync("response");

        public override ValueTask OnToolCallAsync(HookToolCall call, CancellationToken cancellationToken) => NoteAsync($"call {call.Tool.Name}");

        public override ValueTask OnToolResultAsync(HookToolCall call, CancellationToken cancellationToken) => NoteAsync($"result {call.Result}");

        private async ValueTask NoteAsync(string what)
        {
            if (isAsync)
                await Task.Yield();
            log.Add($"{name} {what}");
        }
    }

    private sealed class Hook : ChatHook
    {
        public Action<HookRequest>? Request { get; init; }

        public Action<HookUpdate>? Update { get; init; }

        public Action<HookResponse>? Response { get; init; }

        public Action<HookError>? Error { get; set; }

        public Action<HookToolCall>? Call { get; init; }

        public Action<HookToolCall>? Result { get; init; }

        public override ValueTask OnRequestAsync(HookRequest request, CancellationToken cancellationToken) => Run(Request, request);

        public override ValueTask OnUpdateAsync(HookUpdate update, CancellationToken cancellationToken) => Run(Update, update);

        public override ValueTask OnResponseAsync(HookResponse response, CancellationToken cancellationToken) => Run(Response, response);

        public override ValueTask OnErrorAsync(HookError error) => Run(Error, error);

        public override ValueTask OnToolCallAsync(HookToolCall call, CancellationToken cancellationToken) => Run(Call, call);

        public override ValueTask OnToolResultAsync(HookToolCall call, CancellationToken cancellationToken) => Run(Result, call);

        private static ValueTask Run<T>(Action<T>? step, T context)
        {
            step?.Invoke(context);
            return default;
        }
    }

    /// <summary>Chunks that are all there already, of which only the first and the last are of use.</summary>
    private sealed class ManyChunks(int count) : FakeChatClient
    {
        public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.CompletedTask;
            yield return new(ChatRole.Assistant, "first ");
            for (var i = 2; i < count; i++)
                yield return new(ChatRole.Assistant, "drop");
            yield return new(ChatRole.Assistant, "last");
        }
    }

    private sealed class Lines : ILogger<LoggingHook>
    {
        public List<(int Id, string Text)> Entries { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Entries.Add((eventId.Id, formatter(state, exception)));
    }
}
