using System.ClientModel;
using System.ClientModel.Primitives;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Anthropic;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using OpenAI;
using OpenAI.Chat;
using SdkGen.Dialects.OpenAIChat;
using SdkGen.Transport;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace SdkGen.Benchmarks;

/// <summary>A whole answer of 2 KB to ten messages and twenty tools (19 KB). The limit is <see cref="HandWrittenChatClient"/>, called as all others are.</summary>
[MemoryDiagnoser]
public class UnaryBenchmarks
{
    private static readonly string s_text = string.Concat(Enumerable.Repeat("The lighthouse keeper looked out over the sea. ", 40));

    private static readonly byte[] s_openAI = Encoding.UTF8.GetBytes(
        $$$"""{"id":"chatcmpl-CUzglwb3vNl0g1HVqwc4FHmdbAevC","object":"chat.completion","created":1761503007,"model":"gpt-4o-2024-08-06","choices":[{"index":0,"message":{"role":"assistant","content":"{{{s_text}}}","refusal":null},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":12,"completion_tokens":400,"total_tokens":412},"service_tier":"default"}""");

    private static readonly byte[] s_anthropic = Encoding.UTF8.GetBytes(
        $$$"""{"id":"msg_01XFDUDYJgAACzvnptvVoYEL","type":"message","role":"assistant","model":"claude-haiku-5-5","content":[{"type":"text","text":"{{{s_text}}}"}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":12,"output_tokens":400}}""");

    private static readonly JsonElement s_schema = JsonDocument.Parse(
        """
        {"type":"object","properties":{"city":{"type":"string","description":"City name, for example Paris. Give the name in the language of the country, without the region.","minLength":1,"maxLength":80},
        "days":{"type":"integer","description":"How many days ahead the forecast goes, today included. Far days are less certain than near ones.","minimum":1,"maximum":14,"default":3},
        "unit":{"type":"string","description":"The unit of the temperatures in the answer.","enum":["Celsius","Fahrenheit","Kelvin"],"default":"Celsius"},
        "hourly":{"type":"boolean","description":"Whether the answer has a row for each hour and not only one for each day, which makes it long.","default":false}},"required":["city"],"additionalProperties":false}
        """).RootElement;

    private readonly CannedHandler _openAI = new(s_openAI, "application/json");
    private readonly CannedHandler _anthropic = new(s_anthropic, "application/json");
    private readonly CannedHandler _sdkGenOpenAI = new(s_openAI, "application/json");
    private readonly CannedHandler _sdkGenAnthropic = new(s_anthropic, "application/json");
    private readonly ChatMessage[] _messages =
        [.. Enumerable.Range(0, 10).Select(i => new ChatMessage(i % 2 == 0 ? ChatRole.User : ChatRole.Assistant, string.Create(CultureInfo.InvariantCulture, $"Message {i} of a conversation about the weather at the sea."))), new ChatMessage(ChatRole.User, "And now?")];

    private readonly AITool[] _tools = [.. Enumerable.Range(0, 20).Select(i => AIFunctionFactory.CreateDeclaration(string.Create(CultureInfo.InvariantCulture, $"GetForecast{i}"), "Gets the forecast for a city.", s_schema))];

    private ChatOptions _options = null!;
    private IChatClient _byHand = null!;
    private IChatClient _byHandOnFactoryClient = null!;
    private ChatClient _openAIPeer = null!;
    private List<OpenAI.Chat.ChatMessage> _openAIMessages = null!;
    private ChatCompletionOptions _openAIOptions = null!;
    private IChatClient _anthropicPeer = null!;
    private IChatClient _openAISdkGen = null!;
    private IChatClient _openAIOnHttpClient = null!;
    private IChatClient _anthropicSdkGen = null!;

    [GlobalSetup]
    public void Setup()
    {
        _options = new ChatOptions { Tools = _tools };
        var http = new HttpClient(_openAI);
        _byHand = new HandWrittenChatClient(http);
        _openAIPeer = new ChatClient("gpt-4o", new ApiKeyCredential("k"), new OpenAIClientOptions { Transport = new HttpClientPipelineTransport(http) });
        _openAIMessages = [.. _messages.Select(message => message.Role == ChatRole.User ? (OpenAI.Chat.ChatMessage)new UserChatMessage(message.Text) : new AssistantChatMessage(message.Text))];
        _openAIOptions = new ChatCompletionOptions();
        foreach (var tool in _tools.Cast<AIFunctionDeclaration>())
            _openAIOptions.Tools.Add(ChatTool.CreateFunctionTool(tool.Name, tool.Description, BinaryData.FromString(tool.JsonSchema.GetRawText())));
        _anthropicPeer = new AnthropicClient { ApiKey = "k", HttpClient = new HttpClient(_anthropic), MaxRetries = 0 }.AsIChatClient("claude-haiku-5-5", 1024);

        var services = new ServiceCollection();
        services.AddLlm(llm => llm.AddOpenAI(options => options.ApiKey = "k").AddAnthropic(options => options.ApiKey = "k"));
        services.AddHttpClient("SdkGen.OpenAI").ConfigurePrimaryHttpMessageHandler(() => _sdkGenOpenAI);
        services.AddHttpClient("SdkGen.Anthropic").ConfigurePrimaryHttpMessageHandler(() => _sdkGenAnthropic);
        var provider = services.BuildServiceProvider();
        _byHandOnFactoryClient = new HandWrittenChatClient(provider.GetRequiredService<IHttpClientFactory>().CreateClient("SdkGen.OpenAI"));
        _openAIOnHttpClient = OpenAIChatDialect.Instance.CreateChatClient(
            new ProviderConnection(() => http, OpenAIProvider.Profile, new ProviderOptions { ApiKey = "k" }), new ModelFacts { Id = OpenAIModels.Gpt4o.Id, Type = typeof(OpenAIModels.Gpt4o) });
        _openAISdkGen = provider.GetRequiredService<IChatClient<OpenAIModels.Gpt4o>>();
        _anthropicSdkGen = provider.GetRequiredService<IChatClient<AnthropicModels.ClaudeHaiku55>>();
    }

    /// <summary>Says how long the requests are, which no time shows.</summary>
    [GlobalCleanup]
    public void Report() => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"// Request bytes: OpenAI hand-written or package {_openAI.RequestLength}, SdkGen {_sdkGenOpenAI.RequestLength}; Anthropic package {_anthropic.RequestLength}, SdkGen {_sdkGenAnthropic.RequestLength}"));

    [Benchmark(Baseline = true)]
    public Task<int> Limit() => AskAsync(_byHand);

    /// <summary>The same with an HTTP client of the factory, whose handlers log and count: what the injected client sends through.</summary>
    [Benchmark]
    public Task<int> LimitOnFactoryClient() => AskAsync(_byHandOnFactoryClient);

    [Benchmark]
    public async Task<int> OpenAIPackage() => (await _openAIPeer.CompleteChatAsync(_openAIMessages, _openAIOptions).ConfigureAwait(false)).Value.Content[0].Text.Length;

    [Benchmark]
    public Task<int> SdkGenOpenAI() => AskAsync(_openAIOnHttpClient);

    [Benchmark]
    public Task<int> SdkGenOpenAIInjected() => AskAsync(_openAISdkGen);

    [Benchmark]
    public Task<int> AnthropicPackage() => AskAsync(_anthropicPeer);

    [Benchmark]
    public Task<int> SdkGenAnthropic() => AskAsync(_anthropicSdkGen);

    private async Task<int> AskAsync(IChatClient client) => (await client.GetResponseAsync(_messages, _options).ConfigureAwait(false)).Text.Length;
}
