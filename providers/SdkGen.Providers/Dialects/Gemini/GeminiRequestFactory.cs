using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Transport;
using SdkGen.Wire.Gemini;

namespace SdkGen.Dialects.Gemini;

/// <summary>Makes wire requests of conversations and options. What the service is known to refuse for a model is refused here, before anything is sent.</summary>
internal sealed class GeminiRequestFactory(IChatClient client, ProviderConnection connection, ModelFacts model, GeminiTraits traits)
{
    private readonly ProviderProfile _profile = connection.Profile;
    private readonly GeminiMessageWriter _messages = new(connection);
    private readonly GeminiToolWriter _tools = new(connection.Profile, traits);

    /// <returns>The request, and the model that its path names.</returns>
    public (GeminiRequest Request, string Model) Create(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        // What the caller's own request sets stays: options fill in the rest.
        var request = options?.RawRepresentationFactory?.Invoke(client) as GeminiRequest ?? new GeminiRequest();
        var parameters = RequestParameters.Of(_profile, model, request.Model is { } name ? GeminiFacts.ModelId(name) : options?.ModelId is { } id ? GeminiFacts.ModelId(id) : null);
        request.Model = null;
        if (options is not null)
            Take(request, options, parameters);
        _messages.Write(request, options?.Instructions, messages, GeminiThinking.ByLevel(parameters.Facts));
        return (request, GeminiFacts.ModelId(parameters.Facts.Id));
    }

    private void Take(GeminiRequest request, ChatOptions options, in RequestParameters parameters)
    {
        var config = request.GenerationConfig ?? new();
        config.Temperature ??= parameters.Number("temperature", "generationConfig.temperature", options.Temperature);
        config.TopP ??= parameters.Number("topP", "generationConfig.topP", options.TopP);
        config.FrequencyPenalty ??= parameters.Number("frequencyPenalty", "generationConfig.frequencyPenalty", options.FrequencyPenalty);
        config.PresencePenalty ??= parameters.Number("presencePenalty", "generationConfig.presencePenalty", options.PresencePenalty);
        config.TopK ??= parameters.Allowed("topK", "generationConfig.topK", options.TopK);
        config.Seed ??= parameters.Allowed("seed", "generationConfig.seed", options.Seed);
        config.MaxOutputTokens ??= parameters.Allowed("maxOutputTokens", "generationConfig.maxOutputTokens", options.MaxOutputTokens);
        config.StopSequences ??= parameters.Texts("stop", "generationConfig.stopSequences", options.StopSequences);
        if (options.Reasoning is { } reasoning && (reasoning.Effort is not null || reasoning.Output is not null))
            GeminiThinking.Write(config, reasoning, parameters);
        TakeFormat(config, options, parameters);
        if (request.GenerationConfig is null && !IsEmpty(config))
            request.GenerationConfig = config;
        parameters.LackSingleCalls(options);
        if (_tools.Write(request, options))
            CapabilityGuard.NeedTools(_profile, parameters.Facts);
        TakeAdditional(request, options.AdditionalProperties, parameters);
    }

    private static bool IsEmpty(GeminiGenerationConfig config) =>
        config is
        {
            Temperature: null, TopP: null, TopK: null, MaxOutputTokens: null, Seed: null, StopSequences: null, PresencePenalty: null, FrequencyPenalty: null,
            ThinkingConfig: null, ResponseMimeType: null, ResponseJsonSchema: null,
        };

    private void TakeFormat(GeminiGenerationConfig config, ChatOptions options, in RequestParameters parameters)
    {
        if (config.ResponseMimeType is not null || options.ResponseFormat is not { } format)
            return;
        if (format is not ChatResponseFormatJson json)
        {
            config.ResponseMimeType = "text/plain";
            return;
        }

        config.ResponseMimeType = "application/json";
        if (json.Schema is not { } schema)
            return;
        CapabilityGuard.NeedStructuredOutput(_profile, parameters.Facts);
        if (config.ResponseSchema is null)
            config.ResponseJsonSchema ??= schema;
    }

    /// <summary>Settings by wire name, where dots lead into objects: those of typed options, and whatever else the caller wants to send.</summary>
    private static void TakeAdditional(GeminiRequest request, AdditionalPropertiesDictionary? properties, in RequestParameters parameters)
    {
        var said = properties?.Where(property => property.Key is not (GeminiToolWriter.StrictKey or "contents" or "model"));
        if (parameters.Renamed.Count == 0 && said?.Any(property => property.Value is not null) != true)
            return;
        var members = Objects(request);
        foreach (var (name, value) in request.UnknownMembers ?? [])
            members[name] = value;
        request.UnknownMembers = parameters.Members(said, members);
    }

    /// <summary>The objects that dotted names lead into, with what they hold already.</summary>
    private static Dictionary<string, JsonElement> Objects(GeminiRequest request)
    {
        var objects = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (request.GenerationConfig is { } config)
            objects["generationConfig"] = GeminiFacts.ToJson(config, GeminiGenerationConfigCodec.Instance);
        if (request.ToolConfig is { } tools)
            objects["toolConfig"] = GeminiFacts.ToJson(tools, GeminiToolConfigCodec.Instance);
        return objects;
    }
}
