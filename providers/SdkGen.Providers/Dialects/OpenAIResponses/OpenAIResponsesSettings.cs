using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Transport;
using SdkGen.Wire.OpenAIResponses;

namespace SdkGen.Dialects.OpenAIResponses;

/// <summary>Puts options into a request, checked and named as its model has them.</summary>
internal readonly ref struct OpenAIResponsesSettings(OpenAIResponsesRequest request, RequestParameters parameters, ProviderProfile profile, OpenAIResponsesTraits traits)
{
    /// <summary>Whether the service keeps the answer, as far as the request decides it.</summary>
    public static bool IsKept(OpenAIResponsesRequest request) =>
        request.UnknownMembers is { } members && members.TryGetValue("store", out var store) ? store.ValueKind != JsonValueKind.False : request.Store != false;

    public void Take(ChatOptions options, OpenAIResponsesToolWriter tools, bool strictByDefault)
    {
        request.Instructions ??= string.IsNullOrWhiteSpace(options.Instructions) ? null : options.Instructions;
        request.Temperature ??= parameters.Number("temperature", "temperature", options.Temperature);
        request.TopP ??= parameters.Number("topP", "top_p", options.TopP);
        if (options.MaxOutputTokens is { } maximum)
            TakeMaximum(maximum);
        TakeExtras(options);
        TakeReasoning(options.Reasoning);
        tools.Write(request, options, strictByDefault);
        if (request.Tools is { Count: > 0 })
        {
            CapabilityGuard.NeedTools(profile, parameters.Facts);
            request.ParallelToolCalls ??= parameters.Allowed("parallelToolCalls", "parallel_tool_calls", options.AllowMultipleToolCalls);
        }

        TakeFormat(options);
        TakeConversation(options);
        if (options.AdditionalProperties is { Count: > 0 } properties)
            TakeAdditional(properties);
    }

    private void TakeMaximum(int maximum)
    {
        parameters.Allow("maxOutputTokens", "max_output_tokens");

        // The name of a model that was declared with Chat Completions is that protocol's.
        var name = OpenAIResponsesMembers.Of(parameters.WireName("maxOutputTokens", "max_output_tokens"));
        if (name == "max_output_tokens")
            request.MaxOutputTokens ??= maximum;
        else
            Unknown()[name] = JsonValues.Of(maximum);
    }

    private void TakeExtras(ChatOptions options)
    {
        Extra("topK", "top_k", options.TopK);
        Extra("frequencyPenalty", "frequency_penalty", options.FrequencyPenalty);
        Extra("presencePenalty", "presence_penalty", options.PresencePenalty);
        Extra("seed", "seed", options.Seed);
        Extra("stop", "stop", options.StopSequences is { Count: > 0 } stops ? stops : null);
    }

    private void Extra(string name, string wire, object? value)
    {
        if (value is null)
            return;
        parameters.Allow(name, wire);
        if (!traits.TakesSamplingExtras)
            throw CapabilityGuard.RefusedParameter(profile, parameters.Facts, wire, OpenAIResponsesMembers.Missing(wire)!);
        Unknown()[wire] = JsonValues.Of(value is float number ? parameters.Number(name, wire, number) : value);
    }

    private void TakeReasoning(Microsoft.Extensions.AI.ReasoningOptions? reasoning)
    {
        if (reasoning?.Effort is { } effort)
        {
            parameters.Allow("reasoningEffort", "reasoning.effort");
            (request.Reasoning ??= new()).Effort ??= parameters.Effort("reasoningEffort", effort);
        }

        if (reasoning?.Output is ReasoningOutput.Summary or ReasoningOutput.Full)
        {
            parameters.Allow("reasoningSummary", "reasoning.summary");
            (request.Reasoning ??= new()).Summary ??= reasoning.Output == ReasoningOutput.Full ? "detailed" : "auto";
        }
    }

    private void TakeFormat(ChatOptions options)
    {
        if (request.Text?.Format is not null || options.ResponseFormat is not { } format)
            return;
        if (format is ChatResponseFormatJson { Schema: not null })
            CapabilityGuard.NeedStructuredOutput(profile, parameters.Facts);
        (request.Text ??= new()).Format = format switch
        {
            ChatResponseFormatJson { Schema: { } schema } json => new()
            {
                Type = "json_schema",
                Name = json.SchemaName ?? "answer",
                Description = json.SchemaDescription,
                Schema = schema,
                Strict = options.AdditionalProperties is { } properties && properties.TryGetValue<bool>(StrictTools.Key, out var strict) ? strict : null,
            },
            ChatResponseFormatJson => new() { Type = "json_object" },
            _ => new() { Type = "text" },
        };
    }

    private void TakeConversation(ChatOptions options)
    {
        if (options.ConversationId is { Length: > 0 } id && request.PreviousResponseId is null && request.Conversation is null)
        {
            if (id.StartsWith("conv_", StringComparison.Ordinal))
                request.Conversation = id;
            else
                request.PreviousResponseId = id;
        }

        if (options.AllowBackgroundResponses == true)
            request.Background ??= true;
    }

    /// <summary>Settings by wire name: those of typed options, and whatever else the caller wants to send.</summary>
    private void TakeAdditional(AdditionalPropertiesDictionary properties)
    {
        foreach (var (name, value) in properties)
        {
            if (value is null || name == StrictTools.Key || OpenAIResponsesMembers.IsRequestItself(name))
                continue;
            var member = OpenAIResponsesMembers.Of(name);
            parameters.Allow(OpenAIResponsesMembers.ParameterName(member), member);
            if (!traits.TakesSamplingExtras && OpenAIResponsesMembers.Missing(member) is { } reason && value is not 1)
                throw CapabilityGuard.RefusedParameter(profile, parameters.Facts, name, reason);
            if (member is "n")
                continue;
            if (member == "logprobs")
                TakeLogprobs(value);
            else
                Put(member, JsonValues.Of(value));
        }
    }

    private void TakeLogprobs(object value)
    {
        const string What = "message.output_text.logprobs";
        if (value is not true and not JsonElement { ValueKind: JsonValueKind.True })
            return;
        if (request.Include?.Contains(What) != true)
            (request.Include ??= []).Add(What);
    }

    /// <summary>Sets a member beside what the options have set in the same object.</summary>
    private void Put(string member, JsonElement value)
    {
        if (member.StartsWith("reasoning.", StringComparison.Ordinal) && request.Reasoning is { } reasoning)
            JsonValues.Put(reasoning.UnknownMembers ??= [], member["reasoning.".Length..], value);
        else if (member.StartsWith("text.", StringComparison.Ordinal) && request.Text is { } text)
            JsonValues.Put(text.UnknownMembers ??= [], member["text.".Length..], value);
        else
            JsonValues.Put(Unknown(), member, value);
    }

    private Dictionary<string, JsonElement> Unknown() => request.UnknownMembers ??= [];
}
