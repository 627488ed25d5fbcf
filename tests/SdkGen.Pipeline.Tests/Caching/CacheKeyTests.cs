using Microsoft.Extensions.AI;
using SdkGen.Runtime.Tests.Support;

namespace SdkGen.Pipeline.Tests.Caching;

public class CacheKeyTests
{
    private static readonly AIFunction s_tool = AIFunctionFactory.Create((string city) => city, "GetWeather");

    /// <summary>A key that changes between versions or processes throws every answer of a shared cache away.</summary>
    [Fact]
    public void The_key_of_a_request_is_the_same_in_every_process() =>
        Key([new(ChatRole.User, "hi")], new() { Temperature = 0.5f, Tools = [s_tool] }).ShouldBe("sdkgen:sha256:c38bd6bbfe18ab80da8c8c40913b62c0cecc4516a7b4cac5aee911f163eff8e7");

    [Fact]
    public void Ids_and_times_do_not_count()
    {
        var one = Conversation("call_1", "m1");
        var other = Conversation("toolu_other", "m2");
        other[0].CreatedAt = DateTimeOffset.UnixEpoch;
        other[1].Contents.Add(new UsageContent(new() { InputTokenCount = 3 }));

        Key(one).ShouldBe(Key(other));

        static List<ChatMessage> Conversation(string call, string message) =>
        [
            new(ChatRole.User, "hi") { MessageId = message },
            new(ChatRole.Assistant, [new FunctionCallContent(call, "GetWeather", RawArguments.FromJson("{ \"city\" : \"Paris\" }"u8.ToArray()))]),
            new(ChatRole.Tool, [new FunctionResultContent(call, "sunny")]),
        ];
    }

    public static TheoryData<string, ChatOptions> Others => new()
    {
        { "temperature", new() { Temperature = 1 } },
        { "model", new() { ModelId = "other" } },
        { "instructions", new() { Instructions = "Be kind." } },
        { "wire name", new() { AdditionalProperties = new() { ["verbosity"] = "low" } } },
        { "format", new() { ResponseFormat = ChatResponseFormat.Json } },
        { "tool", new() { Tools = [s_tool] } },
        { "schema", new() { Tools = [AIFunctionFactory.Create((int city) => city, "GetWeather")] } },
        { "description", new() { Tools = [AIFunctionFactory.Create((string city) => city, "GetWeather", "Of a city.")] } },
        { "reasoning", new() { Reasoning = new() { Effort = ReasoningEffort.High } } },
    };

    [Fact]
    public void Whatever_else_a_request_says_counts()
    {
        string?[] keys = [Key([new(ChatRole.User, "hi")]), Key([new(ChatRole.System, "hi")]), Key([new(ChatRole.User, "ho")]), Key([new(ChatRole.User, "hi"), new(ChatRole.User, "hi")]),
            .. Others.Select(row => Key([new(ChatRole.User, "hi")], row.Data.Item2))];

        keys.ShouldAllBe(key => key != null);
        keys.Distinct().Count().ShouldBe(keys.Length);
    }

    [Fact]
    public void Defaults_behind_the_cache_count()
    {
        var french = new FakeChatClient().WithDefaults(new() { Instructions = "Answer in French." });

        CacheKey.Of(french, [new(ChatRole.User, "hi")], null, null).ShouldBe(Key([new(ChatRole.User, "hi")], new() { Instructions = "Answer in French." }));
    }

    [Fact]
    public void What_is_more_than_its_data_has_no_key()
    {
        ChatOptions[] options =
        [
            new() { ConversationId = "resp_1" }, new() { AllowBackgroundResponses = true }, new() { RawRepresentationFactory = _ => null }, new() { Tools = [new HostedWebSearchTool()] },
        ];
        foreach (var one in options)
            Key([new(ChatRole.User, "hi")], one).ShouldBeNull();
    }

    private static string? Key(IReadOnlyList<ChatMessage> messages, ChatOptions? options = null) => CacheKey.Of(new FakeChatClient(), messages, options, null);
}
