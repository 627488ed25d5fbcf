using SdkGen.Dialects.AnthropicMessages;
using SdkGen.Dialects.BedrockConverse;
using SdkGen.Dialects.CohereChat;
using SdkGen.Dialects.CohereV1;
using SdkGen.Dialects.Gemini;
using SdkGen.Dialects.GeminiInteractions;
using SdkGen.Dialects.OllamaChat;
using SdkGen.Dialects.OpenAIChat;
using SdkGen.Dialects.OpenAIResponses;
using SdkGen.Transport;

namespace SdkGen.Runtime.Tests.Dialects;

/// <summary>A provider of each dialect, by the dialect's id.</summary>
internal static class DialectServices
{
    public static readonly Dictionary<string, (ProviderProfile Profile, Dialect Dialect)> All = new()
    {
        ["openai-chat"] = (OpenAIProvider.Profile, OpenAIChatDialect.Instance),
        ["openai-responses"] = (OpenAIProvider.Profile, OpenAIResponsesDialect.Instance),
        ["anthropic-messages"] = (AnthropicProvider.Profile, AnthropicMessagesDialect.Instance),
        ["gemini"] = (GeminiProvider.Profile, GeminiDialect.Instance),
        ["gemini-interactions"] = (GeminiProvider.Profile, GeminiInteractionsDialect.Instance),
        ["bedrock-converse"] = (BedrockProvider.Profile, BedrockConverseDialect.Instance),
        ["cohere-chat"] = (CohereProvider.Profile, CohereChatDialect.Instance),
        ["cohere-v1"] = (CohereProvider.Profile, CohereV1Dialect.Instance),
        ["ollama-chat"] = (OllamaProvider.Profile, OllamaChatDialect.Instance),
    };
}
