using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Transport;
using SdkGen.Wire.OllamaChat;

namespace SdkGen.Dialects.OllamaChat;

/// <summary>Makes wire requests of conversations and options. What the service is known to refuse for a model is refused here, before anything is sent.</summary>
internal sealed class OllamaChatRequestFactory(IChatClient client, ProviderProfile profile, ModelFacts model)
{
    private const string NoChoice = "the server knows no choice among tools. Ask for the call in the instructions, or require a certain tool, which is then the only one";
    private const string OptionsPrefix = "options.";

    private static readonly JsonElement s_json = JsonValues.Of("json");

    private readonly OllamaChatToolWriter _tools = new(profile);

    public OllamaChatRequest Create(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        // What the caller's own request sets stays: options fill in the rest.
        var request = options?.RawRepresentationFactory?.Invoke(client) as OllamaChatRequest ?? new OllamaChatRequest();
        var parameters = RequestParameters.Of(profile, model, options?.ModelId);
        request.Model ??= parameters.Facts.Id;
        var writer = new OllamaChatMessageWriter(profile, request.Messages ??= []);
        if (!string.IsNullOrWhiteSpace(options?.Instructions))
            request.Messages.Add(new() { Role = "system", Content = options.Instructions });
        foreach (var message in messages)
            writer.Write(message);
        if (options is not null)
            Take(request, options, parameters);
        return request;
    }

    private void Take(OllamaChatRequest request, ChatOptions options, RequestParameters parameters)
    {
        TakeSampling(request, options, parameters);
        parameters.LackSingleCalls(options);
        parameters.Lack("requiredToolChoice", options is { ToolMode: RequiredChatToolMode { RequiredFunctionName: null }, Tools.Count: > 0 }, NoChoice);
        _tools.Write(request, options);
        if (request.Tools is { Count: > 0 })
            CapabilityGuard.NeedTools(profile, parameters.Facts);
        if (request.Format is null && options.ResponseFormat is ChatResponseFormatJson format)
        {
            if (format.Schema is not null)
                CapabilityGuard.NeedStructuredOutput(profile, parameters.Facts);
            request.Format = format.Schema ?? s_json;
        }

        if (options.Reasoning?.Effort is { } effort)
        {
            parameters.Allow("thinking", "think");
            request.Think ??= Level(effort);
        }

        foreach (var (name, value) in parameters.Renamed)
            Put(request, name, value);
        foreach (var (name, value) in options.AdditionalProperties ?? [])
        {
            if (value is null || name is OllamaChatToolWriter.StrictKey or "model" or "messages" or "stream")
                continue;
            parameters.AllowWire(name);
            Put(request, name, JsonValues.Of(value));
        }
    }

    private static void TakeSampling(OllamaChatRequest request, ChatOptions options, RequestParameters parameters)
    {
        var sampling = request.Options ?? new();
        sampling.NumPredict ??= parameters.Allowed("maxOutputTokens", "options.num_predict", options.MaxOutputTokens);
        sampling.Temperature ??= parameters.Number("temperature", "options.temperature", options.Temperature);
        sampling.TopP ??= parameters.Number("topP", "options.top_p", options.TopP);
        sampling.TopK ??= parameters.Allowed("topK", "options.top_k", options.TopK);
        sampling.FrequencyPenalty ??= parameters.Number("frequencyPenalty", "options.frequency_penalty", options.FrequencyPenalty);
        sampling.PresencePenalty ??= parameters.Number("presencePenalty", "options.presence_penalty", options.PresencePenalty);
        sampling.Seed ??= parameters.Allowed("seed", "options.seed", options.Seed);
        if (parameters.Texts("stop", "options.stop", options.StopSequences) is { } stops)
            sampling.Stop ??= new OllamaChatStop { Texts = stops };

        // The object is sent only where something stands in it.
        if (request.Options is null && (sampling.NumPredict ?? sampling.Temperature ?? sampling.TopP ?? sampling.TopK ?? sampling.FrequencyPenalty
            ?? sampling.PresencePenalty ?? sampling.Seed) is null && sampling.Stop is null)
            return;
        request.Options = sampling;
    }

    private static OllamaChatThink Level(ReasoningEffort effort) => effort switch
    {
        ReasoningEffort.None => false,
        ReasoningEffort.Low => "low",
        ReasoningEffort.Medium => "medium",
        ReasoningEffort.High => "high",
        _ => "max",
    };

    /// <summary>Sets a member by its wire name. Those of <c>options</c> stand beside the ones that are typed.</summary>
    private static void Put(OllamaChatRequest request, string name, JsonElement value)
    {
        if (name.StartsWith(OptionsPrefix, StringComparison.Ordinal))
            JsonValues.Put((request.Options ??= new()).UnknownMembers ??= [], name[OptionsPrefix.Length..], value);
        else
            JsonValues.Put(request.UnknownMembers ??= [], name, value);
    }
}
