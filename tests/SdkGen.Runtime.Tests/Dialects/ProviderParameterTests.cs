using Microsoft.Extensions.AI;
using SdkGen.Transport;

namespace SdkGen.Runtime.Tests.Dialects;

/// <summary>What shipped providers have of their own, sent to the letter.</summary>
public class ProviderParameterTests
{
    private const string Ok = """{"id":"r","choices":[{"index":0,"message":{"role":"assistant","content":"ok"},"finish_reason":"stop"}]}""";

    [Fact]
    public async Task Mistral_has_other_names_for_seed_and_limit() =>
        (await SentAsync(MistralProvider.Profile, "mistral-small-latest", new MistralModels.MistralSmallLatest.Options { Seed = 7, MaxOutputTokens = 5, SafePrompt = true }))
            .ShouldEndWith(""","max_tokens":5,"random_seed":7,"safe_prompt":true}""");

    [Fact]
    public async Task DeepSeek_is_told_not_to_think() =>
        (await SentAsync(DeepSeekProvider.Profile, "deepseek-v4-flash", new DeepSeekModels.DeepseekV4Flash.Options { Thinking = false }))
            .ShouldEndWith(""","thinking":{"type":"disabled"}}""");

    public static TheoryData<string> Dialects => [.. DialectServices.All.Keys];

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task An_empty_id_of_a_model_is_told_as_such(string dialect)
    {
        var (profile, protocol) = DialectServices.All[dialect];
        var chat = new DialectStub(profile, protocol).Chat("new-model");
        foreach (var id in (string[])["", " "])
        {
            (await Should.ThrowAsync<ArgumentException>(() => chat.GetResponseAsync("Hi", new() { ModelId = id })))
                .Message.ShouldStartWith($"The ModelId of the options is empty. Leave it null to ask new-model, or name another model of {profile.Name}.");
        }
    }

    [Fact]
    public async Task Paths_into_one_object_meet_there() =>
        (await SentAsync(OpenRouterProvider.Profile, "z-ai/glm-5.3", new OpenRouterModels.ZAiGlm53.Options { ReasoningEnabled = true, ReasoningTokens = 100, FallbackModels = ["a", "b"] }))
            .ShouldEndWith(""","reasoning":{"enabled":true,"max_tokens":100},"models":["a","b"]}""");

    [Fact]
    public async Task A_typed_effort_goes_over_the_standard_one() =>
        (await SentAsync(OpenAIProvider.Profile, "gpt-5-mini", new OpenAIModels.Gpt5Mini.Options
        {
            ReasoningEffort = OpenAIModels.Gpt5Mini.ReasoningEffort.Minimal,
            Reasoning = new() { Effort = ReasoningEffort.High },
        })).ShouldEndWith(""","reasoning_effort":"minimal"}""");

    [Theory]
    [InlineData("none", "deepseek-v4-flash", "\"thinking\":{\"type\":\"disabled\"}")]
    [InlineData("medium", "deepseek-v4-flash", "\"reasoning_effort\":\"high\"")]
    [InlineData("extraHigh", "deepseek-v4-flash", "\"reasoning_effort\":\"high\"")]
    public async Task An_effort_is_said_in_the_model_s_own_words(string effort, string model, string sent) =>
        (await SentAsync(DeepSeekProvider.Profile, model, new() { Reasoning = new() { Effort = Enum.Parse<ReasoningEffort>(effort, ignoreCase: true) } })).ShouldEndWith("," + sent + "}");

    [Fact]
    public async Task No_reasoning_is_a_level_or_a_switch_or_cannot_be_had()
    {
        ChatOptions none = new() { Reasoning = new() { Effort = ReasoningEffort.None } };
        (await SentAsync(OpenRouterProvider.Profile, "some/model", none)).ShouldEndWith(""","reasoning":{"enabled":false}}""");
        (await SentAsync(MistralProvider.Profile, "mistral-small-latest", none)).ShouldEndWith(""","reasoning_effort":"none"}""");
        (await SentAsync(MistralProvider.Profile, "mistral-small-latest", new() { Reasoning = new() { Effort = ReasoningEffort.Low } })).ShouldEndWith(""","reasoning_effort":"high"}""");
        (await Should.ThrowAsync<LlmException>(() => SentAsync(ZAIProvider.Profile, "glm-5.3", none))).Message.ShouldContain("LLM2016");
    }

    [Theory]
    [InlineData(ReasoningEffort.None, "low,high,max", "low")]
    [InlineData(ReasoningEffort.None, "none,high", "none")]
    [InlineData(ReasoningEffort.Low, "none,high", "high")]
    [InlineData(ReasoningEffort.Medium, "low,high", "high")]
    [InlineData(ReasoningEffort.Medium, "none,default", "default")]
    [InlineData(ReasoningEffort.High, "none,default", "default")]
    [InlineData(ReasoningEffort.ExtraHigh, "low,medium,high", "high")]
    [InlineData(ReasoningEffort.ExtraHigh, "low,medium,high,xhigh,max", "xhigh")]
    [InlineData(ReasoningEffort.Low, "minimal,high", "minimal")]
    [InlineData(ReasoningEffort.High, "max", "max")]
    public void The_nearest_level_is_taken(ReasoningEffort effort, string levels, string word) => SdkGen.Dialects.ReasoningLevels.Word(effort, levels.Split(',')).ShouldBe(word);

    [Fact]
    public async Task What_Cerebras_refuses_is_refused_before_it_is_sent()
    {
        var refusal = await Should.ThrowAsync<LlmException>(
            () => SentAsync(CerebrasProvider.Profile, "gpt-oss-120b", new ChatOptions { FrequencyPenalty = 1 }));

        refusal.Kind.ShouldBe(LlmErrorKind.Unsupported);
        refusal.Message.ShouldContain("gpt-oss-120b does not take frequency_penalty: Cerebras answers frequency_penalty with an error. Leave it out.");
    }

    [Fact]
    public void An_account_without_an_address_is_told_which_to_set() =>
        Should.Throw<ArgumentException>(() => new ProviderConnection(() => new HttpClient(), AzureOpenAIProvider.Profile, new() { ApiKey = "k" }))
            .Message.ShouldStartWith("Every account at Azure OpenAI has an address of its own: set BaseUrl, Llm:AzureOpenAI:BaseUrl or AZURE_OPENAI_BASE_URL.");

    private static async Task<string> SentAsync(ProviderProfile profile, string model, ChatOptions options)
    {
        var stub = new OpenAIStub(profile).Answer(Ok);
        await stub.Chat(model).GetResponseAsync([new(ChatRole.User, "?")], options);
        return stub.Requests.Single();
    }
}
