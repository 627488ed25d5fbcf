using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Transport;
using SdkGen.Wire.OpenAIChat;

namespace SdkGen.Dialects.OpenAIChat;

/// <summary>Makes wire requests of conversations and options. What the service is known to refuse for a model is refused here, before anything is sent.</summary>
internal sealed class OpenAIChatRequestFactory(IChatClient client, ProviderProfile profile, ModelFacts model, OpenAIChatTraits traits)
{
    private readonly OpenAIChatMessageWriter _messages = new(profile, traits);
    private readonly OpenAIChatToolWriter _tools = new(profile, traits);

    public OpenAIChatRequest Create(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        // What the caller's own request sets stays: options fill in the rest.
        var request = options?.RawRepresentationFactory?.Invoke(client) as OpenAIChatRequest ?? new OpenAIChatRequest();
        var facts = Facts(options?.ModelId);
        request.Model ??= facts.Id;
        var list = request.Messages ??= [];
        if (!string.IsNullOrWhiteSpace(options?.Instructions))
            _messages.WriteInstructions(list, options.Instructions);
        foreach (var message in messages)
            _messages.Write(list, message);
        if (options is not null)
            new Parameters(request, facts, profile).Take(options, _tools, traits);
        return request;
    }

    private ModelFacts Facts(string? id)
    {
        if (id is null || id == model.Id)
            return model;
        foreach (var listed in profile.Models)
        {
            if (listed.Id == id)
                return listed;
        }

        return new ModelFacts { Id = id, WireNames = profile.UnlistedModel?.WireNames, Refused = profile.UnlistedModel?.Refused };
    }

    /// <summary>The parameters of one request, checked and named as its model has them.</summary>
    private readonly ref struct Parameters(OpenAIChatRequest request, ModelFacts facts, ProviderProfile profile)
    {
        public void Take(ChatOptions options, OpenAIChatToolWriter tools, OpenAIChatTraits traits)
        {
            request.Temperature ??= Number("temperature", "temperature", options.Temperature);
            request.TopP ??= Number("topP", "top_p", options.TopP);
            request.FrequencyPenalty ??= Number("frequencyPenalty", "frequency_penalty", options.FrequencyPenalty);
            request.PresencePenalty ??= Number("presencePenalty", "presence_penalty", options.PresencePenalty);
            if (options.TopK is { } topK && Allow("topK", "top_k"))
                request.TopK ??= topK;
            if (options.Seed is { } seed && Allow("seed", "seed"))
                TakeSeed(seed);
            if (options.MaxOutputTokens is { } maximum)
                TakeMaximum(maximum);
            if (options.StopSequences is { Count: > 0 } stops && Allow("stop", "stop"))
                request.Stop ??= new OpenAIChatStop { Texts = [.. stops] };
            if (options.Reasoning?.Effort is { } effort && Allow("reasoningEffort", "reasoning_effort"))
                request.ReasoningEffort ??= Word(effort);
            tools.Write(request, options);
            if (request.Tools is { Count: > 0 })
                CapabilityGuard.NeedTools(profile, facts);
            if (request.Tools is { Count: > 0 } && options.AllowMultipleToolCalls is { } several && Allow("parallelToolCalls", "parallel_tool_calls"))
                request.ParallelToolCalls ??= several;
            TakeFormat(options, traits);
            if (options.AdditionalProperties is { Count: > 0 } properties)
                TakeAdditional(properties);
        }

        private static string Word(ReasoningEffort effort) => effort switch
        {
            ReasoningEffort.None => "none",
            ReasoningEffort.Low => "low",
            ReasoningEffort.Medium => "medium",
            ReasoningEffort.High => "high",
            _ => "xhigh",
        };

        // Options hold 0.7 as a float; as a double of the same bits it would be sent as 0.699999988079071.
        private double? Number(string name, string wire, float? value) =>
            value is { } number && Allow(name, wire) ? double.Parse(number.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : null;

        private void TakeSeed(long seed)
        {
            var name = WireName("seed", "seed");
            if (name == "seed")
                request.Seed ??= seed;
            else
                Unknown()[name] = OpenAIChatValue.Of(seed);
        }

        private void TakeMaximum(int maximum)
        {
            if (request.MaxCompletionTokens is not null || request.MaxTokens is not null || !Allow("maxOutputTokens", "max_completion_tokens"))
                return;
            switch (WireName("maxOutputTokens", "max_completion_tokens"))
            {
                case "max_completion_tokens":
                    request.MaxCompletionTokens = maximum;
                    break;
                case "max_tokens":
                    request.MaxTokens = maximum;
                    break;
                case var other:
                    Unknown()[other] = OpenAIChatValue.Of(maximum);
                    break;
            }
        }

        private void TakeFormat(ChatOptions options, OpenAIChatTraits traits)
        {
            if (request.ResponseFormat is not null || options.ResponseFormat is not { } format)
                return;
            if (format is ChatResponseFormatJson { Schema: not null })
                CapabilityGuard.NeedStructuredOutput(profile, facts);
            request.ResponseFormat = format switch
            {
                ChatResponseFormatJson { Schema: { } schema } json when !traits.JsonObjectOnly => new()
                {
                    Type = "json_schema",
                    JsonSchema = new() { Name = json.SchemaName ?? "answer", Description = json.SchemaDescription, Schema = schema, Strict = Strict(options) },
                },
                ChatResponseFormatJson => new() { Type = "json_object" },
                _ => new() { Type = "text" },
            };
        }

        private static bool? Strict(ChatOptions options) =>
            options.AdditionalProperties is { } properties && properties.TryGetValue<bool>(OpenAIChatToolWriter.StrictKey, out var strict) ? strict : null;

        /// <summary>Settings by wire name: those of typed options, and whatever else the caller wants to send.</summary>
        private void TakeAdditional(AdditionalPropertiesDictionary properties)
        {
            foreach (var (name, value) in properties)
            {
                if (value is null || name == OpenAIChatToolWriter.StrictKey || OpenAIChatValue.IsRequestItself(name))
                    continue;
                Allow(OpenAIChatValue.ParameterName(name), name);
                OpenAIChatValue.Clear(request, name);
                OpenAIChatValue.Put(Unknown(), name, OpenAIChatValue.Of(value));
            }
        }

        private Dictionary<string, JsonElement> Unknown() => request.UnknownMembers ??= [];

        private string WireName(string name, string wire) => facts.WireNames is { } names && names.TryGetValue(name, out var own) ? own : wire;

        /// <summary>Whether a parameter may be sent, and under its own name.</summary>
        /// <exception cref="LlmException">The service refuses it for this model.</exception>
        private bool Allow(string name, string wire)
        {
            if (facts.Refused is { } refused && refused.TryGetValue(name, out var reason))
                throw CapabilityGuard.RefusedParameter(profile, facts, WireName(name, wire), reason);
            return true;
        }
    }
}
