using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SdkGen.Testing;
using SdkGen.Transport;

#pragma warning disable LLM2011, LLM2013, LLM2040 // What the build says of these requests is refused at run time too.

namespace SdkGen.Pipeline.Tests.Guard;

/// <summary>Policies: parameters that are left out instead of refused, and models that nobody lists.</summary>
public class UnsupportedParameterTests
{
    private const string NoTemperature = "LLM2011: plain does not take temperature: it samples as it likes. It was left out.";

    [Fact]
    public async Task A_parameter_is_left_out_and_the_answer_says_so()
    {
        var (client, sent) = GuardedModels.Client("plain", Dropping);
        var options = new ChatOptions { Temperature = 0.5f, TopP = 0.25f, AdditionalProperties = new() { ["n"] = 2 } };

        var answer = await client.GetResponseAsync("hi", options);

        answer.Text.ShouldBe("ok");
        answer.AdditionalProperties!["sdkgen.warnings"].ShouldBeAssignableTo<IReadOnlyList<string>>()
            .ShouldBe([NoTemperature, "LLM2019: plain does not give several answers to one request. It gives one answer. It was left out."]);
        sent.Bodies.ShouldHaveSingleItem().ShouldBe("""{"model":"plain","messages":[{"role":"user","content":"hi"}],"top_p":0.25}""");
        (options.Temperature, options.AdditionalProperties["n"]).ShouldBe((0.5f, 2));
    }

    [Fact]
    public async Task A_streamed_answer_says_the_same()
    {
        var (client, sent) = GuardedModels.Client("thinker", Dropping);

        var answer = await client.GetStreamingResponseAsync("hi", new() { TopP = 0.5f, Reasoning = new() { Effort = ReasoningEffort.ExtraHigh } }).ToChatResponseAsync();

        answer.Text.ShouldBe("ok");
        answer.Messages.Count.ShouldBe(1);
        answer.AdditionalProperties!["sdkgen.warnings"].ShouldBeAssignableTo<IReadOnlyList<string>>().ShouldBe(
        [
            "LLM2016: thinker does not reason at level xhigh. Its levels: low, medium. It was left out.",
            "LLM2017: thinker does not take top_p while it reasons: it then samples as it sees fit. Leave it out. It was left out.",
        ]);
        sent.Bodies.ShouldHaveSingleItem().ShouldNotContain("top_p");
        sent.Bodies[0].ShouldNotContain("reasoning_effort");
    }

    [Fact]
    public async Task A_number_out_of_range_and_a_limit_too_high_are_left_out_too()
    {
        var (client, sent) = GuardedModels.Client("able", Dropping);

        await client.GetResponseAsync("hi", new() { Temperature = 2, MaxOutputTokens = 1000, StopSequences = ["a", "b", "c"] });

        sent.Bodies.ShouldHaveSingleItem().ShouldBe("""{"model":"able","messages":[{"role":"user","content":"hi"}]}""");
    }

    [Fact]
    public async Task What_is_no_parameter_is_refused_all_the_same()
    {
        var (client, sent) = GuardedModels.Client("plain", Dropping);

        (await Should.ThrowAsync<UnsupportedCapabilityException>(client.GetResponseAsync("hi", new() { Temperature = 1, Tools = [AIFunctionFactory.Create(() => 1, "f")] }))).Rule.ShouldBe("LLM2003");
        (await Should.ThrowAsync<UnsupportedCapabilityException>(client.GetStreamingResponseAsync("hi").ToChatResponseAsync())).Rule.ShouldBe("LLM2006");

        sent.Bodies.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_request_that_is_fine_has_no_warning()
    {
        var (client, _) = GuardedModels.Client("able", Dropping);

        (await client.GetResponseAsync("hi", new() { Temperature = 1 })).AdditionalProperties.ShouldBeNull();
        (await client.GetStreamingResponseAsync("hi").ToChatResponseAsync()).AdditionalProperties.ShouldBeNull();
    }

    [Fact]
    public async Task What_only_a_protocol_does_not_have_is_left_out_as_well()
    {
        await using var server = await LlmEmulator.StartAsync();
        server.Chat.Replies("ok");
        using var services = Services(server, llm => llm.OnUnsupportedParameter(UnsupportedParameterAction.Drop), options => options.Dialect = "openai-responses");

        var answer = await services.GetRequiredService<IChatClient<OpenAIModels.Gpt41Mini>>().GetResponseAsync("hi", new() { StopSequences = ["END"], Temperature = 0.5f });

        answer.AdditionalProperties!["sdkgen.warnings"].ShouldBeAssignableTo<IReadOnlyList<string>>()!.Single().ShouldStartWith("LLM2011: gpt-4.1-mini does not take stop: the Responses protocol has no stop sequences.");
        server.Requests.ShouldHaveSingleItem().Json.GetProperty("temperature").GetDouble().ShouldBe(0.5);
    }

    [Theory]
    [InlineData(null, null, false)]
    [InlineData("Drop", null, true)]
    [InlineData("Throw", UnsupportedParameterAction.Drop, false)]
    [InlineData(null, UnsupportedParameterAction.Drop, true)]
    public async Task The_account_goes_before_the_application(string? configured, UnsupportedParameterAction? application, bool drops)
    {
        await using var server = await LlmEmulator.StartAsync();
        server.Chat.Replies("ok");
        var log = new ListedLog();
        using var services = Services(server, llm => _ = application is { } action ? llm.OnUnsupportedParameter(action) : llm, null, new() { ["Llm:OpenAI:OnUnsupportedParameter"] = configured }, log);
        var asked = services.GetRequiredService<IChatClient<OpenAIModels.O4Mini>>().GetResponseAsync("hi", new() { Temperature = 0.5f });

        if (drops)
        {
            (await asked).Text.ShouldBe("ok");
            log.Lines.ShouldHaveSingleItem().ShouldStartWith("Warning SdkGen.Capabilities The parameter temperature was left out of a request to o4-mini: LLM2011: o4-mini does not take temperature: ");
        }
        else
        {
            (await Should.ThrowAsync<UnsupportedCapabilityException>(asked)).Parameter.ShouldBe("temperature");
            log.Lines.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_word_of_the_configuration_that_means_nothing_is_told()
    {
        await using var server = await LlmEmulator.StartAsync();
        using var services = Services(server, _ => { }, null, new() { ["Llm:OpenAI:OnUnknownModel"] = "Maybe" });

        (await Should.ThrowAsync<InvalidOperationException>(services.GetRequiredService<IChatClient<OpenAIModels.O4Mini>>().GetResponseAsync("hi")))
            .Message.ShouldBe("Llm:OpenAI:OnUnknownModel is 'Maybe'; it must be one of Allow, Warn, Refuse.");
    }

    [Fact]
    public async Task A_model_that_nobody_lists_is_refused_where_that_is_wanted()
    {
        var (client, sent) = GuardedModels.Client("able", options => options.OnUnknownModel = UnknownModelAction.Refuse);

        var refusal = await Should.ThrowAsync<UnsupportedCapabilityException>(client.GetResponseAsync("hi", new() { ModelId = "thinkre" }));
        refusal.Message.ShouldBe("LLM2042: thinkre is no model of Acme. Did you mean thinker?");
        (await Should.ThrowAsync<UnsupportedCapabilityException>(GuardedModels.Client("something-else", options => options.OnUnknownModel = UnknownModelAction.Refuse).Client.GetResponseAsync("hi")))
            .Message.ShouldBe("LLM2042: something-else is no model of Acme. Ask one that its spec lists, or set OnUnknownModel to Allow to send it all the same.");
        sent.Bodies.ShouldBeEmpty();

        // Forms of a listed model: a region's profile, a tuned one.
        await client.GetResponseAsync("hi", new() { ModelId = "eu.able" });
        await client.GetResponseAsync("hi", new() { ModelId = "ft:able:acme" });
        sent.Bodies.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_model_that_nobody_lists_is_told_once_where_that_is_wanted()
    {
        await using var server = await LlmEmulator.StartAsync();
        server.Chat.Replies("ok").Replies("ok").Replies("ok");
        var log = new ListedLog();
        using var services = Services(server, llm => llm.OnUnknownModel(UnknownModelAction.Warn), null, null, log);
        var client = services.GetRequiredService<IChatClient<OpenAIModels.Gpt41Mini>>();

        await client.GetResponseAsync("hi", new() { ModelId = "house-model" });
        await client.GetResponseAsync("hi", new() { ModelId = "house-model" });
        await client.GetResponseAsync("hi");

        log.Lines.ShouldHaveSingleItem().ShouldBe("Warning SdkGen.Capabilities house-model is no model that the spec of OpenAI lists: nothing is known of what it can do, and nothing is refused.");
    }

    private static void Dropping(ProviderOptions options) => options.OnUnsupportedParameter = UnsupportedParameterAction.Drop;

    private static ServiceProvider Services(
        LlmEmulator server, Action<LlmBuilder> configure, Action<ProviderOptions>? account = null, Dictionary<string, string?>? configuration = null, ListedLog? log = null)
    {
        var services = new ServiceCollection();
        if (configuration is not null)
            services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(configuration).Build());
        if (log is not null)
            services.AddSingleton<ILoggerFactory>(log);
        services.AddLlm(llm =>
        {
            llm.AddOpenAI(options =>
            {
                (options.BaseUrl, options.ApiKey) = (server.OpenAIUrl, "any");
                account?.Invoke(options);
            });
            configure(llm);
        });
        return services.BuildServiceProvider();
    }
}
