using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SdkGen.Runtime.Tests.Support;
using SdkGen.Testing;

#pragma warning disable LLM2040 // A deprecated model is as good as another here.

namespace SdkGen.Pipeline.Tests.Budgets;

public class BudgetTests
{
    /// <summary>A dollar for each token out, nothing for those in: a call costs what it may say.</summary>
    private static readonly ModelPrice s_price = new(0m, 1_000_000m, new DateOnly(2026, 1, 1));

    [Fact]
    public async Task A_call_that_would_cost_too_much_is_not_sent_and_the_error_says_what_to_do()
    {
        var client = new Paid(1);
        var chat = client.WithBudget(Budget(budget => budget.PerCall = 10));

        var refused = await Should.ThrowAsync<LlmException>(() => chat.GetResponseAsync("hi", new() { MaxOutputTokens = 11 }));

        refused.Kind.ShouldBe(LlmErrorKind.BudgetExceeded);
        refused.IsRetryable.ShouldBeFalse();
        refused.Message.ShouldBe("The call would cost about 11.00 USD (9 tokens in, 11 out), and a call may cost 10.00 USD. Shorten the conversation, set MaxOutputTokens lower, or raise BudgetOptions.PerCall.");
        client.Sent.ShouldBe(0);
        (await chat.GetResponseAsync("hi", new() { MaxOutputTokens = 10 })).Text.ShouldBe("x");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_call_did_not_use_of_its_reservation_is_free_again(bool streamed)
    {
        var chat = new Paid(1).WithBudget(Budget(budget => budget.PerSession = 10));
        var options = new ChatOptions { MaxOutputTokens = 8 };

        for (var i = 0; i < 3; i++)
            _ = streamed ? await chat.GetStreamingResponseAsync("hi", options).ToChatResponseAsync() : await chat.GetResponseAsync("hi", options);

        (await chat.GetService<IBudgetStore>()!.GetSpentAsync("session::USD")).ShouldBe(3);
        var refused = await Should.ThrowAsync<LlmException>(() => chat.GetResponseAsync("hi", options));
        refused.Message.ShouldContain("the budget 'session::USD' of 10.00 USD has 3.00 USD spent.");
    }

    [Fact]
    public async Task Calls_at_the_same_time_do_not_share_what_is_left_for_one()
    {
        var client = new Paid(5) { Gate = new() };
        var chat = client.WithBudget(Budget(budget => budget.PerDay = 12));
        var options = new ChatOptions { MaxOutputTokens = 5 };

        var calls = Enumerable.Range(0, 8).Select(_ => Task.Run(() => chat.GetResponseAsync("hi", options))).ToArray();
        await Task.WhenAll(calls.Select(call => Task.WhenAny(call, client.BothCame)));
        client.Gate.SetResult();
        await Task.WhenAll(calls).ContinueWith(_ => { }, TaskScheduler.Default);

        calls.Count(call => call.IsCompletedSuccessfully).ShouldBe(2);
        calls.Where(call => call.IsFaulted).ShouldAllBe(call => ((LlmException)call.Exception!.InnerException!).Kind == LlmErrorKind.BudgetExceeded);
        client.Sent.ShouldBe(2);
    }

    [Fact]
    public async Task Tenants_and_sessions_pay_for_themselves()
    {
        var chat = new Paid(6).WithBudget(Budget(budget => (budget.PerTenant, budget.PerSession) = (10, 7)));
        var options = new ChatOptions { MaxOutputTokens = 6 };

        using (BudgetScope.Begin(tenant: "acme"))
        {
            using (BudgetScope.Begin(session: "1"))
            {
                await chat.GetResponseAsync("hi", options);
                (await Should.ThrowAsync<LlmException>(() => chat.GetResponseAsync("hi", options))).Message.ShouldContain("'session:1:USD'");
            }

            using (BudgetScope.Begin(session: "2"))
                (await Should.ThrowAsync<LlmException>(() => chat.GetResponseAsync("hi", options))).Message.ShouldContain("'tenant:acme:USD'");
        }

        using (BudgetScope.Begin("other", "3"))
            await chat.GetResponseAsync("hi", options);
        BudgetScope.Current.ShouldBeNull();
        (await chat.GetService<IBudgetStore>()!.GetSpentAsync("tenant:acme:USD")).ShouldBe(6);
        (await chat.GetService<IBudgetStore>()!.GetSpentAsync("session:2:USD")).ShouldBe(0);
    }

    [Fact]
    public async Task A_day_ends_at_midnight_in_UTC()
    {
        var clock = new ManualClock();
        clock.Advance(TimeSpan.FromHours(23));
        var chat = new Paid(6).WithBudget(Budget(budget => (budget.PerDay, budget.PerTenantAndDay, budget.TimeProvider) = (10, 6, clock)));
        var options = new ChatOptions { MaxOutputTokens = 6 };
        await chat.GetResponseAsync("hi", options);

        clock.Advance(TimeSpan.FromMinutes(59));
        (await Should.ThrowAsync<LlmException>(() => chat.GetResponseAsync("hi", options))).Message.ShouldEndWith("A new one begins at 1970-01-02 00:00:00Z.");
        clock.Advance(TimeSpan.FromMinutes(1));
        await chat.GetResponseAsync("hi", options);

        var store = chat.GetService<IBudgetStore>()!;
        (await store.GetSpentAsync("day:1970-01-02:USD")).ShouldBe(6);
        clock.Advance(TimeSpan.FromDays(1));
        await chat.GetResponseAsync("hi", options);
        (await store.GetSpentAsync("day:1970-01-01:USD")).ShouldBe(0, "days that have passed are forgotten");
    }

    [Fact]
    public async Task A_call_that_fails_gives_its_reservation_back()
    {
        var client = new Paid(5) { Failure = new LlmException(LlmErrorKind.ServerError, "broken") };
        var chat = client.WithBudget(Budget(budget => budget.PerSession = 5));
        var options = new ChatOptions { MaxOutputTokens = 5 };

        (await Should.ThrowAsync<LlmException>(() => chat.GetResponseAsync("hi", options))).Kind.ShouldBe(LlmErrorKind.ServerError);
        (await Should.ThrowAsync<LlmException>(() => chat.GetStreamingResponseAsync("hi", options).ToChatResponseAsync())).Kind.ShouldBe(LlmErrorKind.ServerError);
        client.Failure = null;
        await chat.GetResponseAsync("hi", options);
    }

    [Fact]
    public async Task A_stream_that_is_left_early_is_paid_for_by_an_estimate_of_what_came()
    {
        var chat = new Paid(5).WithBudget(Budget(budget => budget.PerSession = 100));

        await foreach (var _ in chat.GetStreamingResponseAsync("hi"))
            break;

        (await chat.GetService<IBudgetStore>()!.GetSpentAsync("session::USD")).ShouldBe(1);
    }

    [Fact]
    public async Task A_model_without_a_price_or_in_another_currency_is_refused()
    {
        var chat = new Paid(1).WithBudget(new BudgetOptions { PerCall = 1 });
        (await Should.ThrowAsync<LlmException>(() => chat.GetResponseAsync("hi"))).Message.ShouldBe("No price of the model is known, so its budget cannot be kept. Set BudgetOptions.FallbackPrice.");

        var euros = new Paid(1).WithBudget(new BudgetOptions { PerCall = 1, Currency = "EUR", FallbackPrice = s_price });
        (await Should.ThrowAsync<LlmException>(() => euros.GetResponseAsync("hi"))).Message.ShouldContain("is in USD and the budget in EUR");
    }

    [Fact]
    public void A_limit_below_zero_is_refused_where_it_is_set() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new Paid(1).WithBudget(new BudgetOptions { PerDay = -1 })).Message.ShouldContain("PerDay is below zero");

    [Fact]
    public async Task All_clients_of_an_application_share_its_budget_and_pay_list_prices()
    {
        await using var server = await LlmEmulator.StartAsync();
        server.Chat.Replies("hello");
        using var services = new ServiceCollection().AddLlm(llm => llm
            .AddOpenAI(options => (options.BaseUrl, options.ApiKey) = (server.OpenAIUrl, "any"))
            .AddBudget(budget => budget.PerDay = 0.05m)).BuildServiceProvider();
        var one = services.GetRequiredService<IChatClient<OpenAIModels.Gpt41Mini>>();
        var other = services.GetRequiredService<IChatClient<OpenAIModels.Gpt4o>>();

        var spent = (await one.GetResponseAsync("hi")).Cost() + (await other.GetStreamingResponseAsync("hi").ToChatResponseAsync()).Cost();

        var day = DateTime.UtcNow.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        (await services.GetRequiredService<IBudgetStore>().GetSpentAsync($"day:{day}:USD")).ShouldBe(spent!.Value);
        var refused = await Should.ThrowAsync<LlmException>(() => one.GetResponseAsync("hi", new() { MaxOutputTokens = 32_000 }));
        refused.ShouldSatisfyAllConditions(x => x.Kind.ShouldBe(LlmErrorKind.BudgetExceeded), x => x.Model.ShouldBe("gpt-4.1-mini"), x => x.Provider.ShouldBe("openai"));
    }

    private static BudgetOptions Budget(Action<BudgetOptions> configure)
    {
        var budget = new BudgetOptions { FallbackPrice = s_price, ExpectedOutputTokens = 1 };
        configure(budget);
        return budget;
    }

    /// <summary>Answers with one word that costs a number of tokens.</summary>
    private sealed class Paid(int tokens) : IChatClient
    {
        private readonly TaskCompletionSource _bothCame = new();
        private int _sent;

        public TaskCompletionSource? Gate { get; init; }

        public Exception? Failure { get; set; }

        public Task BothCame => _bothCame.Task;

        public int Sent => _sent;

        public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            if (Interlocked.Increment(ref _sent) == 2)
                _bothCame.SetResult();
            if (Failure is not null)
                throw Failure;
            if (Gate is not null)
                await Gate.Task;
            return new ChatResponse(new ChatMessage(ChatRole.Assistant, "x")) { Usage = new() { InputTokenCount = 1, OutputTokenCount = tokens } };
        }

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            var response = await GetResponseAsync(messages, options, cancellationToken);
            yield return new(ChatRole.Assistant, response.Text);
            yield return new(ChatRole.Assistant, [new UsageContent(response.Usage!)]);
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
