using System.Diagnostics.Metrics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SdkGen.Dialects.OpenAIChat;
using SdkGen.Runtime.Tests.Support;
using SdkGen.Testing;
using SdkGen.Transport;

#pragma warning disable LLM2040 // A deprecated model is as good as another here.

namespace SdkGen.Pipeline.Tests.Costs;

public class CostTests
{
    private static readonly ModelPrice s_price = new(2m, 8m, new DateOnly(2026, 1, 1));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_says_what_it_cost(bool streamed)
    {
        await using var server = await LlmEmulator.StartAsync();
        server.Chat.Replies("hello");
        using var services = Services(server, llm => llm.AddCost());
        var chat = services.GetRequiredService<IChatClient<OpenAIModels.Gpt41Mini>>();

        var response = streamed ? await chat.GetStreamingResponseAsync("hi").ToChatResponseAsync() : await chat.GetResponseAsync("hi");

        var price = chat.GetService<ModelFacts>()!.Price!;
        response.Usage!.InputTokenCount.ShouldNotBeNull().ShouldBePositive();
        response.Cost().ShouldBe(price.CostOf(response.Usage));
        response.Cost("EUR").ShouldBeNull();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task All_turns_of_a_tool_loop_count(bool streamed)
    {
        var script = new FakeChatClient(
            new ChatMessage(ChatRole.Assistant, [new FunctionCallContent("1", "Time", new Dictionary<string, object?>())]), new ChatMessage(ChatRole.Assistant, "noon"));
        var chat = script.WithCost(new() { Price = s_price }).WithTools([AIFunctionFactory.Create(() => "12:00", "Time")]);

        var response = streamed ? await chat.GetStreamingResponseAsync("time?").ToChatResponseAsync() : await chat.GetResponseAsync("time?");

        response.Usage!.InputTokenCount.ShouldBe(21);
        response.Cost().ShouldBe((21 * 2m + 2 * 8m) / 1_000_000m);
    }

    [Fact]
    public async Task A_conversation_that_was_priced_is_saved_and_loaded()
    {
        var response = await new FakeChatClient(new ChatMessage(ChatRole.Assistant, "hi")).WithCost(new() { Price = s_price }).GetResponseAsync("hi");

        var json = System.Text.Json.JsonSerializer.Serialize(response, LlmJson.Options.GetTypeInfo(typeof(ChatResponse)));
        var loaded = (ChatResponse)System.Text.Json.JsonSerializer.Deserialize(json, LlmJson.Options.GetTypeInfo(typeof(ChatResponse)))!;

        loaded.Cost().ShouldBe(0.000028m);
    }

    [Fact]
    public async Task Costs_are_measured_once_for_an_answer_with_model_provider_and_currency()
    {
        await using var server = await LlmEmulator.StartAsync();
        server.Chat.Replies("hello");
        using var services = Services(server, llm => llm.AddCost());
        var chat = services.GetRequiredService<IChatClient<OpenAIModels.Gpt4oMini>>();
        var seen = new List<(double Value, Dictionary<string, object?> Tags)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == "SdkGen" && instrument.Name == "sdkgen.client.operation.cost")
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, value, tags, _) =>
        {
            var all = tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value);
            if (Equals(all["gen_ai.request.model"], "gpt-4o-mini"))
                seen.Add((value, all));
        });
        listener.Start();

        var response = await chat.WithCost().GetResponseAsync("hi");

        var (value, tags) = seen.ShouldHaveSingleItem();
        ((decimal)value).ShouldBe(response.Cost()!.Value, 0.000000001m);
        tags["gen_ai.provider.name"].ShouldBe("openai");
        tags["sdkgen.cost.currency"].ShouldBe("USD");
    }

    [Fact]
    public async Task A_request_that_names_another_model_is_priced_as_that_one()
    {
        await using var server = await LlmEmulator.StartAsync();
        server.Chat.Replies("hello");
        using var http = new HttpClient();
        var connection = new ProviderConnection(() => http, OpenAIProvider.Profile, new() { BaseUrl = server.OpenAIUrl, ApiKey = "any" });
        var untyped = OpenAIChatDialect.Instance.CreateChatClient(connection, OpenAIProvider.Profile.Models.First(model => model.Id == "gpt-4.1-nano")).WithCost();

        var response = await untyped.GetResponseAsync("hi", new() { ModelId = "gpt-4.1" });

        response.Cost().ShouldBe(ModelCatalog.Find("gpt-4.1")!.Price!.CostOf(response.Usage!));
    }

    [Fact]
    public async Task A_model_without_a_price_has_no_cost() =>
        (await new FakeChatClient(new ChatMessage(ChatRole.Assistant, "hi")).WithCost().GetResponseAsync("hi")).Cost().ShouldBeNull();

    private static ServiceProvider Services(LlmEmulator server, Action<LlmBuilder> configure) => new ServiceCollection()
        .AddLlm(llm => configure(llm.AddOpenAI(options => (options.BaseUrl, options.ApiKey) = (server.OpenAIUrl, "any")))).BuildServiceProvider();
}
