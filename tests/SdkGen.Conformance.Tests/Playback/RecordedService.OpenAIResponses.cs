using SdkGen.Conformance.Tests.Recordings;
using SdkGen.Testing;
using SdkGen.Transport;

namespace SdkGen.Conformance.Tests.Playback;

/// <summary>Services over the Responses protocol: accounts of their own, switched to it.</summary>
internal sealed partial record RecordedService
{
    private const string ResponsesAccount = "responses";

    /// <summary>The account's name, for one beside the default.</summary>
    public string? Account { get; init; }

    private static RecordedService[] VendorsOfOpenAIResponses() =>
    [
        Responses("xAI", server => server.CompatibleUrl("xai"), "xai/", (llm, account) => llm.AddXAI(ResponsesAccount, account), typeof(XAIModels.Grok43)),
        Responses("DeepSeek", server => server.CompatibleUrl("deepseek"), "deepseek/", (llm, account) => llm.AddDeepSeek(ResponsesAccount, account), typeof(DeepSeekModels.DeepseekV4Flash)),
        Responses("OpenRouter", server => server.CompatibleUrl("openrouter"), "openrouter/", (llm, account) => llm.AddOpenRouter(ResponsesAccount, account), typeof(OpenRouterModels.OpenaiGpt55)),
        Responses("Mantle", server => server.CompatibleUrl("bedrock-mantle"), "bedrock/", (llm, account) => llm.AddOpenAI("mantle", account), typeof(OpenAIModels.Gpt41Mini), "mantle"),
        Responses("AzureOpenAI", server => server.OpenAIUrl, "azure/", (llm, account) => llm.AddAzureOpenAI(ResponsesAccount, account), typeof(AzureOpenAIModels.Gpt5Mini)),
        Responses("OpenAI", server => server.OpenAIUrl, "", (llm, account) => llm.AddOpenAI(ResponsesAccount, account), typeof(OpenAIModels.Gpt41Mini)),
    ];

    private static RecordedService Responses(string name, Func<LlmEmulator, string> address, string folder, Func<LlmBuilder, Action<ProviderOptions>, LlmBuilder> add, Type model, string account = ResponsesAccount) => new(
        name,
        recording => recording.Id.StartsWith(folder, StringComparison.Ordinal)
            && (recording.Dialect == "openai-responses" || (recording.Dialect == "count-tokens" && recording.Id.StartsWith("openai", StringComparison.Ordinal))),
        (llm, configure) => add(llm, options =>
        {
            configure(options);
            options.Dialect = "openai-responses";
        }),
        model)
    {
        Account = account,
        Address = address,
    };
}
