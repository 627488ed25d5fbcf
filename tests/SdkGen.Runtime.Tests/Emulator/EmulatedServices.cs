using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SdkGen.Testing;
using SdkGen.Transport;

namespace SdkGen.Runtime.Tests.Emulator;

/// <summary>Every protocol and service that the emulator speaks, through the client that an application would use.</summary>
internal static class EmulatedServices
{
    private static readonly Dictionary<string, (Func<LlmEmulator, string> Address, Func<LlmBuilder, Action<ProviderOptions>, LlmBuilder> Add, Type Model)> s_all = new()
    {
        ["OpenAI"] = (server => server.OpenAIUrl, (llm, account) => llm.AddOpenAI(account), typeof(OpenAIModels.Gpt41Mini)),
        ["OpenAI over Responses"] = (server => server.OpenAIUrl, (llm, account) => llm.AddOpenAI(options => Dialect(options, account, "openai-responses")), typeof(OpenAIModels.Gpt41Mini)),
        ["Anthropic"] = (server => server.AnthropicUrl, (llm, account) => llm.AddAnthropic(account), typeof(AnthropicModels.ClaudeHaiku45)),
        ["Anthropic on Vertex AI"] = (server => server.AnthropicVertexUrl, (llm, account) => llm.AddAnthropicVertex(options => InProject(options, account)), typeof(AnthropicVertexModels.ClaudeHaiku45)),
        ["Anthropic on Bedrock"] = (server => server.BedrockUrl, (llm, account) => llm.AddAnthropicBedrock(account), typeof(AnthropicBedrockModels.ClaudeHaiku45)),
        ["Bedrock"] = (server => server.BedrockUrl, (llm, account) => llm.AddBedrock(account), typeof(BedrockModels.ClaudeHaiku45)),
        ["Gemini"] = (server => server.GeminiUrl, (llm, account) => llm.AddGemini(account), typeof(GeminiModels.Gemini25Flash)),
        ["Gemini over Interactions"] = (server => server.GeminiUrl, (llm, account) => llm.AddGemini(options => Dialect(options, account, "gemini-interactions")), typeof(GeminiModels.Gemini25Flash)),
        ["Vertex AI"] = (server => server.VertexUrl, (llm, account) => llm.AddVertexAI(options => InProject(options, account)), typeof(VertexAIModels.Gemini25Flash)),
        ["Cohere"] = (server => server.CohereUrl, (llm, account) => llm.AddCohere(account), typeof(CohereModels.CommandA032025)),
        ["Cohere over v1"] = (server => server.CohereUrl, (llm, account) => llm.AddCohere(options => Dialect(options, account, "cohere-v1")), typeof(CohereModels.CommandA032025)),
        ["Ollama"] = (server => server.OllamaUrl, (llm, account) => llm.AddOllama(account), typeof(OllamaModels.Qwen34b)),
        ["Mistral"] = (server => server.CompatibleUrl("mistral"), (llm, account) => llm.AddMistral(account), typeof(MistralModels.MistralSmallLatest)),
        ["DeepSeek"] = (server => server.CompatibleUrl("deepseek"), (llm, account) => llm.AddDeepSeek(account), typeof(DeepSeekModels.DeepseekV4Flash)),
        ["Groq"] = (server => server.CompatibleUrl("groq"), (llm, account) => llm.AddGroq(account), typeof(GroqModels.OpenaiGptOss120b)),
        ["Cerebras"] = (server => server.CompatibleUrl("cerebras"), (llm, account) => llm.AddCerebras(account), typeof(CerebrasModels.GptOss120b)),
        ["xAI"] = (server => server.CompatibleUrl("xai"), (llm, account) => llm.AddXAI(account), typeof(XAIModels.Grok43)),
        ["OpenRouter"] = (server => server.CompatibleUrl("openrouter"), (llm, account) => llm.AddOpenRouter(account), typeof(OpenRouterModels.OpenaiGpt55)),
        ["Azure OpenAI"] = (server => server.CompatibleUrl("azure"), (llm, account) => llm.AddAzureOpenAI(account), typeof(AzureOpenAIModels.Gpt5Mini)),
    };

    public static IEnumerable<TheoryDataRow<string>> Names => s_all.Keys.Select(name => new TheoryDataRow<string>(name));

    public static IEnumerable<TheoryDataRow<string, bool>> NamesAndForms => s_all.Keys.SelectMany(name => new[] { new TheoryDataRow<string, bool>(name, true), new TheoryDataRow<string, bool>(name, false) });

    public static ServiceProvider Services(string name, LlmEmulator server, Action<ProviderOptions>? configure = null)
    {
        var (address, add, _) = s_all[name];
        return new ServiceCollection().AddLlm(llm => add(llm, Account)).BuildServiceProvider();

        void Account(ProviderOptions options)
        {
            (options.BaseUrl, options.ApiKey) = (address(server), "test-key");
            configure?.Invoke(options);
        }
    }

    public static IChatClient Client(string name, IServiceProvider services) => (IChatClient)services.GetRequiredService(typeof(IChatClient<>).MakeGenericType(s_all[name].Model));

    private static void Dialect(ProviderOptions options, Action<ProviderOptions> account, string dialect)
    {
        account(options);
        options.Dialect = dialect;
    }

    private static void InProject(ProviderOptions options, Action<ProviderOptions> account)
    {
        account(options);
        options.Project = "a-project";
    }
}
