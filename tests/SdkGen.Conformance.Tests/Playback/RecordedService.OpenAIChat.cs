using SdkGen.Conformance.Tests.Recordings;

namespace SdkGen.Conformance.Tests.Playback;

internal sealed partial record RecordedService
{
    private const string Elsewhere = "elsewhere";

    /// <summary>Who speaks OpenAI's protocol; who has no provider of its own is read through OpenAI's.</summary>
    private static IEnumerable<RecordedService> VendorsOfOpenAIChat() =>
    [
        new("OllamaOpenAI", recording => IsChat(recording, "ollama"), (llm, account) => llm.AddOllamaOpenAI(account), typeof(OllamaOpenAIModels.Qwen34b), typeof(OllamaOpenAIModels.NomicEmbedTextLatest)) { Address = server => server.CompatibleUrl("ollama") },
        new("LabAzureDeployments", recording => IsChat(recording, "azure") && Asks(recording, "/openai/deployments/"), (llm, account) => llm.AddLabAzureDeployments(account), typeof(LabAzureDeploymentsModels.AnyModel), typeof(LabAzureDeploymentsModels.AnyModel)) { Address = server => server.CompatibleUrl("azure") },
        new("LabAzureOpenAI", recording => IsChat(recording, "azure"), (llm, account) => llm.AddLabAzureOpenAI(account), typeof(LabAzureOpenAIModels.AnyModel), typeof(LabAzureOpenAIModels.AnyModel)) { Address = server => server.CompatibleUrl("azure") },
        new("Cerebras", recording => IsChat(recording, "cerebras"), (llm, account) => llm.AddCerebras(account), typeof(CerebrasModels.GptOss120b)) { Address = server => server.CompatibleUrl("cerebras") },
        new("DeepInfra", recording => IsChat(recording, "deepinfra"), (llm, account) => llm.AddDeepInfra(account), typeof(DeepInfraModels.ZaiOrgGLM52)) { Address = server => server.CompatibleUrl("deepinfra") },
        new("DeepSeek", recording => IsChat(recording, "deepseek"), (llm, account) => llm.AddDeepSeek(account), typeof(DeepSeekModels.DeepseekV4Pro)) { Address = server => server.CompatibleUrl("deepseek") },
        new("Groq", recording => IsChat(recording, "groq"), (llm, account) => llm.AddGroq(account), typeof(GroqModels.OpenaiGptOss120b)) { Address = server => server.CompatibleUrl("groq") },
        new("LabLlamaCpp", recording => IsChat(recording, "llamacpp"), (llm, account) => llm.AddLabLlamaCpp(account), typeof(LabLlamaCppModels.AnyModel), typeof(LabLlamaCppModels.AnyModel)) { Address = server => server.CompatibleUrl("llamacpp") },
        new("LabMistral", recording => IsChat(recording, "mistral"), (llm, account) => llm.AddLabMistral(account), typeof(LabMistralModels.AnyModel), typeof(LabMistralModels.AnyModel)) { Address = server => server.CompatibleUrl("mistral") },
        new("LabOpenRouter", recording => IsChat(recording, "openrouter"), (llm, account) => llm.AddLabOpenRouter(account), typeof(LabOpenRouterModels.AnyModel), typeof(LabOpenRouterModels.AnyModel)) { Address = server => server.CompatibleUrl("openrouter") },
        new("LabVLlm", recording => IsChat(recording, "vllm"), (llm, account) => llm.AddLabVLlm(account), typeof(LabVLlmModels.AnyModel), typeof(LabVLlmModels.AnyModel)) { Address = server => server.CompatibleUrl("vllm") },
        new("XAI", recording => IsChat(recording, "xai"), (llm, account) => llm.AddXAI(account), typeof(XAIModels.Grok43)) { Address = server => server.CompatibleUrl("xai") },
        new("ZAI", recording => IsChat(recording, "zhipu", "zai"), (llm, account) => llm.AddZAI(account), typeof(ZAIModels.Glm52)) { Address = server => server.CompatibleUrl("zai") },
        new("OpenAI", recording => recording.Dialect == "openai-chat" && !recording.Folder.StartsWith("openai-chat", StringComparison.Ordinal) && !Asks(recording, "//api.openai.com/"), (llm, account) => llm.AddOpenAI(Elsewhere, account), typeof(OpenAIModels.Gpt41Mini))
        {
            // Services without a provider of their own step over what they do not know, where OpenAI refuses it.
            Account = Elsewhere,
            Address = server => server.CompatibleUrl(Elsewhere),
        },
        new("OpenAI", recording => recording.Dialect is "openai-chat" or "embeddings" or "models", (llm, account) => llm.AddOpenAI(account), typeof(OpenAIModels.Gpt41Mini), typeof(OpenAIModels.TextEmbedding3Small)),
    ];

    /// <summary>Whatever a vendor of OpenAI's protocol answers by it.</summary>
    private static bool IsChat(Recording recording, params string[] folders) => folders.Contains(recording.Folder) && recording.Dialect is "openai-chat" or "embeddings" or "models";
}
