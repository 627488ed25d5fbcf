using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SdkGen.Pipeline.Tests.Limits;
using SdkGen.Pipeline.Tests.Telemetry;
using SdkGen.Runtime.Tests.Support;
using SdkGen.Testing;

namespace SdkGen.Pipeline.Tests.Costs;

/// <summary>What attempts used that did not become the answer: told, measured and booked.</summary>
[Collection(TelemetryGroup.Name)]
public class FailedAttemptTests
{
    private static readonly ModelPrice s_price = new(1_000_000m, 1_000_000m, new DateOnly(2026, 1, 1));

    [Theory]
    [InlineData("anthropic", 1)]
    [InlineData("anthropic", 2)]
    [InlineData("gemini", 0)]
    public async Task What_a_stream_has_used_before_it_breaks_is_part_of_the_answers_usage(string provider, int events)
    {
        await using var server = await LlmEmulator.StartAsync();
        server.Chat.Replies("one two three", Delivery.ResetAfter(events)).Replies("one two three");
        using var services = Services(server, new ManualClock(), llm => llm.AddRetry(retries => (retries.BaseDelay, retries.MaxDelay) = (TimeSpan.Zero, TimeSpan.Zero)));
        var chat = Chat(services, provider);

        var usage = (await chat.GetStreamingResponseAsync("hi").ToChatResponseAsync()).Usage!;
        var plain = (await chat.GetStreamingResponseAsync("hi").ToChatResponseAsync()).Usage!;

        server.Requests.Count.ShouldBe(3);
        var failed = usage.AdditionalCounts?.GetValueOrDefault(UsageCounts.FailedAttempts) ?? 0;
        failed.ShouldBe(events == 0 ? 0 : plain.InputTokenCount!.Value + 1);
        usage.TotalTokenCount.ShouldBe(plain.TotalTokenCount + failed);
        (Cost(usage) - Cost(plain)).ShouldBe(events == 0 ? 0 : s_haiku.Itemize(new() { InputTokenCount = plain.InputTokenCount, OutputTokenCount = 1 }).Total);
        (await services.GetRequiredService<IBudgetStore>().GetSpentAsync("session::USD")).ShouldBe(Cost(usage) + Cost(plain));
    }

    [Fact]
    public async Task A_stall_behind_the_head_of_a_stream_is_counted_too()
    {
        await using var server = await LlmEmulator.StartAsync();
        server.Chat.Replies("one two three", Delivery.StallsAfter(2));
        var clock = new ManualClock();
        using var services = Services(server, clock, llm => llm.AddTimeouts(limits => (limits.FirstContent, limits.WholeCall) = (TimeSpan.FromMinutes(1), Timeout.InfiniteTimeSpan)));
        await using var updates = Chat(services, "anthropic").GetStreamingResponseAsync("hi").GetAsyncEnumerator();
        (await updates.MoveNextAsync()).ShouldBeTrue("the head");

        var next = updates.MoveNextAsync().AsTask();
        await clock.AdvanceWhenWaitedFor(TimeSpan.FromMinutes(1));

        var failure = await Should.ThrowAsync<LlmException>(() => next);
        failure.Kind.ShouldBe(LlmErrorKind.Stalled);
        failure.Usage!.InputTokenCount.ShouldNotBeNull().ShouldBePositive();
        Cost(failure.Usage).ShouldBe(s_haiku.CostOf(failure.Usage));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_failure_says_what_all_of_its_attempts_used_and_everybody_counts_it(bool streaming)
    {
        using var probe = new TelemetryProbe($"failing-{streaming}");
        var tracker = new UsageTracker();
        var model = new Model(probe.Model, () => Broken(10, 1));
        var chat = model.WithCost(new() { Price = s_price }).WithRetry(Patient(2)).WithBudget(Budget()).WithTelemetry().WithHooks(tracker);

        var failure = await Should.ThrowAsync<LlmException>(() => AskAsync(chat, streaming));

        (failure.Usage!.InputTokenCount, failure.Usage.OutputTokenCount, failure.Attempts).ShouldBe((30, 3, 3));
        Cost(failure.Usage).ShouldBe(33);
        (await chat.GetService<IBudgetStore>()!.GetSpentAsync("session::USD")).ShouldBe(33);
        probe.Of("gen_ai.client.token.usage").Sum(measured => measured.Value).ShouldBe(33);
        probe.Of("sdkgen.client.operation.cost").Sum(measured => measured.Value).ShouldBe(33);
        probe.Spans.Single().GetTagItem("gen_ai.usage.input_tokens").ShouldBe(30);
        (tracker.Total.Failures, tracker.Total.Tokens.TotalTokenCount).ShouldBe((1, 33));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Retries_and_a_failover_pay_for_each_attempt_at_its_own_price(bool streaming)
    {
        using var probe = new TelemetryProbe("model of first");
        var first = new Model("model of first", () => Broken(10, 0)).WithCost(new() { Price = s_price }).WithRetry(Patient(1));
        var second = new Model("model of second").WithCost(new() { Price = new(2_000_000m, 0m, new DateOnly(2026, 1, 1)) });
        var chat = first.WithFailover([second]).WithBudget(Budget()).WithTelemetry();

        var response = await AskAsync(chat, streaming);

        (response.Text, response.GetAttempts()).ShouldBe(("said", 3));
        (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount, response.Usage.AdditionalCounts![UsageCounts.FailedAttempts]).ShouldBe((27, 5, 20));
        response.Cost().ShouldBe((2 * 10) + (7 * 2));
        (await chat.GetService<IBudgetStore>()!.GetSpentAsync("session::USD")).ShouldBe(34);
        probe.Of("gen_ai.client.token.usage").Sum(measured => measured.Value).ShouldBe(32);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_that_its_filter_emptied_is_paid_for(bool streaming)
    {
        var options = new FailoverOptions { Kinds = { LlmErrorKind.ContentFiltered } };
        var chat = new Model("filtered") { Text = "" }.WithFailover([new Model("open")], options);
        var response = await AskAsync(chat, streaming);
        (response.Text, response.Usage!.InputTokenCount, response.Usage.AdditionalCounts![UsageCounts.FailedAttempts]).ShouldBe(("said", 14, 12));
    }

    [Fact]
    public async Task A_failure_that_ends_a_failover_tells_of_those_before_it()
    {
        var chat = new Model("first", () => Broken(10, 1)).WithFailover([new Model("second", () => new LlmException(LlmErrorKind.Authentication, "no"))]);
        var failure = await Should.ThrowAsync<LlmException>(() => chat.GetResponseAsync("hi"));
        (failure.Kind, failure.Attempts, failure.Usage!.InputTokenCount).ShouldBe((LlmErrorKind.Authentication, 2, 10));
    }

    [Fact]
    public async Task When_nobody_answers_all_of_them_are_counted()
    {
        var chat = new Model("first", () => Broken(10, 1)).WithFailover([new Model("second", () => Broken(20, 2))]);
        (await Should.ThrowAsync<LlmException>(() => chat.GetResponseAsync("hi"))).Usage!.TotalTokenCount.ShouldBe(33);
    }

    [Fact]
    public async Task A_stream_that_did_not_come_through_is_counted_beside_the_answer_in_one_piece()
    {
        var model = new Model("held back", () => new LlmException(LlmErrorKind.Stalled, "silence") { Usage = Used(10, 0) }) { OnlyStreamsFail = true };
        var response = await model.WithStreamFallback().GetStreamingResponseAsync("hi").ToChatResponseAsync();
        (response.Text, response.Usage!.InputTokenCount, response.Usage.AdditionalCounts![UsageCounts.FailedAttempts]).ShouldBe(("said", 17, 10));
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_booked_by_what_came_where_the_service_says_less()
    {
        var model = new Model("broken", () => Broken(10, 1)) { TextBefore = string.Join(' ', Enumerable.Repeat("word", 50)) };
        var chat = model.WithBudget(Budget());
        await Should.ThrowAsync<LlmException>(() => chat.GetStreamingResponseAsync("hi").ToChatResponseAsync());
        (await chat.GetService<IBudgetStore>()!.GetSpentAsync("session::USD")).ShouldBeInRange(10 + 40, 10 + 120);
    }

    [Fact]
    public async Task A_stream_that_its_caller_leaves_is_booked_with_the_attempts_before_it()
    {
        var calls = 0;
        var model = new Model("left", () => calls++ == 0 ? Broken(10, 0) : null!) { Text = string.Join(' ', Enumerable.Repeat("word", 50)) };
        var chat = model.WithRetry(Patient(1)).WithBudget(Budget());
        await foreach (var update in chat.GetStreamingResponseAsync("hi"))
        {
            if (update.Text.Length > 0)
                break;
        }

        (await chat.GetService<IBudgetStore>()!.GetSpentAsync("session::USD")).ShouldBeGreaterThan(10 + 40);
    }

    private static readonly ModelPrice s_haiku = ModelCatalog.Default.OfProvider("anthropic").First(model => model.Id == "claude-haiku-4-5").Price!;

    private static decimal Cost(UsageDetails usage) => new ChatResponse { Usage = usage }.Cost()!.Value;

    private static UsageDetails Used(long input, long output) => new() { InputTokenCount = input, OutputTokenCount = output, TotalTokenCount = input + output };

    private static LlmException Broken(long input, long output) => new(LlmErrorKind.Connection, "broken") { IsRetryable = true, Usage = Used(input, output) };

    private static RetryOptions Patient(int retries) => new() { MaxRetries = retries, BaseDelay = TimeSpan.Zero, MaxDelay = TimeSpan.Zero };

    private static BudgetOptions Budget() => new() { PerSession = 10_000_000, FallbackPrice = s_price };

    private static Task<ChatResponse> AskAsync(IChatClient chat, bool streaming) => streaming ? chat.GetStreamingResponseAsync("hi").ToChatResponseAsync() : chat.GetResponseAsync("hi");

    private static IChatClient Chat(ServiceProvider services, string provider) =>
        provider == "gemini" ? services.GetRequiredService<IChatClient<GeminiModels.Gemini25Flash>>() : services.GetRequiredService<IChatClient<AnthropicModels.ClaudeHaiku45>>();

    private static ServiceProvider Services(LlmEmulator server, ManualClock clock, Action<LlmBuilder> configure) => new ServiceCollection()
        .AddSingleton<TimeProvider>(clock)
        .AddSingleton<IBudgetStore>(new MemoryBudgetStore(clock))
        .AddLlm(llm => configure(llm
                .AddAnthropic(options => (options.BaseUrl, options.ApiKey, options.Timeout) = (server.AnthropicUrl, "any", Timeout.InfiniteTimeSpan))
                .AddGemini(options => (options.BaseUrl, options.ApiKey, options.Timeout) = (server.GeminiUrl, "any", Timeout.InfiniteTimeSpan))
                .AddCost().AddBudget(budget => budget.PerSession = 1000)))
        .BuildServiceProvider();

    /// <summary>A model that fails as it is told and says what that used, else answers.</summary>
    private sealed class Model(string name, Func<Exception>? failure = null) : IChatClient
    {
        public string Text { get; init; } = "said";

        public string? TextBefore { get; init; }

        public bool OnlyStreamsFail { get; init; }

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            !OnlyStreamsFail && failure?.Invoke() is { } exception ? Task.FromException<ChatResponse>(exception) : Task.FromResult(Answer());

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            if (TextBefore is not null)
                yield return new(ChatRole.Assistant, TextBefore);
            if (failure?.Invoke() is { } exception)
                throw exception;
            foreach (var update in Answer().ToChatResponseUpdates())
                yield return update;
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("openai", null, name) : null;

        public void Dispose()
        {
        }

        private ChatResponse Answer() => new(new ChatMessage(ChatRole.Assistant, Text.Length == 0 ? [] : [new TextContent(Text)]))
        {
            FinishReason = Text.Length == 0 ? ChatFinishReason.ContentFilter : ChatFinishReason.Stop,
            Usage = Used(7, 5),
        };
    }
}
