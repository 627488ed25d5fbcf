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

    private static ServiceProvider Services(LlmEmulator server, ManualClock clock, Action<LlmBuilder> configure) => new ServiceCollection()
        .AddSingleton<TimeProvider>(clock)
        .AddLlm(llm => configure(llm
            .AddOpenAI(options => (options.BaseUrl, options.ApiKey, options.Timeout) = (server.OpenAIUrl, "any", Timeout.InfiniteTimeSpan))
            .AddAnthropic(options => (options.BaseUrl, options.ApiKey, options.Timeout) = (server.AnthropicUrl, "any", Timeout.InfiniteTimeSpan))))
        .BuildServiceProvider();
}
