using System.Diagnostics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SdkGen.Pipeline.Tests.Telemetry;
using SdkGen.Testing;
using Both = SdkGen.AnyOf<SdkGen.OpenAIModels.Gpt41Mini, SdkGen.AnthropicModels.ClaudeHaiku45>;

namespace SdkGen.Pipeline.Tests.AnyOf;

/// <summary>Clients over several models, injected by their types.</summary>
[Collection(TelemetryGroup.Name)]
public class FailoverOverModelsTests
{
    [Fact]
    public async Task The_second_model_answers_where_the_first_fails()
    {
        await using var server = await LlmEmulator.StartAsync();
        server.Chat.Fails(503).Replies("from the second").Replies("from the second again");
        await using var services = Services(server, llm => llm.AddFailover<OpenAIModels.Gpt41Mini, AnthropicModels.ClaudeHaiku45>());
        var chat = services.GetRequiredService<Consumer>().Chat;

        (await chat.GetResponseAsync("hi")).Text.ShouldBe("from the second");

        server.Requests.Select(request => request.Path).ShouldBe(["/v1/chat/completions", "/anthropic/v1/messages"]);
        (await chat.GetStreamingResponseAsync("hi").ToChatResponseAsync()).Text.ShouldBe("from the second again");
        chat.ShouldBeSameAs(services.GetRequiredService<IChatClient<Both>>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_request_is_one_call_that_tells_of_its_attempts(bool streaming)
    {
        await using var server = await LlmEmulator.StartAsync();
        server.Chat.Fails(503).Replies("from the second");
        await using var services = Services(server, llm => llm.AddTelemetry().AddFailover<OpenAIModels.Gpt41Mini, AnthropicModels.ClaudeHaiku45>());
        using var first = new TelemetryProbe("gpt-4.1-mini");
        using var second = new TelemetryProbe("claude-haiku-4-5", spans: false);
        var chat = services.GetRequiredService<IChatClient<Both>>();

        var answer = await (streaming ? chat.GetStreamingResponseAsync("hi").ToChatResponseAsync() : chat.GetResponseAsync("hi"));
        answer.Text.ShouldBe("from the second");

        var span = first.Spans.ShouldHaveSingleItem();
        (span.DisplayName, span.Status).ShouldBe(("chat gpt-4.1-mini", ActivityStatusCode.Unset));
        var failover = span.Events.ShouldHaveSingleItem();
        failover.Name.ShouldBe("sdkgen.failover");
        failover.Tags.ToDictionary()["sdkgen.target"].ShouldBe("claude-haiku-4-5 at anthropic");
        first.Of("gen_ai.client.operation.duration").ShouldHaveSingleItem().Tags.Keys.ShouldNotContain("error.type");
        second.Measurements.ShouldAllBe(measured => measured.Tags.ContainsKey("gen_ai.request.model") && (string)measured.Tags["gen_ai.request.model"]! == "gpt-4.1-mini");
    }

    [Fact]
    public async Task Tools_run_over_whichever_answers()
    {
        await using var server = await LlmEmulator.StartAsync();
        server.Chat.CallsTool("look", "{}").Fails(503).Replies(request => $"I see {request.ToolResults[^1]}.");
        await using var services = Services(server, llm => llm.AddFailover<OpenAIModels.Gpt41Mini, AnthropicModels.ClaudeHaiku45>());
        IChatClient<Both> chat = services.GetRequiredService<IChatClient<Both>>().WithTools([AIFunctionFactory.Create(() => "a lighthouse", "look")]);

        (await chat.GetResponseAsync("What is it?")).Text.ShouldContain("a lighthouse");

        server.Requests.Select(request => request.Path).ShouldBe(["/v1/chat/completions", "/v1/chat/completions", "/anthropic/v1/messages"]);
    }

    [Fact]
    public async Task Three_and_four_models_are_asked_in_their_order()
    {
        await using var server = await LlmEmulator.StartAsync();
        server.Chat.Fails(503).Fails(503).Replies("third").Fails(503).Fails(503).Fails(503).Replies("fourth");
        await using var services = Services(server, llm => llm
            .AddFailover<OpenAIModels.Gpt41Mini, OpenAIModels.Gpt41, OpenAIModels.Gpt4o>()
            .AddFailover<OpenAIModels.Gpt41Mini, OpenAIModels.Gpt41, OpenAIModels.Gpt4o, AnthropicModels.ClaudeHaiku45>(options => options.CoolDown = TimeSpan.FromSeconds(1)));

        (await services.GetRequiredService<IChatClient<AnyOf<OpenAIModels.Gpt41Mini, OpenAIModels.Gpt41, OpenAIModels.Gpt4o>>>().GetResponseAsync("hi")).Text.ShouldBe("third");
        server.Requests.Select(request => request.Json.GetProperty("model").GetString()).ShouldBe(["gpt-4.1-mini", "gpt-4.1", "gpt-4o"]);
        (await services.GetRequiredService<IChatClient<AnyOf<OpenAIModels.Gpt41Mini, OpenAIModels.Gpt41, OpenAIModels.Gpt4o, AnthropicModels.ClaudeHaiku45>>>().GetResponseAsync("hi")).Text.ShouldBe("fourth");
        server.Requests.Count.ShouldBe(7);
    }

    [Fact]
    public async Task The_id_of_a_member_is_not_for_the_request_to_choose()
    {
        await using var server = await LlmEmulator.StartAsync();
        await using var services = Services(server, llm => llm.AddFailover<OpenAIModels.Gpt41Mini, AnthropicModels.ClaudeHaiku45>());
        var options = new ChatOptions();
        options.ModelId = string.Concat("gpt-", "4.1");
        var chat = services.GetRequiredService<IChatClient<Both>>();

        var refusal = await Should.ThrowAsync<UnsupportedCapabilityException>(chat.GetResponseAsync("hi", options));
        refusal.Message.ShouldBe("LLM2013: The client talks to gpt-4.1-mini or claude-haiku-4-5, and the options send the request to gpt-4.1. Leave ModelId out, or take an IChatClient of that model.");
        Should.Throw<UnsupportedCapabilityException>(() => chat.GetStreamingResponseAsync("hi", options)).Rule.ShouldBe("LLM2013");
        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void A_combination_that_was_not_added_is_told_with_the_method_to_call()
    {
        using var services = new ServiceCollection().AddLlm(llm => llm.AddOpenAI()).BuildServiceProvider();

        Should.Throw<InvalidOperationException>(() => services.GetRequiredService<IChatClient<Both>>())
            .Message.ShouldBe("No client of these models was added: call services.AddLlm(llm => llm.AddFailover<OpenAIModels.Gpt41Mini, AnthropicModels.ClaudeHaiku45>()).");
    }

    [Fact]
    public void Members_are_different_models_and_no_combinations()
    {
        var services = new ServiceCollection();

        Should.Throw<ArgumentException>(() => services.AddLlm(llm => llm.AddFailover<OpenAIModels.Gpt41Mini, OpenAIModels.Gpt41Mini>()))
            .Message.ShouldBe("A model stands twice in AnyOf. For two accounts of one model there is WithFailover over the clients of both.");
        Should.Throw<ArgumentException>(() => services.AddLlm(llm => llm.AddFailover<Both, OpenAIModels.Gpt41>())).Message.ShouldStartWith("A member of AnyOf is a model, and ");
    }

    private static ServiceProvider Services(LlmEmulator server, Action<LlmBuilder> configure) => new ServiceCollection()
        .AddSingleton<Consumer>()
        .AddLlm(llm =>
        {
            // Providers may be added after their models are named.
            configure(llm);
            llm.AddOpenAI(options => (options.BaseUrl, options.ApiKey) = (server.OpenAIUrl, "any")).AddAnthropic(options => (options.BaseUrl, options.ApiKey) = (server.AnthropicUrl, "any"));
        })
        .BuildServiceProvider();

    internal sealed record Consumer(IChatClient<Both> Chat);
}
