using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SdkGen.Testing;

namespace SdkGen.Pipeline.Tests.PromptCache;

public class CachePointTests
{
    private static readonly AIFunction s_tool = AIFunctionFactory.Create((string city) => city, "GetWeather");

    private static ChatMessage[] Conversation =>
    [
        new ChatMessage(ChatRole.System, "You know a long handbook.").WithCachePoint(forAnHour: true),
        new ChatMessage(ChatRole.User, [new TextContent("A long document.").WithCachePoint(), new TextContent("What does it say?")]),
    ];

    [Fact]
    public async Task Anthropic_gets_cache_control_on_system_parts_and_tools()
    {
        var sent = await SendAsync<AnthropicModels.ClaudeHaiku45>((llm, server) => llm.AddAnthropic(options => (options.BaseUrl, options.ApiKey) = (server.AnthropicUrl, "any")));

        sent.GetProperty("system")[0].GetProperty("cache_control").GetRawText().ShouldBe("""{"type":"ephemeral","ttl":"1h"}""");
        sent.GetProperty("messages")[0].GetProperty("content")[0].GetProperty("cache_control").GetRawText().ShouldBe("""{"type":"ephemeral"}""");
        sent.GetProperty("messages")[0].GetProperty("content")[1].TryGetProperty("cache_control", out _).ShouldBeFalse();
        sent.GetProperty("tools")[0].GetProperty("cache_control").GetProperty("type").GetString().ShouldBe("ephemeral");
    }

    [Fact]
    public async Task Bedrock_gets_cache_points_behind_system_parts_and_tools()
    {
        var sent = await SendAsync<BedrockModels.ClaudeHaiku45>((llm, server) => llm.AddBedrock(options => (options.BaseUrl, options.ApiKey) = (server.BedrockUrl, "any")));

        sent.GetProperty("system")[1].GetRawText().ShouldBe("""{"cachePoint":{"type":"default","ttl":"1h"}}""");
        sent.GetProperty("messages")[0].GetProperty("content")[1].GetRawText().ShouldBe("""{"cachePoint":{"type":"default"}}""");
        sent.GetProperty("toolConfig").GetProperty("tools")[1].GetRawText().ShouldBe("""{"cachePoint":{"type":"default"}}""");
    }

    [Theory]
    [InlineData("openai-chat", "messages")]
    [InlineData("openai-responses", "input")]
    public async Task OpenAI_gets_breakpoints_on_parts(string dialect, string messages)
    {
        var sent = await SendAsync<OpenAIModels.Gpt41Mini>((llm, server) => llm.AddOpenAI(options => (options.BaseUrl, options.ApiKey, options.Dialect) = (server.OpenAIUrl, "any", dialect)));

        var parts = sent.GetProperty(messages)[1].GetProperty("content");
        parts[0].GetProperty("prompt_cache_breakpoint").GetProperty("mode").GetString().ShouldBe("explicit");
        parts[1].TryGetProperty("prompt_cache_breakpoint", out _).ShouldBeFalse();
    }

    [Fact]
    public void A_marked_tool_is_the_same_tool_with_the_mark()
    {
        var marked = s_tool.WithCachePoint();

        marked.Name.ShouldBe("GetWeather");
        marked.JsonSchema.GetRawText().ShouldBe(s_tool.JsonSchema.GetRawText());
        marked.AdditionalProperties["cacheControl"].ShouldBe(true);
        s_tool.AdditionalProperties.ContainsKey("cacheControl").ShouldBeFalse();
        Should.Throw<ArgumentException>(() => new ChatMessage(ChatRole.User, new List<AIContent>()).WithCachePoint()).Message.ShouldContain("no end to mark");
    }

    [Fact]
    public async Task Tokens_written_to_a_cache_are_counted_and_priced()
    {
        await using var server = await LlmEmulator.StartAsync();
        server.Chat.Answers(new RawAnswer(200, """
            {"id":"m1","type":"message","role":"assistant","model":"claude-haiku-4-5","content":[{"type":"text","text":"ok"}],"stop_reason":"end_turn",
             "usage":{"input_tokens":10,"cache_creation_input_tokens":1000,"cache_read_input_tokens":200,"output_tokens":5}}
            """u8.ToArray()));
        using var services = new ServiceCollection().AddLlm(llm => llm.AddAnthropic(options => (options.BaseUrl, options.ApiKey) = (server.AnthropicUrl, "any")).AddCost()).BuildServiceProvider();
        var chat = services.GetRequiredService<IChatClient<AnthropicModels.ClaudeHaiku45>>();

        var response = await chat.GetResponseAsync("hi");

        response.Usage!.InputTokenCount.ShouldBe(1210);
        response.Usage.AdditionalCounts![UsageCounts.CacheWriteInput].ShouldBe(1000);
        var price = chat.GetService<ModelFacts>()!.Price!;
        response.Cost().ShouldBe(((10 * price.Input) + (1000 * price.CacheWrite!.Value) + (200 * price.CacheRead!.Value) + (5 * price.Output)) / 1_000_000m);
    }

    private static async Task<JsonElement> SendAsync<TModel>(Action<LlmBuilder, LlmEmulator> add)
        where TModel : IModel
    {
        await using var server = await LlmEmulator.StartAsync();
        server.Chat.Replies("ok");
        using var services = new ServiceCollection().AddLlm(llm => add(llm, server)).BuildServiceProvider();
        await services.GetRequiredService<IChatClient<TModel>>().GetResponseAsync(Conversation, new() { Tools = [s_tool.WithCachePoint()] });
        return server.Requests.Single().Json;
    }
}
