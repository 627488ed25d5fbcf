using Microsoft.Extensions.AI;
using SdkGen.Transport;
using SdkGen.Wire.CohereV1;

namespace SdkGen.Dialects.CohereV1;

/// <summary>Makes wire requests of conversations and options.</summary>
internal sealed class CohereV1RequestFactory(IChatClient client, ProviderProfile profile, ModelFacts model)
{
    public CohereV1Request Create(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        // What the caller's own request sets stays: options fill in the rest.
        var request = options?.RawRepresentationFactory?.Invoke(client) as CohereV1Request ?? new CohereV1Request();
        var parameters = RequestParameters.Of(profile, model, options?.ModelId);
        request.Model ??= parameters.Facts.Id;
        if (!string.IsNullOrWhiteSpace(options?.Instructions))
            request.Preamble ??= options.Instructions;
        new CohereV1ConversationWriter(profile, request).Write(messages);
        if (options is not null)
            Take(request, options, parameters);
        return request;
    }

    private void Take(CohereV1Request request, ChatOptions options, RequestParameters parameters)
    {
        request.Temperature ??= parameters.Number("temperature", "temperature", options.Temperature);
        request.TopP ??= parameters.Number("topP", "p", options.TopP);
        request.TopK ??= parameters.Allowed("topK", "k", options.TopK);
        request.FrequencyPenalty ??= parameters.Number("frequencyPenalty", "frequency_penalty", options.FrequencyPenalty);
        request.PresencePenalty ??= parameters.Number("presencePenalty", "presence_penalty", options.PresencePenalty);
        request.Seed ??= parameters.Allowed("seed", "seed", options.Seed);
        request.MaxTokens ??= parameters.Allowed("maxOutputTokens", "max_tokens", options.MaxOutputTokens);
        if (parameters.Texts("stop", "stop_sequences", options.StopSequences) is { } stops)
            request.StopSequences ??= stops;
        parameters.LackSingleCalls(options);
        parameters.Lack("thinking", options.Reasoning?.Effort is not null and not ReasoningEffort.None, "the protocol has no reasoning. Ask over Cohere's protocol v2");
        parameters.Lack("requiredToolChoice", options is { ToolMode: RequiredChatToolMode { RequiredFunctionName: null }, Tools.Count: > 0 }, "the protocol has no choice among tools. Ask over Cohere's protocol v2");
        var only = (options.ToolMode as RequiredChatToolMode)?.RequiredFunctionName;
        foreach (var tool in options.ToolMode is NoneChatToolMode ? [] : options.Tools ?? [])
        {
            if (only is not null && tool.Name != only)
                continue;
            if (tool is not AIFunctionDeclaration function)
                throw new LlmException(LlmErrorKind.Unsupported, $"{profile.Name} cannot be offered the tool '{tool.Name}' of type {tool.GetType().Name} over this protocol.") { Provider = profile.Id };
            (request.Tools ??= []).Add(CohereV1ToolForm.Of(function));
        }

        if (request.Tools is { Count: > 0 })
            CapabilityGuard.NeedTools(profile, parameters.Facts);
        if (options.ResponseFormat is ChatResponseFormatJson format)
            request.ResponseFormat ??= new() { Type = "json_object", Schema = format.Schema is { } schema ? schema : null };
        request.UnknownMembers = parameters.Members(options.AdditionalProperties?.Where(property => property.Key is not ("strict" or "model" or "message" or "stream")), request.UnknownMembers);
    }
}
