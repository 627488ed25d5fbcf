using System.Diagnostics;
using Microsoft.Extensions.AI;

namespace SdkGen.Telemetry;

/// <summary>What spans say of requests and of usage.</summary>
/// <remarks>Each is said once, so tags are added: to set one looks through all that are there.</remarks>
internal static class RequestAttributes
{
    private static readonly string[] s_stop = [ChatFinishReason.Stop.Value];
    private static readonly string[] s_toolCalls = [ChatFinishReason.ToolCalls.Value];

    /// <summary>Sets what a request asks for.</summary>
    public static void Set(Activity span, ChatOptions? options, bool isStreaming, bool latest)
    {
        if (isStreaming)
            span.AddTag(GenAI.Request.Stream, true);
        if (options is null)
            return;
        if (options.Temperature is { } temperature)
            span.AddTag(GenAI.Request.Temperature, (double)temperature);
        if (options.TopP is { } topP)
            span.AddTag(GenAI.Request.TopP, (double)topP);
        if (options.TopK is { } topK)
            span.AddTag(GenAI.Request.TopK, latest ? (long)topK : (object)(double)topK);
        if (options.MaxOutputTokens is { } tokens)
            span.AddTag(GenAI.Request.MaxTokens, (long)tokens);
        if (options.FrequencyPenalty is { } frequency)
            span.AddTag(GenAI.Request.FrequencyPenalty, (double)frequency);
        if (options.PresencePenalty is { } presence)
            span.AddTag(GenAI.Request.PresencePenalty, (double)presence);
        if (options.Seed is { } seed)
            span.AddTag(GenAI.Request.Seed, seed);
        if (options.StopSequences is { Count: > 0 } stops)
            span.AddTag(GenAI.Request.StopSequences, stops.ToArray());
        if (options.ResponseFormat is { } format)
            span.AddTag(GenAI.OutputType, format is ChatResponseFormatJson ? "json" : "text");
        if (latest && options.Reasoning?.Effort is { } effort)
            span.AddTag(GenAI.Request.ReasoningLevel, Level(effort));
    }

    /// <summary>Why an answer ended: one reason, as there is one answer.</summary>
    public static string[] Reasons(ChatFinishReason finish) => finish == ChatFinishReason.Stop ? s_stop : finish == ChatFinishReason.ToolCalls ? s_toolCalls : [finish.Value];

    /// <summary>Sets what was used. Input includes what caches gave and took, output includes reasoning.</summary>
    public static void SetUsage(Activity span, UsageDetails? usage, bool latest)
    {
        if (usage is null)
            return;
        if (usage.InputTokenCount is { } input)
            span.AddTag(GenAI.Usage.InputTokens, input);
        if (usage.OutputTokenCount is { } output)
            span.AddTag(GenAI.Usage.OutputTokens, output);
        if (usage.CachedInputTokenCount is { } read)
            span.AddTag(GenAI.Usage.CacheRead, read);
        if (usage.CacheWriteTokens() is { } written)
            span.AddTag(latest ? GenAI.Usage.CacheWrite : GenAI.Usage.CacheCreation, written);
        if (usage.ReasoningTokenCount is { } reasoning)
            span.AddTag(GenAI.Usage.Reasoning, reasoning);
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
