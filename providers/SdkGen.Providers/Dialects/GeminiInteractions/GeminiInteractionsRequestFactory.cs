using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Dialects.Gemini;
using SdkGen.Json;
using SdkGen.Transport;
using SdkGen.Wire.GeminiInteractions;

namespace SdkGen.Dialects.GeminiInteractions;

/// <summary>Makes wire requests of conversations and options. What the service is known to refuse for a model is refused here, before anything is sent.</summary>
internal sealed class GeminiInteractionsRequestFactory(IChatClient client, ProviderConnection connection, ModelFacts model)
{
    // All models think, and not all know less than low.
    private static readonly string[] s_levels = ["low", "medium", "high"];

    private readonly ProviderProfile _profile = connection.Profile;
    private readonly GeminiInteractionsStepWriter _steps = new(connection);

    public GeminiInteractionsRequest Create(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        // What the caller's own request sets stays: options fill in the rest.
        var request = options?.RawRepresentationFactory?.Invoke(client) as GeminiInteractionsRequest ?? new GeminiInteractionsRequest();
        var parameters = RequestParameters.Of(_profile, model, options?.ModelId is { } id ? GeminiFacts.ModelId(id) : null);
        if (request.Agent is null && options?.AdditionalProperties?.ContainsKey("agent") != true)
            request.Model ??= GeminiFacts.ModelId(parameters.Facts.Id);
        var instructions = new StringBuilder(options?.Instructions);
        var steps = new ReusableList<GeminiInteractionsStep>();
        foreach (var message in messages)
        {
            if (message.Role == ChatRole.System)
                instructions.Append(instructions.Length > 0 ? "\n" : "").Append(message.Text);
            else
                _steps.Write(steps, message);
        }

        if (instructions.Length > 0)
            request.SystemInstruction ??= instructions.ToString();
        if (request.Input is null && steps.Count > 0)
            request.Input = steps;
        if (options is not null)
            Take(request, options, parameters);
        return request;
    }

    private void Take(GeminiInteractionsRequest request, ChatOptions options, in RequestParameters parameters)
    {
        parameters.Lack("topK", options.TopK is not null);
        parameters.Lack("frequencyPenalty", options.FrequencyPenalty is not null);
        parameters.Lack("presencePenalty", options.PresencePenalty is not null);
        parameters.LackSingleCalls(options);
        request.PreviousInteractionId ??= AnswerParts.Text(options.ConversationId);
        var config = request.GenerationConfig ?? new();
        config.Temperature ??= parameters.Number("temperature", "generation_config.temperature", options.Temperature);
        config.TopP ??= parameters.Number("topP", "generation_config.top_p", options.TopP);
        config.Seed ??= parameters.Allowed("seed", "generation_config.seed", options.Seed);
        config.MaxOutputTokens ??= parameters.Allowed("maxOutputTokens", "generation_config.max_output_tokens", options.MaxOutputTokens);
        config.StopSequences ??= parameters.Texts("stop", "generation_config.stop_sequences", options.StopSequences);
        if (options.Reasoning?.Effort is { } effort)
            config.ThinkingLevel ??= parameters.Effort("thinkingLevel", effort, s_levels);
        config.ThinkingSummaries ??= options.Reasoning?.Output is { } output ? output == ReasoningOutput.None ? "none" : "auto" : null;
        foreach (var tool in options.Tools ?? [])
            (request.Tools ??= []).Add(Tool(tool));
        if (request.Tools is { Count: > 0 })
        {
            CapabilityGuard.NeedTools(_profile, parameters.Facts);
            config.ToolChoice ??= Choice(options.ToolMode);
        }

        if (options.ResponseFormat is ChatResponseFormatJson json && request.ResponseMimeType is null)
        {
            request.ResponseMimeType = "application/json";
            request.ResponseFormat ??= json.Schema is { } schema ? schema : null;
        }

        if (config is not
            {
                Temperature: null, TopP: null, Seed: null, MaxOutputTokens: null, StopSequences: null, ThinkingLevel: null, ThinkingSummaries: null, ToolChoice: null,
            })
            request.GenerationConfig = config;
        TakeAdditional(request, options.AdditionalProperties, parameters);
    }

    /// <summary>Settings by wire name, where dots lead into objects.</summary>
    private static void TakeAdditional(GeminiInteractionsRequest request, AdditionalPropertiesDictionary? properties, in RequestParameters parameters)
    {
        var said = properties?.Where(property => property.Key is not ("input" or "model" or "stream")).ToList();
        if (parameters.Renamed.Count == 0 && said is not { Count: > 0 })
            return;
        var members = new Dictionary<string, JsonElement>(request.UnknownMembers ?? [], StringComparer.Ordinal);
        if (request.GenerationConfig is { } config)
            members.TryAdd("generation_config", GeminiFacts.ToJson(config, GeminiInteractionsConfigCodec.Instance));
        request.UnknownMembers = parameters.Members(said, members);
    }

    private static RawJson? Choice(ChatToolMode? mode) => mode switch
    {
        null => null,
        NoneChatToolMode => JsonValues.Of("none"),
        RequiredChatToolMode { RequiredFunctionName: { } name } =>
            new RawJson(Encoding.UTF8.GetBytes($"{{\"allowed_tools\":{{\"mode\":\"any\",\"tools\":[{JsonValues.Of(name).GetRawText()}]}}}}")),
        RequiredChatToolMode => JsonValues.Of("any"),
        _ => JsonValues.Of("auto"),
    };

    private GeminiInteractionsTool Tool(AITool tool) => tool switch
    {
        AIFunctionDeclaration function => new()
        {
            Type = "function",
            Name = function.Name,
            Description = AnswerParts.Text(function.Description),
            Parameters = function is LlmTool own
                ? new RawJson((own.TryGetJsonSchemaUtf8(SchemaProfile.Gemini, out var schema) ? schema : own.JsonSchemaUtf8).ToArray())
                : function.JsonSchema,
        },
        HostedWebSearchTool => new() { Type = "google_search" },
        HostedCodeInterpreterTool => new() { Type = "code_execution" },
        HostedFileSearchTool search => new() { Type = "file_search", FileSearchStoreNames = [.. (search.Inputs ?? []).OfType<HostedVectorStoreContent>().Select(store => store.VectorStoreId)] },
        HostedMcpServerTool server => new() { Type = "mcp_server", Name = server.ServerName, Url = server.ServerAddress, Headers = server.Headers is { Count: > 0 } headers ? new(headers!) : null },
        GeminiServiceTool service => new() { Type = string.Concat(service.Name.Select(letter => char.IsAsciiLetterUpper(letter) ? $"_{char.ToLowerInvariant(letter)}" : letter.ToString())) },
        _ => throw new LlmException(LlmErrorKind.Unsupported, $"{_profile.Name} cannot be offered the tool '{tool.Name}' of type {tool.GetType().Name} over this protocol.") { Provider = _profile.Id },
    };
}
