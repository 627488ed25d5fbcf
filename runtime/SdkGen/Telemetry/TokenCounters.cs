using System.Diagnostics.Metrics;
using Microsoft.Extensions.AI;

namespace SdkGen.Telemetry;

/// <summary>The counters of tokens that the development version of the conventions has. Those of caches and of reasoning are parts of the first two.</summary>
internal sealed class TokenCounters(Meter meter)
{
    private readonly Counter<long> _input = Tokens(meter, GenAI.LatestMetrics.InputTokens, "Tokens that went into models.");
    private readonly Counter<long> _output = Tokens(meter, GenAI.LatestMetrics.OutputTokens, "Tokens that came out of models.");
    private readonly Counter<long> _cacheRead = Tokens(meter, GenAI.LatestMetrics.CacheReadTokens, "Input tokens that were read from a cache.");
    private readonly Counter<long> _cacheWrite = Tokens(meter, GenAI.LatestMetrics.CacheWriteTokens, "Input tokens that were written to a cache.");
    private readonly Counter<long> _reasoning = Tokens(meter, GenAI.LatestMetrics.ReasoningTokens, "Output tokens that the model thought with.");

    public bool AreEnabled => _input.Enabled || _output.Enabled || _cacheRead.Enabled || _cacheWrite.Enabled || _reasoning.Enabled;

    /// <summary>Counts a call. One without usage counts 0, so that it can be told from no call at all.</summary>
    public void Add(UsageDetails? usage, MetricTags tags)
    {
        if (!AreEnabled)
            return;
        Add(_input, usage?.InputTokenCount ?? 0, usage?.InputTextTokenCount, usage?.InputAudioTokenCount, tags);
        Add(_output, usage?.OutputTokenCount ?? 0, usage?.OutputTextTokenCount, usage?.OutputAudioTokenCount, tags);
        if (usage?.CachedInputTokenCount is { } read)
            _cacheRead.Add(read, tags.UnknownModality);
        if (usage.CacheWriteTokens() is { } written)
            _cacheWrite.Add(written, tags.UnknownModality);
        if (usage?.ReasoningTokenCount is { } reasoning)
            _reasoning.Add(reasoning, tags.UnknownModality);
    }

    private static void Add(Counter<long> counter, long total, long? text, long? audio, MetricTags tags)
    {
        if (!counter.Enabled)
            return;
        if (text is > 0)
            counter.Add(text.Value, tags.Modality("text"));
        if (audio is > 0)
            counter.Add(audio.Value, tags.Modality("audio"));
        var rest = total - (text ?? 0) - (audio ?? 0);
        if (rest > 0 || total == 0)
            counter.Add(Math.Max(0, rest), tags.UnknownModality);
    }

    private static Counter<long> Tokens(Meter meter, string name, string description) => meter.CreateCounter<long>(name, "{token}", description);
}
