using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Dialects.BedrockConverse;
using SdkGen.Transport;
using SdkGen.Wire.AnthropicMessages;

namespace SdkGen.Dialects.AnthropicMessages;

/// <summary>Makes wire requests of conversations and options. What the service is known to refuse for a model is refused here, before anything is sent.</summary>
internal sealed class AnthropicMessagesRequestFactory(IChatClient client, ProviderConnection connection, ModelFacts model, AnthropicMessagesTraits traits)
{
    // Every model writes so much; the service asks for a number.
    private const int SafeMaximum = 4096;

    private readonly ProviderProfile _profile = connection.Profile;
    private readonly AnthropicMessagesToolWriter _tools = new(connection.Profile, traits);

    /// <summary>How Amazon Bedrock addresses models.</summary>
    private readonly BedrockConverseTraits _addresses = new(connection.Profile.Wire);
    private readonly string? _geography = connection.Options.Settings.TryGetValue("inferenceProfile", out var geography) ? geography : null;

    /// <summary>Makes a request.</summary>
    /// <returns>The body, the model for the path, and features in testing for the header; null where there are none.</returns>
    public (AnthropicMessagesRequest Request, string Model, string? Betas) Create(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        // What the caller's own request sets stays: options fill in the rest.
        var request = options?.RawRepresentationFactory?.Invoke(client) as AnthropicMessagesRequest ?? new AnthropicMessagesRequest();
        var asked = request.Model ?? options?.ModelId;
        var parameters = RequestParameters.Of(_profile, model, asked is null ? null : _addresses.ModelOf(asked));
        var betas = new AnthropicMessagesBetas(request.AnthropicBeta);
        var id = _addresses.Addressed(asked ?? model.Id, _geography);
        request.Model = traits.ModelInPath ? null : id;
        request.AnthropicVersion ??= traits.Version;
        request.MaxTokens ??= options?.MaxOutputTokens ?? parameters.Facts.MaxOutput ?? SafeMaximum;
        WriteMessages(request, messages, options, parameters, betas);
        if (options is not null)
            WriteOptions(request, options, parameters, betas);
        request.AnthropicBeta = traits.BetasInBody ? betas.ToList() : null;
        return (request, id, traits.BetasInBody ? null : betas.ToHeader());
    }

    private void WriteMessages(AnthropicMessagesRequest request, IReadOnlyList<ChatMessage> messages, ChatOptions? options, RequestParameters parameters, AnthropicMessagesBetas betas)
    {
        var parts = new AnthropicMessagesPartWriter(_profile, () => betas.Add(traits.FilesBeta));
        var conversation = new AnthropicMessagesConversation(request.Messages ??= [], parts, traits.SystemMessagesInPlace && !parameters.Refuses("systemMessages"));
        if (!string.IsNullOrWhiteSpace(options?.Instructions))
            conversation.AddInstructions(options.Instructions);
        foreach (var message in messages)
            conversation.Add(message);
        foreach (var tool in options?.Tools ?? [])
        {
            if (tool is HostedCodeInterpreterTool { Inputs: { Count: > 0 } inputs })
                conversation.AddUploads(inputs, () => betas.Add(traits.FilesBeta));
        }

        conversation.Complete();
        if (request.System is null && conversation.Instructions is { Count: > 0 } instructions)
        {
            request.System = instructions is [{ Type: "text", CacheControl: null, Citations: null, Text: { } text }]
                ? text
                : new AnthropicMessagesSystem { Blocks = instructions };
        }

        if (request.Container is null && AnthropicMessagesConversation.ContainerOf(messages) is { } container)
            request.Container = container;
    }

    private void WriteOptions(AnthropicMessagesRequest request, ChatOptions options, RequestParameters parameters, AnthropicMessagesBetas betas)
    {
        if (options.MaxOutputTokens is not null)
            parameters.Allow("maxOutputTokens", "max_tokens");
        request.Temperature ??= parameters.Number("temperature", "temperature", options.Temperature);
        request.TopP ??= parameters.Number("topP", "top_p", options.TopP);
        request.TopK ??= parameters.Allowed("topK", "top_k", options.TopK);
        Unknown(request, "frequency_penalty", parameters.Number("frequencyPenalty", "frequency_penalty", options.FrequencyPenalty));
        Unknown(request, "presence_penalty", parameters.Number("presencePenalty", "presence_penalty", options.PresencePenalty));
        Unknown(request, "seed", parameters.Allowed("seed", "seed", options.Seed));
        if (options.StopSequences is { Count: > 0 } stops)
        {
            parameters.Allow("stop", "stop_sequences");
            request.StopSequences ??= [.. stops];
        }

        if (_tools.Write(request, options, StrictTools.ByDefault(connection.Options, _profile, parameters.Facts)))
            betas.Add(traits.McpBeta);
        WriteChoice(request, options, parameters);
        if (options.Reasoning is { } reasoning)
            AnthropicMessagesReasoning.Write(request, reasoning, _profile, parameters);
        WriteFormat(request, options, parameters);
        if (options.AdditionalProperties is { Count: > 0 } properties)
            AnthropicMessagesMembers.Write(request, properties, parameters, betas);
    }

    private void WriteChoice(AnthropicMessagesRequest request, ChatOptions options, RequestParameters parameters)
    {
        if (request.Tools is not { Count: > 0 })
            return;
        CapabilityGuard.NeedTools(_profile, parameters.Facts);
        if (options.AllowMultipleToolCalls is not null)
            parameters.Allow("parallelToolCalls", "tool_choice.disable_parallel_tool_use");
        if (options.ToolMode is RequiredChatToolMode)
            parameters.Allow("requiredToolChoice", "tool_choice");
        request.ToolChoice ??= AnthropicMessagesToolWriter.Choice(options.ToolMode, options.AllowMultipleToolCalls);
    }

    private void WriteFormat(AnthropicMessagesRequest request, ChatOptions options, RequestParameters parameters)
    {
        if (options.ResponseFormat is not ChatResponseFormatJson format || request.OutputConfig?.Format is not null || request.OutputFormat is not null)
            return;
        if (format.Schema is not { } schema)
        {
            throw new LlmException(LlmErrorKind.Unsupported, $"{_profile.Name} answers in JSON by a schema only. Use ChatResponseFormat.ForJsonSchema, or ask for JSON in words.")
            {
                Provider = _profile.Id,
                Model = parameters.Facts.Id,
            };
        }

        CapabilityGuard.NeedStructuredOutput(_profile, parameters.Facts);
        (request.OutputConfig ??= new()).Format = new() { Type = "json_schema", Schema = AnthropicMessagesSchema.Closed(schema) };
    }

    private static void Unknown<T>(AnthropicMessagesRequest request, string name, T? value)
        where T : struct
    {
        if (value is { } set)
            (request.UnknownMembers ??= new Dictionary<string, JsonElement>())[name] = JsonValues.Of(set);
    }
}
