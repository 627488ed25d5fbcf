using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using SdkGen.Runtime.Tests.Support;
using SdkGen.Testing;

namespace SdkGen.Pipeline.Tests.Caching;

public class ResponseCacheTests
{
    private static readonly AIFunction s_tool = AIFunctionFactory.Create((string city) => "sunny in " + city, "GetWeather");

    [Fact]
    public async Task A_stream_comes_again_update_by_update_and_costs_nothing()
    {
        await using var server = await LlmEmulator.StartAsync();
        server.Chat.Answers(new ChatReply { Text = "Let me see.", TextPieces = ["Let ", "me ", "see."], ToolCalls = [new ScriptedToolCall("GetWeather", """{"city":"Paris"}""") { ArgumentPieces = ["{\"city\":", "\"Paris\"}"] }] });
        using var services = Services(server);
        var chat = services.GetRequiredService<IChatClient<OpenAIModels.Gpt41Mini>>();
        var options = new ChatOptions { Tools = [s_tool] };

        var first = await chat.GetStreamingResponseAsync("weather?", options).ToListAsync();
        var again = await chat.GetStreamingResponseAsync("weather?", options).ToListAsync();

        server.Requests.Count.ShouldBe(1);
        again.Select(Shape).ShouldBe(first.Select(Shape));
        again.OfType<ToolCallDeltaUpdate>().Last().Snapshot!.ToElement().GetRawText().ShouldBe("""{"city":"Paris"}""");
        var (paid, free) = (first.ToChatResponse(), again.ToChatResponse());
        free.Usage!.InputTokenCount.ShouldBe(paid.Usage!.InputTokenCount);
        paid.Cost().ShouldNotBeNull().ShouldBePositive();
        free.Cost().ShouldBe(0);
        chat.CostOf(free).ShouldBe(0);
        free.Usage.AdditionalCounts![UsageCounts.FromResponseCache].ShouldBe(1);
        var call = free.Messages.Single().Contents.OfType<FunctionCallContent>().Single();
        call.Arguments.ShouldBeOfType<RawArguments>()["city"]!.ToString().ShouldBe("Paris");
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task An_answer_serves_streams_and_whole_requests_alike(bool firstStreamed, bool thenStreamed)
    {
        await using var server = await LlmEmulator.StartAsync();
        server.Chat.Answers(new ChatReply { Text = "42", Reasoning = "six times seven" });
        using var services = Services(server);
        var chat = services.GetRequiredService<IChatClient<OpenAIModels.Gpt41Mini>>();

        var first = await AskAsync(chat, firstStreamed);
        var again = await AskAsync(chat, thenStreamed);

        server.Requests.Count.ShouldBe(1);
        again.Text.ShouldBe("42");
        again.FinishReason.ShouldBe(first.FinishReason);
        again.ResponseId.ShouldBe(first.ResponseId);
        again.Messages.SelectMany(message => message.Contents).Select(content => content.GetType()).ShouldBe(first.Messages.SelectMany(message => message.Contents).Select(content => content.GetType()));
    }

    [Fact]
    public async Task Reasoning_keeps_its_signature()
    {
        await using var server = await LlmEmulator.StartAsync();
        server.Chat.Answers(new ChatReply { Text = "42", Reasoning = "six times seven" });
        using var services = new ServiceCollection().AddLlm(llm => llm.AddAnthropic(options => (options.BaseUrl, options.ApiKey) = (server.AnthropicUrl, "any")).AddResponseCache()).BuildServiceProvider();
        var chat = services.GetRequiredService<IChatClient<AnthropicModels.ClaudeHaiku45>>();

        var first = Reasoning(await AskAsync(chat, streamed: true));
        var again = Reasoning(await AskAsync(chat, streamed: true));

        server.Requests.Count.ShouldBe(1);
        first.ProtectedData.ShouldNotBeNullOrEmpty();
        (again.Text, again.ProtectedData).ShouldBe((first.Text, first.ProtectedData));

        static TextReasoningContent Reasoning(ChatResponse response) => response.Messages.Single().Contents.OfType<TextReasoningContent>().First();
    }

    [Fact]
    public async Task Callers_at_the_same_time_ask_once_and_one_that_leaves_takes_nobody_along()
    {
        var inner = new Slow();
        var chat = inner.WithCache();
        using var impatient = new CancellationTokenSource();

        var left = chat.GetResponseAsync("hi", cancellationToken: impatient.Token);
        var whole = chat.GetResponseAsync("hi");
        var streamed = chat.GetStreamingResponseAsync("hi").ToChatResponseAsync();
        await inner.Asked.Task;
        await impatient.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => left);
        inner.Answer.SetResult();

        (await whole).Text.ShouldBe("slow");
        (await streamed).Text.ShouldBe("slow");
        inner.Requests.Count.ShouldBe(1);
        (await whole).Usage!.AdditionalCounts![UsageCounts.FromResponseCache].ShouldBe(1, "one call was paid for, by the one who began it");
    }

    [Fact]
    public async Task The_last_one_to_leave_ends_the_exchange_and_the_next_begins_anew()
    {
        var inner = new Slow();
        var chat = inner.WithCache();
        using var impatient = new CancellationTokenSource();

        var left = chat.GetStreamingResponseAsync("hi", cancellationToken: impatient.Token).ToChatResponseAsync();
        await inner.Asked.Task;
        await impatient.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => left);
        await inner.Cancelled.Task;
        inner.Answer.SetResult();

        (await chat.GetResponseAsync("hi")).Text.ShouldBe("slow");
        inner.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_failure_of_the_one_who_asked_is_one_for_all_who_wait_with_it()
    {
        var inner = new Slow();
        var chat = inner.WithCache();
        Task<ChatResponse>[] waiting = [chat.GetResponseAsync("hi"), chat.GetResponseAsync("hi"), chat.GetStreamingResponseAsync("hi").ToChatResponseAsync()];
        await inner.Asked.Task;
        inner.Answer.SetException(new LlmException(LlmErrorKind.Overloaded, "busy"));

        foreach (var one in waiting)
            (await Should.ThrowAsync<LlmException>(() => one)).Kind.ShouldBe(LlmErrorKind.Overloaded);
        inner.Requests.Count.ShouldBe(1);
        await Should.ThrowAsync<LlmException>(() => chat.GetResponseAsync("hi"));
        inner.Requests.Count.ShouldBe(2, "a failure is not kept");
    }

    [Fact]
    public async Task Failures_are_told_to_all_who_wait_and_not_kept()
    {
        await using var server = await LlmEmulator.StartAsync();
        server.Chat.Fails(500).Replies("well");
        using var services = Services(server);
        var chat = services.GetRequiredService<IChatClient<OpenAIModels.Gpt41Mini>>();

        (await Should.ThrowAsync<LlmException>(() => chat.GetResponseAsync("hi"))).Kind.ShouldBe(LlmErrorKind.ServerError);
        (await chat.GetResponseAsync("hi")).Text.ShouldBe("well");
        server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Filtered_refused_and_broken_answers_are_not_kept()
    {
        await using var server = await LlmEmulator.StartAsync();
        server.Chat.Answers(new ChatReply { Text = "I", FinishReason = "content_filter" }).Refuses("No.").CallsTool("GetWeather", "{\"city\":").Replies("well").Replies("twice");
        using var services = Services(server);
        var chat = services.GetRequiredService<IChatClient<OpenAIModels.Gpt41Mini>>();
        var options = new ChatOptions { Tools = [s_tool] };

        for (var i = 0; i < 4; i++)
            await chat.GetResponseAsync("hi", options);

        (await chat.GetResponseAsync("hi", options)).Text.ShouldBe("well");
        server.Requests.Count.ShouldBe(4);
    }

    [Fact]
    public async Task What_is_too_long_is_not_kept_and_a_broken_cache_is_passed_by()
    {
        var tiny = new FakeChatClient(new ChatMessage(ChatRole.Assistant, "a"), new ChatMessage(ChatRole.Assistant, "b"));
        var chat = tiny.WithCache(new() { MaxAnswerBytes = 10 });
        (await chat.GetResponseAsync("hi")).Text.ShouldBe("a");
        (await chat.GetResponseAsync("hi")).Text.ShouldBe("b");

        var broken = new FakeChatClient(new ChatMessage(ChatRole.Assistant, "a"), new ChatMessage(ChatRole.Assistant, "b")).WithCache(new() { Cache = new Broken() });
        (await broken.GetResponseAsync("hi")).Text.ShouldBe("a");
        (await broken.GetResponseAsync("hi")).Text.ShouldBe("b");
    }

    [Fact]
    public async Task Tenants_may_be_kept_apart()
    {
        var tenant = "a";
        var chat = new FakeChatClient(new ChatMessage(ChatRole.Assistant, "for a"), new ChatMessage(ChatRole.Assistant, "for b")).WithCache(new() { Partition = _ => tenant });

        (await chat.GetResponseAsync("hi")).Text.ShouldBe("for a");
        tenant = "b";
        (await chat.GetResponseAsync("hi")).Text.ShouldBe("for b");
        tenant = "a";
        (await chat.GetResponseAsync("hi")).Text.ShouldBe("for a");
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new FakeChatClient().WithCache(new() { Expiration = TimeSpan.Zero })).Message.ShouldContain("Expiration must be above zero");

    private static string Shape(ChatResponseUpdate update) =>
        $"{update.GetType().Name} {update.Role} {update.MessageId} {update.ResponseId} {update.FinishReason} {update.ModelId} {(update as ToolCallDeltaUpdate)?.ArgumentsDelta} "
        + string.Join(',', update.Contents.Select(content => content.GetType().Name + content));

    private static Task<ChatResponse> AskAsync(IChatClient chat, bool streamed) => streamed ? chat.GetStreamingResponseAsync("hi").ToChatResponseAsync() : chat.GetResponseAsync("hi");

    private static ServiceProvider Services(LlmEmulator server) => new ServiceCollection().AddLlm(llm => llm
        .AddOpenAI(options => (options.BaseUrl, options.ApiKey) = (server.OpenAIUrl, "any")).AddCost().AddResponseCache()).BuildServiceProvider();

    /// <summary>Answers when it is told to.</summary>
    private sealed class Slow() : FakeChatClient(new ChatMessage(ChatRole.Assistant, "slow"), new ChatMessage(ChatRole.Assistant, "slow"))
    {
        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            var response = await base.GetResponseAsync(messages, options, cancellationToken);
            Asked.TrySetResult();
            try
            {
                await Answer.Task.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                Cancelled.TrySetResult();
                throw;
            }

            return response;
        }
    }

    private sealed class Broken : IDistributedCache
    {
        public byte[]? Get(string key) => throw new IOException("down");

        public Task<byte[]?> GetAsync(string key, CancellationToken token = default) => throw new IOException("down");

        public void Refresh(string key) => throw new IOException("down");

        public Task RefreshAsync(string key, CancellationToken token = default) => throw new IOException("down");

        public void Remove(string key) => throw new IOException("down");

        public Task RemoveAsync(string key, CancellationToken token = default) => throw new IOException("down");

        public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => throw new IOException("down");

        public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default) => throw new IOException("down");
    }
}
