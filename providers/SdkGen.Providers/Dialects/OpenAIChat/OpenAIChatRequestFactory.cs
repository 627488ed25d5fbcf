using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Transport;
using SdkGen.Wire.OpenAIChat;

namespace SdkGen.Dialects.OpenAIChat;

/// <summary>Makes wire requests of conversations and options. What the service is known to refuse for a model is refused here, before anything is sent.</summary>
internal sealed class OpenAIChatRequestFactory(IChatClient client, ProviderProfile profile, ModelFacts model, OpenAIChatTraits traits, ProviderOptions account)
{
    private readonly OpenAIChatMessageWriter _messages = new(profile, traits);
    private readonly OpenAIChatToolWriter _tools = new(profile, traits);

    public OpenAIChatRequest Create(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        // What the caller's own request sets stays: options fill in the rest.
        var request = options?.RawRepresentationFactory?.Invoke(client) as OpenAIChatRequest ?? new OpenAIChatRequest();
        var parameters = RequestParameters.Of(profile, model, options?.ModelId);
        request.Model ??= parameters.Facts.Id;
        var list = request.Messages ??= [];
        list.EnsureRoom(list.Count + messages.Count + 1);
        if (!string.IsNullOrWhiteSpace(options?.Instructions))
            _messages.WriteInstructions(list, options.Instructions);
        List<AIContent>? shown = null;
        for (var i = 0; i < messages.Count; i++)
            _messages.Write(list, messages[i], ref shown);
        _messages.Show(list, ref shown);
        if (options is not null)
            new Settings(request, parameters, profile).Take(options, _tools, traits, StrictTools.ByDefault(account, profile, parameters.Facts));
        return request;
    }

    /// <summary>What of a request makes tokens: the conversation, the tools, and what the model's template is told.</summary>
    public OpenAIChatTokenizeRequest CreateCount(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        const string Template = "chat_template_kwargs";
        var request = Create(messages, options);
        return new()
        {
            Model = request.Model,
            Messages = request.Messages,
            Tools = request.Tools,
            UnknownMembers = request.UnknownMembers?.TryGetValue(Template, out var told) == true ? new() { [Template] = told } : null,
        };
    }

    /// <summary>The settings of one request.</summary>
    private readonly ref struct Settings(OpenAIChatRequest request, RequestParameters parameters, ProviderProfile profile)
    {
        public void Take(ChatOptions options, OpenAIChatToolWriter tools, OpenAIChatTraits traits, bool strictByDefault)
        {
            request.Temperature ??= parameters.Number("temperature", "temperature", options.Temperature);
            request.TopP ??= parameters.Number("topP", "top_p", options.TopP);
            request.FrequencyPenalty ??= parameters.Number("frequencyPenalty", "frequency_penalty", options.FrequencyPenalty);
            request.PresencePenalty ??= parameters.Number("presencePenalty", "presence_penalty", options.PresencePenalty);
            request.TopK ??= parameters.Allowed("topK", "top_k", options.TopK);
            request.Seed ??= parameters.Allowed("seed", "seed", options.Seed);
            TakeMaximum(options.MaxOutputTokens);
            if (parameters.Texts("stop", "stop", options.StopSequences) is { } stops)
                request.Stop ??= new OpenAIChatStop { Texts = stops };
            TakeEffort(options.Reasoning?.Effort, traits);
            tools.Write(request, options, strictByDefault);
            if (request.Tools is { Count: > 0 })
            {
                CapabilityGuard.NeedTools(profile, parameters.Facts);
                request.ParallelToolCalls ??= parameters.Allowed("parallelToolCalls", "parallel_tool_calls", options.AllowMultipleToolCalls);
            }

            TakeFormat(options, traits);
            foreach (var (name, value) in parameters.Renamed)
                JsonValues.Put(Unknown(), name, value);
            if (options.AdditionalProperties is { Count: > 0 } properties)
                TakeAdditional(properties);
        }

        /// <summary>How hard the model reasons, or by the service's own switch that it does not.</summary>
        private void TakeEffort(ReasoningEffort? asked, OpenAIChatTraits traits)
        {
            if (asked is not { } effort || request.ReasoningEffort is not null)
                return;
            var word = parameters.Effort("reasoningEffort", effort);
            if (effort == ReasoningEffort.None && traits.ReasoningOff is { } off && !parameters.Refuses("thinking") && !parameters.Values("reasoningEffort", []).Contains("none"))
                JsonValues.Put(Unknown(), off.Name, off.Value);
            else
                request.ReasoningEffort = parameters.Allowed("reasoningEffort", "reasoning_effort", word);
        }

        /// <summary>The protocol itself has two names for the limit.</summary>
        private void TakeMaximum(int? maximum)
        {
            if ((request.MaxCompletionTokens ?? request.MaxTokens) is not null)
                return;
            if (parameters.WireName("maxOutputTokens", "max_completion_tokens") == "max_tokens")
                request.MaxTokens = parameters.Allowed("maxOutputTokens", "max_tokens", maximum);
            else
                request.MaxCompletionTokens = parameters.Allowed("maxOutputTokens", "max_completion_tokens", maximum);
        }

        private void TakeFormat(ChatOptions options, OpenAIChatTraits traits)
        {
            if (request.ResponseFormat is not null || options.ResponseFormat is not { } format)
                return;
            if (format is ChatResponseFormatJson { Schema: not null })
                CapabilityGuard.NeedStructuredOutput(profile, parameters.Facts);
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
            options.AdditionalProperties is { } properties && properties.TryGetValue<bool>(StrictTools.Key, out var strict) ? strict : null;

        /// <summary>Settings by wire name: those of typed options, and whatever else the caller wants to send.</summary>
        private void TakeAdditional(AdditionalPropertiesDictionary properties)
        {
            foreach (var (name, value) in properties)
            {
                if (value is null || name == StrictTools.Key || name is "model" or "messages" or "stream")
                    continue;
                parameters.AllowWire(name);
                JsonValues.Put(Unknown(), name, JsonValues.Of(value));
            }
        }

        private Dictionary<string, JsonElement> Unknown() => request.UnknownMembers ??= [];
    }
}
