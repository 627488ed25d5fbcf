using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SdkGen.Runtime.Tests.Support;
using SdkGen.Testing;

namespace SdkGen.Pipeline.Tests.Tokens;

public class TokenEstimateTests
{
    /// <summary>Each text with a wide bracket around what byte-pair tokenizers of any vocabulary make of such text; no tokenizer is part of the build.</summary>
    [Theory]
    [InlineData("The quick brown fox jumps over the lazy dog.", 9, 12)]
    [InlineData("for (int i = 0; i < 10; i++) { sum += values[i]; }", 18, 25)]
    [InlineData("12345678901234567890", 7, 20)]
    [InlineData("Съешь же ещё этих мягких французских булок", 11, 22)]
    [InlineData("我能吞下玻璃而不伤身体。", 7, 18)]
    [InlineData("नमस्ते दुनिया, आप कैसे हैं", 8, 30)]
    [InlineData("aGVsbG8gd29ybGQgdGhpcyBpcyBhIGxvbmcgYmFzZTY0IHRleHQgdGhhdCBnb2VzIG9u", 25, 45)]
    public void Bounds_hold_what_tokenizers_count(string text, int fewest, int most)
    {
        var estimate = TokenEstimate.Of(text);

        estimate.Least.ShouldBeLessThanOrEqualTo(fewest);
        estimate.Most.ShouldBeGreaterThanOrEqualTo(most);
        estimate.Most.ShouldBeLessThanOrEqualTo(most * 3);
        TextTokens.Of(System.Text.Encoding.UTF8.GetBytes(text)).ShouldBe(estimate);
    }

    [Fact]
    public void Everything_that_is_sent_counts()
    {
        var plain = TokenEstimate.Of([new ChatMessage(ChatRole.User, "hi")]);
        var tool = AIFunctionFactory.Create((string city) => city, "GetWeather", "Gets the weather of a city.");
        AIContent[] parts =
        [
            new DataContent(new byte[10], "image/png"), new UriContent("https://example.org/a.png", "image/png"), new DataContent(new byte[100_000], "application/pdf"),
            new DataContent("a,b,c"u8.ToArray(), "text/csv"), new DataContent(new byte[1_000_000], "audio/wav"), new FunctionCallContent("1", "GetWeather", new Dictionary<string, object?> { ["city"] = "Paris" }),
            new FunctionResultContent("1", new[] { "a", "b" }), new FunctionResultContent("1", new TextContent("sunny")), new TextReasoningContent("well") { ProtectedData = new string('x', 400) },
        ];

        foreach (var part in parts)
            TokenEstimate.Of([new ChatMessage(ChatRole.User, [new TextContent("hi"), part])]).Most.ShouldBeGreaterThan(plain.Most, part.GetType().Name);
        TokenEstimate.Of([new(ChatRole.User, "hi")], new() { Tools = [tool] }).Least.ShouldBeGreaterThan(plain.Least + 10);
        TokenEstimate.Of([new(ChatRole.User, "hi")], new() { Instructions = "Answer in French." }).Least.ShouldBeGreaterThan(plain.Least);
        TokenEstimate.Of([new(ChatRole.User, "hi")], new() { ResponseFormat = ChatResponseFormat.ForJsonSchema(tool.JsonSchema) }).Least.ShouldBeGreaterThan(plain.Least);
    }

    [Fact]
    public async Task Any_client_counts_and_says_whether_it_has_guessed()
    {
        await using var server = await LlmEmulator.StartAsync();
        using var services = new ServiceCollection().AddLlm(llm => llm
            .AddAnthropic(options => (options.BaseUrl, options.ApiKey) = (server.AnthropicUrl, "any"))
            .AddOpenAI(options => (options.BaseUrl, options.ApiKey) = (server.OpenAIUrl, "any"))).BuildServiceProvider();

        (await services.GetRequiredService<IChatClient<AnthropicModels.ClaudeHaiku45>>().CountTokensAsync("How many?")).IsEstimate.ShouldBeFalse();
        (await services.GetRequiredService<IChatClient<OpenAIModels.Gpt41Mini>>().CountTokensAsync("How many?")).IsEstimate.ShouldBeTrue();
        (await new FakeChatClient().CountTokensAsync("How many?")).ShouldBe(new TokenCount(TokenEstimate.Of([new ChatMessage(ChatRole.User, "How many?")]).Most, true));
    }

    [Fact]
    public async Task A_service_without_the_operation_of_its_protocol_leaves_an_estimate()
    {
        var client = new Counting(() => throw new LlmException(LlmErrorKind.NotFound, "no such path") { Status = 404 });
        (await client.CountTokensAsync("hi")).IsEstimate.ShouldBeTrue();

        var refused = new Counting(() => throw new LlmException(LlmErrorKind.Authentication, "no key") { Status = 401 });
        (await Should.ThrowAsync<LlmException>(() => refused.CountTokensAsync("hi"))).Kind.ShouldBe(LlmErrorKind.Authentication);
    }

    private sealed class Counting(Func<long> count) : FakeChatClient, ITokenCounter
    {
        public Task<long> CountTokensAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => Task.FromResult(count());
    }
}
