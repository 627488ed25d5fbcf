using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SdkGen.Runtime.Tests.Support;
using SdkGen.Testing;
using SdkGen.Transport;

namespace SdkGen.Pipeline.Tests.Faults;

/// <summary>An application that asks a service of any dialect, with retries and timeouts, over real sockets and by a clock that goes as fast as somebody waits.</summary>
internal sealed class FaultyService : IAsyncDisposable
{
    /// <summary>Text whose characters have up to four bytes, in enough pieces that every dialect has begun to talk after seven events.</summary>
    public const string Text = "Grüße aus Köln 👋 von eins und zwei und drei und vier";

    public const string Key = "sk-test-0123456789";

    public static readonly string[] Dialects = ["openai-chat", "openai-responses", "anthropic-messages", "gemini", "bedrock-converse", "cohere-chat", "ollama-chat"];

    private readonly ServiceProvider _services;
    private readonly string _dialect;

    private FaultyService(string dialect, LlmEmulator server, string? address, bool withTimeouts, int? longest)
    {
        _dialect = dialect;
        Server = server;
        _services = new ServiceCollection().AddSingleton<TimeProvider>(Clock)
            .AddLlm(llm =>
            {
                Add(llm, options =>
                {
                    (options.BaseUrl, options.ApiKey, options.Timeout) = (address ?? Address, Key, Timeout.InfiniteTimeSpan);
                    options.MaxEventLength = longest ?? options.MaxEventLength;
                }).AddRetry(retries => retries.MaxRetries = 2);
                if (withTimeouts)
                    llm.AddTimeouts(limits => (limits.FirstContent, limits.BetweenContents, limits.WholeCall) = (TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(3)));
            })
            .BuildServiceProvider();
    }

    public LlmEmulator Server { get; }

    public ManualClock Clock { get; } = new();

    public IChatClient Chat => _dialect switch
    {
        "openai-chat" or "openai-responses" => _services.GetRequiredService<IChatClient<OpenAIModels.Gpt41Mini>>(),
        "anthropic-messages" => _services.GetRequiredService<IChatClient<AnthropicModels.ClaudeHaiku45>>(),
        "gemini" => _services.GetRequiredService<IChatClient<GeminiModels.Gemini25Flash>>(),
        "bedrock-converse" => _services.GetRequiredService<IChatClient<BedrockModels.ClaudeHaiku45>>(),
        "cohere-chat" => _services.GetRequiredService<IChatClient<CohereModels.CommandA032025>>(),
        _ => _services.GetRequiredService<IChatClient<OllamaModels.Qwen34b>>(),
    };

    private string Address => _dialect switch
    {
        "openai-chat" or "openai-responses" => Server.OpenAIUrl,
        "anthropic-messages" => Server.AnthropicUrl,
        "gemini" => Server.GeminiUrl,
        "bedrock-converse" => Server.BedrockUrl,
        "cohere-chat" => Server.CohereUrl,
        _ => Server.OllamaUrl,
    };

    /// <param name="dialect">Which service.</param>
    /// <param name="address">Changes its address; null leaves it.</param>
    /// <param name="withTimeouts">Without them, nobody waits by the clock but for the next attempt.</param>
    /// <param name="longest">Most bytes of an event; null leaves it.</param>
    public static async Task<FaultyService> StartAsync(string dialect, Func<LlmEmulator, string>? address = null, bool withTimeouts = true, int? longest = null)
    {
        var server = await LlmEmulator.StartAsync();
        return new FaultyService(dialect, server, address?.Invoke(server), withTimeouts, longest);
    }

    /// <summary>Asks, lets time pass as long as anybody waits for it, and tells what came.</summary>
    public async Task<Exchange> AskAsync(bool streaming)
    {
        var exchange = new Exchange();
        var started = Clock.GetUtcNow();
        var asking = AskAsync(streaming, exchange);
        await Clock.RunAsync(asking, TimeSpan.FromSeconds(1)).WaitAsync(TimeSpan.FromMinutes(2));
        await asking;
        exchange.Waited = Clock.GetUtcNow() - started;
        return exchange;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Server.DisposeAsync();
    }

    private async Task AskAsync(bool streaming, Exchange exchange)
    {
        try
        {
            if (streaming)
            {
                var updates = new List<ChatResponseUpdate>();
                await foreach (var update in Chat.GetStreamingResponseAsync("Hello"))
                {
                    updates.Add(update);
                    exchange.Text += update.Text;
                }

                exchange.Attempts = updates.ToChatResponse().GetAttempts();
                return;
            }

            var response = await Chat.GetResponseAsync("Hello");
            (exchange.Text, exchange.Attempts) = (response.Text, response.GetAttempts());
        }
        catch (LlmException failure)
        {
            (exchange.Failure, exchange.Attempts) = (failure, failure.Attempts);
        }
    }

    private LlmBuilder Add(LlmBuilder llm, Action<ProviderOptions> configure) => _dialect switch
    {
        "openai-chat" or "openai-responses" => llm.AddOpenAI(options =>
        {
            configure(options);
            options.Dialect = _dialect;
        }),
        "anthropic-messages" => llm.AddAnthropic(configure),
        "gemini" => llm.AddGemini(configure),
        "bedrock-converse" => llm.AddBedrock(configure),
        "cohere-chat" => llm.AddCohere(configure),
        _ => llm.AddOllama(configure),
    };
}

/// <summary>What came of a call.</summary>
internal sealed class Exchange
{
    public string Text { get; set; } = "";

    public int Attempts { get; set; }

    public LlmException? Failure { get; set; }

    public TimeSpan Waited { get; set; }
}
