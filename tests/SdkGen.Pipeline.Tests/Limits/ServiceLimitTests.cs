using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SdkGen.Runtime.Tests.Support;
using SdkGen.Testing;
using SdkGen.Transport;

namespace SdkGen.Pipeline.Tests.Limits;

/// <summary>Limits that the services report, read off real answers.</summary>
public class ServiceLimitTests
{
    [Theory]
    [InlineData("1s", 1)]
    [InlineData("6m0s", 360)]
    [InlineData("12ms", 0.012)]
    [InlineData("1h2m3.5s", 3723.5)]
    [InlineData("59.7", 59.7)]
    [InlineData("2023-11-14T22:13:30Z", 10)]
    [InlineData("1700000005", 5)]
    [InlineData("1700000000250", 0.25)]
    [InlineData("1600000000", 0)]
    [InlineData("soon", -1)]
    [InlineData("3x", -1)]
    public void Resets_are_read_in_every_form(string text, double seconds) =>
        (RateLimitHeaders.Span(text, DateTimeOffset.FromUnixTimeSeconds(1_700_000_000))?.TotalSeconds ?? -1).ShouldBe(seconds, 0.0001);

    [Theory]
    [InlineData("x-ratelimit-limit-req-minute: 60 x-ratelimit-remaining-req-minute: 58 x-ratelimit-limit-tokens-minute: 75000 x-ratelimit-remaining-tokens-minute: 74932 x-ratelimit-tokens-query-cost: 68", 58, 60, 74932, 75000, -1)]
    [InlineData("ratelimitbysize-limit: 500000 ratelimitbysize-remaining: 499900 ratelimitbysize-reset: 28 ratelimitbysize-query-cost: 100", -1, -1, 499900, 500000, 28)]
    [InlineData("x-ratelimitbysize-limit-minute: 500000 x-ratelimitbysize-remaining-minute: 499000 x-ratelimitbysize-limit-month: 1000000000 x-ratelimitbysize-remaining-month: 999999", -1, -1, 499000, 500000, -1)]
    [InlineData("x-endpoint-monthly-call-limit: 1000 x-trial-endpoint-call-limit: 20 x-trial-endpoint-call-remaining: 19", 19, 20, -1, -1, -1)]
    [InlineData("x-ratelimit-limit-requests: 14400 x-ratelimit-remaining-requests: 14370 x-ratelimit-reset-requests: 2m59.56s x-ratelimit-limit-tokens: 18000 x-ratelimit-remaining-tokens: 17997 x-ratelimit-reset-tokens: 7.66s", 14370, 14400, 17997, 18000, 7.66)]
    [InlineData("x-request-id: 1", -1, -1, -1, -1, -1)]
    public void Headers_of_all_services_are_read(string headers, long requests, long requestLimit, long tokens, long tokenLimit, double seconds)
    {
        using var response = new HttpResponseMessage();
        var words = headers.Split(' ');
        for (var i = 0; i < words.Length; i += 2)
            response.Headers.TryAddWithoutValidation(words[i].TrimEnd(':'), words[i + 1]);
        var status = RateLimitHeaders.Read(response.Headers, DateTimeOffset.UnixEpoch);
        (status?.Requests?.Remaining ?? -1, status?.Requests?.Limit ?? -1).ShouldBe((requests, requestLimit));
        (status?.Tokens?.Remaining ?? -1, status?.Tokens?.Limit ?? -1).ShouldBe((tokens, tokenLimit));
        ((status?.Tokens ?? status?.Requests)?.ResetsIn?.TotalSeconds ?? -1).ShouldBe(seconds, 0.001);
    }

    [Fact]
    public async Task A_wait_is_an_event_on_the_span_of_the_call()
    {
        await using var server = await LlmEmulator.StartAsync();
        server.Chat.Replies("hello");
        var clock = new ManualClock();
        using var services = Services(server, clock, llm => llm.AddRateLimit(limits => limits.RequestsPerMinute = 1));
        IChatClient chat = services.GetRequiredService<IChatClient<OpenAIModels.Gpt41Mini>>();
        await chat.GetResponseAsync("hi");
        using var span = new System.Diagnostics.Activity("call").Start();
        var second = chat.GetResponseAsync("hi");
        await clock.AdvanceWhenWaitedFor(TimeSpan.FromMinutes(1));
        await second;
        var waited = span.Events.ShouldHaveSingleItem();
        waited.Name.ShouldBe("sdkgen.rate_limit.wait");
        waited.Tags.ShouldHaveSingleItem().ShouldBe(new("sdkgen.delay", 60d));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_limit_is_a_hook_as_good_among_the_applications_own(bool streaming)
    {
        await using var server = await LlmEmulator.StartAsync();
        server.Chat.Replies("hello");
        var order = new List<string>();
        var limit = new RateLimitHook(new() { RequestsPerMinute = 1, MaxWait = TimeSpan.Zero, TimeProvider = new ManualClock() });
        using var services = Services(server, new ManualClock(), llm => llm.AddHooks(new Noting("first", order), limit, new Noting("second", order)));
        IChatClient chat = services.GetRequiredService<IChatClient<OpenAIModels.Gpt41Mini>>();
        Task<ChatResponse> AskAsync() => streaming ? chat.GetStreamingResponseAsync("hi").ToChatResponseAsync() : chat.GetResponseAsync("hi");
        (await AskAsync()).Text.ShouldBe("hello");
        (await Should.ThrowAsync<LlmException>(AskAsync)).Kind.ShouldBe(LlmErrorKind.RateLimited);
        order.ShouldBe(["first", "second", "first"]);
        server.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("anthropic")]
    public async Task A_limit_that_the_service_reports_as_used_up_is_waited_for(string provider)
    {
        await using var server = await LlmEmulator.StartAsync();
        server.Chat.Replies("hello");
        server.RateLimits = new RateLimits(Requests: 10) { RemainingRequests = 0, ResetRequests = TimeSpan.FromSeconds(20) };
        var clock = new ManualClock();
        using var services = Services(server, clock, llm => llm.AddRateLimit());
        IChatClient chat = provider == "openai" ? services.GetRequiredService<IChatClient<OpenAIModels.Gpt41Mini>>() : services.GetRequiredService<IChatClient<AnthropicModels.ClaudeHaiku45>>();

        await chat.GetStreamingResponseAsync("hi").ToChatResponseAsync();
        var latest = chat.GetService<RateLimitMonitor>()!.Latest!;
        latest.Requests!.Value.Limit.ShouldBe(10);
        latest.Requests!.Value.Remaining.ShouldBe(0);
        latest.Tokens!.Value.Limit.ShouldBe(2_000_000);
        var second = chat.GetResponseAsync("hi");
        await Patience.Until(() => second.IsCompleted || server.Requests.Count > 1 || clock.Running > 0);
        server.Requests.Count.ShouldBe(1);

        // Ten requests in twenty seconds: one in two. A service that dates its resets does so by its own clock, which here runs and the client's does not.
        if (provider == "openai")
        {
            clock.Advance(TimeSpan.FromSeconds(1.9));
            server.Requests.Count.ShouldBe(1);
            clock.Advance(TimeSpan.FromSeconds(0.1));
            (await second.WaitAsync(TimeSpan.FromSeconds(30))).Text.ShouldBe("hello");
        }
    }

    [Fact]
    public async Task Clients_of_one_account_and_model_share_a_limit_and_other_models_do_not()
    {
        await using var server = await LlmEmulator.StartAsync();
        server.Chat.Replies("hello");
        using var services = Services(server, new ManualClock(), llm => llm.AddRateLimit(limits => (limits.RequestsPerMinute, limits.MaxWait) = (1, TimeSpan.Zero)));
        IChatClient first = services.GetRequiredService<IChatClient<OpenAIModels.Gpt41Mini>>();
        IChatClient other = services.GetRequiredService<IChatClient<OpenAIModels.Gpt41>>();

        await first.GetResponseAsync("hi");
        await Should.ThrowAsync<LlmException>(() => first.GetResponseAsync("hi"));
        await other.GetResponseAsync("hi");
        server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_name_of_an_account_tells_nothing_of_its_key_and_is_the_same_everywhere()
    {
        await using var server = await LlmEmulator.StartAsync();
        using var one = Services(server, new ManualClock(), _ => { });
        using var two = Services(server, new ManualClock(), _ => { });

        var name = one.GetRequiredService<IChatClient<OpenAIModels.Gpt41Mini>>().GetService<RateLimitMonitor>()!.Account;

        name.ShouldMatch("^openai-[0-9a-f]{12}$");
        two.GetRequiredService<IChatClient<OpenAIModels.Gpt41>>().GetService<RateLimitMonitor>()!.Account.ShouldBe(name);
    }

    private sealed class Noting(string name, List<string> order) : ChatHook
    {
        public override ValueTask OnRequestAsync(HookRequest request, CancellationToken cancellationToken)
        {
            order.Add(name);
            return default;
        }
    }

    private static ServiceProvider Services(LlmEmulator server, ManualClock clock, Action<LlmBuilder> configure) => new ServiceCollection()
        .AddSingleton<TimeProvider>(clock)
        .AddLlm(llm => configure(llm
            .AddOpenAI(options => (options.BaseUrl, options.ApiKey, options.Timeout) = (server.OpenAIUrl, "any", Timeout.InfiniteTimeSpan))
            .AddAnthropic(options => (options.BaseUrl, options.ApiKey, options.Timeout) = (server.AnthropicUrl, "any", Timeout.InfiniteTimeSpan))))
        .BuildServiceProvider();
}
