using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using SdkGen.Conformance.Tests.Recordings;
using SdkGen.Testing;
using SdkGen.Transport;

namespace SdkGen.Conformance.Tests.Playback;

/// <summary>Through which client of the shipped packages recordings are read.</summary>
/// <param name="Name">The provider, as its configuration section is called.</param>
/// <param name="Fits">Whether a recording is one of this service, by its folder and dialect.</param>
/// <param name="Add">Adds the provider to an application.</param>
/// <param name="ChatModel">Any of its models that chats.</param>
/// <param name="EmbeddingModel">Any of its models that makes embeddings; null where there is none.</param>
internal sealed partial record RecordedService(
    string Name, Func<Recording, bool> Fits, Func<LlmBuilder, Action<ProviderOptions>, LlmBuilder> Add, Type ChatModel, Type? EmbeddingModel = null)
{
    /// <summary>Every service, more particular ones in front: the first that fits counts.</summary>
    public static IReadOnlyList<RecordedService> All { get; } =
    [
        new("Gemini", recording => IsOf(recording, "gemini", "gemini"), (llm, account) => llm.AddGemini(account), typeof(GeminiModels.Gemini25Flash), typeof(GeminiModels.GeminiEmbedding001)) { Address = server => server.GeminiUrl },
        new("Gemini", recording => recording.Dialect == "gemini-interactions", (llm, account) => llm.AddGemini("interactions", options =>
        {
            account(options);
            options.Dialect = "gemini-interactions";
        }), typeof(GeminiModels.Gemini25Flash)) { Account = "interactions", Address = server => server.GeminiUrl },
        new("VertexAI", recording => IsOf(recording, "vertex", "gemini"), (llm, account) => llm.AddVertexAI(options =>
        {
            account(options);
            options.Project = "a-project";
        }), typeof(VertexAIModels.Gemini25Flash), typeof(VertexAIModels.GeminiEmbedding2)) { Address = server => server.VertexUrl },
        new("Anthropic", recording => IsOf(recording, "anthropic", "anthropic-messages"), (llm, account) => llm.AddAnthropic(account), typeof(AnthropicModels.ClaudeHaiku45)) { Address = server => server.AnthropicUrl },
        new("AnthropicBedrock", recording => IsOf(recording, "bedrock", "anthropic-messages") && recording.Dialect == "anthropic-messages", (llm, account) => llm.AddAnthropicBedrock(account), typeof(AnthropicBedrockModels.ClaudeHaiku45)) { Address = server => server.BedrockUrl },
        new("AnthropicVertex", recording => recording.Dialect == "anthropic-messages", (llm, account) => llm.AddAnthropicVertex(options =>
        {
            account(options);
            options.Project = "a-project";
        }), typeof(AnthropicVertexModels.ClaudeHaiku45)) { Address = server => server.AnthropicVertexUrl },
        new("LabCohereV1", recording => recording.Dialect == "cohere-v1", (llm, account) => llm.AddLabCohereV1(account), typeof(LabCohereV1Models.AnyModel)) { Address = server => server.CohereUrl },
        new("Cohere", recording => IsOf(recording, "cohere", "cohere-v2"), (llm, account) => llm.AddCohere(account), typeof(CohereModels.CommandA032025), typeof(CohereModels.EmbedV40)) { Address = server => server.CohereUrl },
        new("Ollama", recording => recording.Dialect == "ollama-chat" || (recording.Folder == "ollama" && Asks(recording, "/api/")), (llm, account) => llm.AddOllama(account), typeof(OllamaModels.Qwen34b), typeof(OllamaModels.AllMinilmLatest)) { Address = server => server.OllamaUrl },
        .. VendorsOfOpenAIResponses(),
        new("Bedrock", recording => recording.Dialect == "bedrock-converse" || IsOf(recording, "bedrock", "bedrock-converse"), (llm, account) => llm.AddBedrock(account), typeof(BedrockModels.ClaudeHaiku45)) { Address = server => server.BedrockUrl },
        .. VendorsOfOpenAIChat(),
    ];

    /// <summary>Where the emulator speaks as this service does.</summary>
    public Func<LlmEmulator, string> Address { get; init; } = server => server.OpenAIUrl;

    /// <summary>Whether a recording is of a provider: a chat of its dialect, or one of the operations that are the same everywhere.</summary>
    private static bool IsOf(Recording recording, string provider, string dialect) =>
        recording.Id.StartsWith(provider + "/", StringComparison.Ordinal) && (recording.Dialect == dialect || recording.Dialect is "embeddings" or "models" or "count-tokens");

    /// <summary>The service of a recording; null where none is shipped.</summary>
    public static RecordedService? Of(Recording recording) => All.FirstOrDefault(service => service.Fits(recording));

    private static bool Asks(Recording recording, string path) => recording.Request.TryGetProperty("url", out var url) && url.GetString()?.Contains(path, StringComparison.Ordinal) == true;

    public IChatClient Chat(IServiceProvider services) => (IChatClient)services.GetRequiredKeyedService(typeof(IChatClient<>).MakeGenericType(ChatModel), Account);

    /// <summary>The client of a model, where the provider lists it; else of the usual one, which takes ids that nobody lists.</summary>
    public IChatClient Chat(IServiceProvider services, string? model)
    {
        var listed = ChatModel.DeclaringType!.GetNestedTypes().FirstOrDefault(type => Attribute.GetCustomAttribute(type, typeof(LlmModelAttribute)) is LlmModelAttribute card && card.Id == model);
        return (IChatClient)services.GetRequiredKeyedService(typeof(IChatClient<>).MakeGenericType(listed ?? ChatModel), Account);
    }

    public IEmbeddingGenerator<string, Embedding<float>> Embeddings(IServiceProvider services) =>
        (IEmbeddingGenerator<string, Embedding<float>>)services.GetRequiredService(typeof(IEmbeddingGenerator<>).MakeGenericType(EmbeddingModel!));

    public IModelList Models(IServiceProvider services) => services.GetRequiredKeyedService<IModelList>(Name);
}
