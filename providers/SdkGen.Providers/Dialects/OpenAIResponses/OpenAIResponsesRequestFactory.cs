using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Transport;
using SdkGen.Wire.OpenAIResponses;

namespace SdkGen.Dialects.OpenAIResponses;

/// <summary>Makes wire requests of conversations and options. What the service is known to refuse for a model is refused here, before anything is sent.</summary>
internal sealed class OpenAIResponsesRequestFactory(IChatClient client, ProviderProfile profile, ModelFacts model, OpenAIResponsesTraits traits, ProviderOptions account)
{
    private readonly OpenAIResponsesToolWriter _tools = new(profile);

    public OpenAIResponsesRequest Create(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        // What the caller's own request sets stays: options fill in the rest.
        var request = options?.RawRepresentationFactory?.Invoke(client) as OpenAIResponsesRequest ?? new OpenAIResponsesRequest();
        var parameters = RequestParameters.Of(profile, model, options?.ModelId);
        request.Model ??= parameters.Facts.Id;
        if (options is not null)
            new OpenAIResponsesSettings(request, parameters, profile, traits).Take(options, _tools, StrictTools.ByDefault(account, profile, parameters.Facts));
        var isKept = OpenAIResponsesSettings.IsKept(request);
        if (!isKept && traits.AsksForEncryptedReasoning && parameters.Facts.Card is not { Reasoning: Fact.No })
            Include(request, "reasoning.encrypted_content");
        if (request.Input is null)
        {
            request.Input = new OpenAIResponsesInput { Items = [] };
            var writer = new OpenAIResponsesItemWriter(request.Input.Items, profile, traits, isKept);
            foreach (var message in messages)
                writer.Write(message);
            writer.Complete();
        }

        return request;
    }

    /// <summary>Asks how many tokens the same request would use.</summary>
    public OpenAIResponsesCountRequest CreateCount(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        var request = Create(messages, options);
        var count = new OpenAIResponsesCountRequest
        {
            Model = request.Model,
            Input = request.Input,
            Instructions = request.Instructions,
            PreviousResponseId = request.PreviousResponseId,
            Conversation = request.Conversation,
            Tools = request.Tools,
            ToolChoice = request.ToolChoice,
            ParallelToolCalls = request.ParallelToolCalls,
            Text = request.Text,
            Reasoning = request.Reasoning,
            Truncation = request.Truncation,
        };
        foreach (var name in (ReadOnlySpan<string>)["reasoning", "text", "tool_choice", "truncation"])
        {
            if (request.UnknownMembers?.TryGetValue(name, out var value) == true)
                (count.UnknownMembers ??= [])[name] = value;
        }

        return count;
    }

    private static void Include(OpenAIResponsesRequest request, string what)
    {
        if (request.UnknownMembers?.ContainsKey("include") == true || request.Include?.Contains(what) == true)
            return;
        (request.Include ??= []).Add(what);
    }
}
