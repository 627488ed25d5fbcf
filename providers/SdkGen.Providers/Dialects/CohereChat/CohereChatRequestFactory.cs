using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Transport;
using SdkGen.Wire.CohereChat;

namespace SdkGen.Dialects.CohereChat;

/// <summary>Makes wire requests of conversations and options. What the service is known to refuse for a model is refused here, before anything is sent.</summary>
internal sealed class CohereChatRequestFactory(IChatClient client, ProviderProfile profile, ModelFacts model)
{
    private readonly CohereChatMessageWriter _messages = new(profile);
    private readonly CohereChatToolWriter _tools = new(profile);
    private readonly bool _olderSchemaKey = profile.Wire.TryGetValue("schemaKey", out var key) && key == "schema";

    public CohereChatRequest Create(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        // What the caller's own request sets stays: options fill in the rest.
        var request = options?.RawRepresentationFactory?.Invoke(client) as CohereChatRequest ?? new CohereChatRequest();
        var parameters = RequestParameters.Of(profile, model, options?.ModelId);
        request.Model ??= parameters.Facts.Id;
        request.Messages ??= [];
        if (!string.IsNullOrWhiteSpace(options?.Instructions))
            request.Messages.Add(new() { Role = "system", Content = options.Instructions });
        foreach (var message in messages)
            _messages.Write(request, message);
        if (options is not null)
            Take(request, options, parameters);
        return request;
    }

    private void Take(CohereChatRequest request, ChatOptions options, RequestParameters parameters)
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
        _tools.Write(request, options);
        if (request.Tools is { Count: > 0 })
            CapabilityGuard.NeedTools(profile, parameters.Facts);
        TakeFormat(request, options, parameters);
        if (options.Reasoning?.Effort is { } effort && request.Thinking is null)
        {
            parameters.Allow("thinking", "thinking.type");
            Put(request, "thinking.type", effort == ReasoningEffort.None ? "disabled" : "enabled");
        }

        foreach (var (name, value) in parameters.Renamed)
            Put(request, name, value);
        foreach (var (name, value) in options.AdditionalProperties ?? [])
        {
            if (value is null || name is CohereChatToolWriter.StrictKey or "model" or "messages" or "stream")
                continue;
            parameters.AllowWire(name);
            Put(request, name, value);
        }

        if (request.UnknownMembers is { } members)
            CompleteThinking(members);
    }

    private void TakeFormat(CohereChatRequest request, ChatOptions options, RequestParameters parameters)
    {
        if (request.ResponseFormat is not null || options.ResponseFormat is not { } format)
            return;
        if (format is not ChatResponseFormatJson json)
        {
            request.ResponseFormat = new() { Type = "text" };
            return;
        }

        request.ResponseFormat = new() { Type = "json_object" };
        if (json.Schema is not { } schema)
            return;
        CapabilityGuard.NeedStructuredOutput(profile, parameters.Facts);
        if (_olderSchemaKey)
            request.ResponseFormat.Schema = schema;
        else
            request.ResponseFormat.JsonSchema = schema;
    }

    /// <summary>A budget says nothing of itself: the service asks for the type beside it.</summary>
    private static void CompleteThinking(Dictionary<string, JsonElement> members)
    {
        if (members.TryGetValue("thinking", out var thinking) && thinking.ValueKind == JsonValueKind.Object && !thinking.TryGetProperty("type", out _))
            JsonValues.Put(members, "thinking.type", JsonValues.Of("enabled"));
    }

    private static void Put(CohereChatRequest request, string name, object value) => JsonValues.Put(request.UnknownMembers ??= [], name, JsonValues.Of(value));
}
