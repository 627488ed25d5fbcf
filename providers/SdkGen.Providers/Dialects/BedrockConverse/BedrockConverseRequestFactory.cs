using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Transport;
using SdkGen.Wire.BedrockConverse;

namespace SdkGen.Dialects.BedrockConverse;

/// <summary>Makes wire requests of conversations and options. What the service is known to refuse for a model is refused here, before anything is sent.</summary>
internal sealed class BedrockConverseRequestFactory(IChatClient client, ProviderProfile profile, ModelFacts model, BedrockConverseTraits traits)
{
    private readonly BedrockConverseMessageWriter _messages = new(profile);
    private readonly BedrockConverseToolWriter _tools = new(profile, traits);

    public BedrockConverseRequest Create(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        // What the caller's own request sets stays: options fill in the rest.
        var request = options?.RawRepresentationFactory?.Invoke(client) as BedrockConverseRequest ?? new BedrockConverseRequest();
        var parameters = RequestParameters.Of(profile, model, Listed(options?.ModelId));
        _messages.Write(request, options?.Instructions, messages);
        if (options is not null)
            Take(new BedrockConverseMembers(request, parameters), options);
        _tools.Write(request, options, parameters.Facts);
        return request;
    }

    /// <summary>The id under which the facts of a model are listed: its own, or that of the model which a profile leads to.</summary>
    private string? Listed(string? id) => id is null || id == model.Id || profile.Models.Any(listed => listed.Id == id) ? id : traits.ModelOf(id);

    private void Take(BedrockConverseMembers members, ChatOptions options)
    {
        var (request, parameters) = (members.Request, members.Parameters);
        parameters.LackSingleCalls(options);
        members.Set("maxOutputTokens", options.MaxOutputTokens);
        members.Set("temperature", options.Temperature);
        members.Set("topP", options.TopP);
        members.Set("topK", options.TopK);
        members.Set("frequencyPenalty", options.FrequencyPenalty);
        members.Set("presencePenalty", options.PresencePenalty);
        members.Set("seed", options.Seed);
        if (options.StopSequences is { Count: > 0 } stops)
            members.Set("stop", stops);
        if (options.ResponseFormat is ChatResponseFormatJson format && request.OutputConfig?.TextFormat is null)
            (request.OutputConfig ??= new()).TextFormat = Format(format, parameters.Facts);
        foreach (var (name, value) in options.AdditionalProperties ?? [])
        {
            if (value is not null && name != BedrockConverseToolWriter.StrictKey)
                members.PutByWireName(name, JsonValues.Of(value));
        }

        BedrockConverseReasoning.Take(members, options.Reasoning);
        members.Finish();
    }

    private BedrockConverseTextFormat Format(ChatResponseFormatJson format, ModelFacts facts)
    {
        CapabilityGuard.NeedStructuredOutput(profile, facts);
        if (format.Schema is not { } schema)
        {
            throw new LlmException(LlmErrorKind.Unsupported, $"{profile.Name} answers in JSON by a schema only. Give ChatResponseFormat.ForJsonSchema one, or ask for JSON in words.")
            {
                Provider = profile.Id,
                Model = facts.Id,
            };
        }

        return new()
        {
            Type = "json_schema",
            Structure = new() { JsonSchema = new() { Schema = schema.GetRawText(), Name = format.SchemaName, Description = format.SchemaDescription } },
        };
    }
}
