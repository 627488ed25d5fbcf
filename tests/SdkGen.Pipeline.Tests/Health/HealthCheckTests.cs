using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SdkGen.Runtime.Tests.Support;
using SdkGen.Testing;
using SdkGen.Transport;

#pragma warning disable LLM2040 // A deprecated model is as good as another here.

namespace SdkGen.Pipeline.Tests.Health;

public class HealthCheckTests
{
    [Fact]
    public async Task A_provider_that_lists_its_models_is_healthy_and_asked_once_a_minute()
    {
        var clock = new ManualClock();
        await using var server = await LlmEmulator.StartAsync();
        server.Models.Add("gpt-4.1-mini");
        using var services = Services(llm => llm.AddOpenAI(options => (options.BaseUrl, options.ApiKey) = (server.OpenAIUrl, "right")), checks => checks.AddLlm(), clock);

        var (entry, _) = (await CheckAsync(services), await CheckAsync(services));

        server.Requests.Count.ShouldBe(1);
        entry.Status.ShouldBe(HealthStatus.Healthy);
        entry.Data["provider"].ShouldBe("openai");
        entry.Data["question"].ShouldBe("models");
        entry.Data["models"].ShouldBe(1);
        entry.Data["latencyMs"].ShouldBeOfType<double>();
        entry.Tags.ShouldBe(["llm"]);
        clock.Advance(TimeSpan.FromMinutes(1));
        await CheckAsync(services);
        server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_is_left_of_the_accounts_limits_is_among_the_data()
    {
        var clock = new ManualClock();
        await using var server = await LlmEmulator.StartAsync();
        server.Models.Add("gpt-4.1-mini");
        server.Models.Add("gpt-4.1");
        server.Chat.Replies("hello");
        using var services = Services(llm => llm.AddOpenAI(options => (options.BaseUrl, options.ApiKey) = (server.OpenAIUrl, "right")), checks => checks.AddLlm(), clock);
        (await CheckAsync(services)).Data["remainingRequests"].ShouldBe(9_999L, "the list of models says it");

        server.RateLimits = new RateLimits(Requests: 100, Tokens: 5000) { RemainingRequests = 40, ResetRequests = TimeSpan.FromMinutes(3), RemainingTokens = 4000, ResetTokens = TimeSpan.FromMinutes(2) };
        await services.GetRequiredService<IChatClient<OpenAIModels.Gpt41>>().GetResponseAsync("hi");
        server.RateLimits = server.RateLimits with { RemainingRequests = 10 };
        await services.GetRequiredService<IChatClient<OpenAIModels.Gpt41Mini>>().GetResponseAsync("hi");
        server.RateLimits = new();
        clock.Advance(TimeSpan.FromMinutes(1));

        var data = (await CheckAsync(services)).Data;
        (data["limitsModel"], data["remainingRequests"], data["limitRequests"], data["resetRequestsMs"]).ShouldBe(("gpt-4.1-mini", 10L, 100L, 120_000d));
        (data["remainingTokens"], data["limitTokens"], data["resetTokensMs"]).ShouldBe((4000L, 5000L, 60_000d));
        clock.Advance(TimeSpan.FromMinutes(3));
        (await CheckAsync(services)).Data.Keys.ShouldNotContain("limitsModel", "the model's limits are whole again");
    }

    [Fact]
    public async Task A_refused_key_is_unhealthy_and_never_told()
    {
        await using var server = await LlmEmulator.StartAsync();
        server.ApiKey = "another";
        using var services = Services(llm => llm.AddOpenAI(options => (options.BaseUrl, options.ApiKey) = (server.OpenAIUrl, "sk-very-secret-key")), checks => checks.AddLlm("OpenAI", failureStatus: HealthStatus.Degraded));

        var entry = await CheckAsync(services);

        entry.Status.ShouldBe(HealthStatus.Degraded);
        entry.Data["kind"].ShouldBe("Authentication");
        (entry.Description + entry.Exception).ShouldNotContain("sk-very-secret-key");
    }

    [Fact]
    public async Task A_provider_without_a_list_is_asked_for_a_token_if_that_is_allowed()
    {
        var chat = new FakeChatClient(new ChatMessage(ChatRole.Assistant, "H"));
        void Add(LlmBuilder llm) => llm.AddProvider(new ProviderProfile { Id = "own", Name = "Own", BaseUrl = "http://127.0.0.1:1/" }, new Listless(chat));
        using var services = Services(Add, checks => checks.AddLlm(configure: options => options.ProbeModel = "parrot"));
        using var careful = Services(Add, checks => checks.AddLlm());

        (await CheckAsync(services)).Data["question"].ShouldBe("token");
        chat.Requests.ShouldHaveSingleItem().Options!.MaxOutputTokens.ShouldBe(1);
        (await CheckAsync(careful)).Data["question"].ShouldBe("settings");
        chat.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_missing_key_and_a_dead_server_say_what_is_wrong()
    {
        using var dead = Services(llm => llm.AddOpenAI(options => (options.BaseUrl, options.ApiKey) = ("http://127.0.0.1:1", "any")), checks => checks.AddLlm());
        var entry = await CheckAsync(dead);
        entry.Status.ShouldBe(HealthStatus.Unhealthy);
        entry.Data["kind"].ShouldBe("Connection");

        Should.Throw<InvalidOperationException>(() => Services(llm => llm.AddOpenAI(), checks => checks.AddLlm("opnai"))).Message.ShouldBe("No provider 'opnai' was added. Did you mean openai?");
    }

    private static ServiceProvider Services(Action<LlmBuilder> add, Action<IHealthChecksBuilder> check, TimeProvider? clock = null)
    {
        var services = new ServiceCollection().AddLlm(add);
        services.AddLogging();
        if (clock is not null)
            services.AddSingleton(clock);
        check(services.AddHealthChecks());
        return services.BuildServiceProvider();
    }

    private static async Task<HealthReportEntry> CheckAsync(ServiceProvider services) =>
        (await services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken)).Entries.Single().Value;

    /// <summary>A protocol that chats and has no list of models.</summary>
    private sealed class Listless(IChatClient chat) : Dialect
    {
        public override string Id => "listless";

        public override IChatClient CreateChatClient(ProviderConnection connection, ModelFacts model) => chat;
    }
}
