using System.Diagnostics;
using Microsoft.Extensions.AI;

namespace SdkGen.Telemetry;

/// <summary>What spans say of requests and of usage.</summary>
internal static class RequestAttributes
{
    /// <summary>Sets what a request asks for.</summary>
    public static void Set(Activity span, ChatOptions? options, bool isStreaming, bool latest)
    {
        if (isStreaming)
            span.SetTag(GenAI.Request.Stream, true);
        if (options is null)
            return;
        if (options.Temperature is { } temperature)
            span.SetTag(GenAI.Request.Temperature, (double)temperature);
        if (options.TopP is { } topP)
            span.SetTag(GenAI.Request.TopP, (double)topP);
        if (options.TopK is { } topK)
            span.SetTag(GenAI.Request.TopK, latest ? (long)topK : (object)(double)topK);
        if (options.MaxOutputTokens is { } tokens)
            span.SetTag(GenAI.Request.MaxTokens, (long)tokens);
        if (options.FrequencyPenalty is { } frequency)
            span.SetTag(GenAI.Request.FrequencyPenalty, (double)frequency);
        if (options.PresencePenalty is { } presence)
            span.SetTag(GenAI.Request.PresencePenalty, (double)presence);
        if (options.Seed is { } seed)
            span.SetTag(GenAI.Request.Seed, seed);
        if (options.StopSequences is { Count: > 0 } stops)
            span.SetTag(GenAI.Request.StopSequences, stops.ToArray());
        if (options.ResponseFormat is { } format)
            span.SetTag(GenAI.OutputType, format is ChatResponseFormatJson ? "json" : "text");
        if (latest && options.Reasoning?.Effort is { } effort)
            span.SetTag(GenAI.Request.ReasoningLevel, Level(effort));
    }

    /// <summary>Sets what was used. Input includes what caches gave and took, output includes reasoning.</summary>
    public static void SetUsage(Activity span, UsageDetails? usage, bool latest)
    {
        if (usage is null)
            return;
        if (usage.InputTokenCount is { } input)
            span.SetTag(GenAI.Usage.InputTokens, input);
        if (usage.OutputTokenCount is { } output)
            span.SetTag(GenAI.Usage.OutputTokens, output);
        if (usage.CachedInputTokenCount is { } read)
            span.SetTag(GenAI.Usage.CacheRead, read);
        if (usage.CacheWriteTokens() is { } written)
            span.SetTag(latest ? GenAI.Usage.CacheWrite : GenAI.Usage.CacheCreation, written);
        if (usage.ReasoningTokenCount is { } reasoning)
            span.SetTag(GenAI.Usage.Reasoning, reasoning);
    }

    private static string Level(ReasoningEffort effort) => effort switch
    {
        ReasoningEffort.None => "none",
        ReasoningEffort.Low => "low",
        ReasoningEffort.Medium => "medium",
        ReasoningEffort.High => "high",
        _ => "xhigh",
    };
}
