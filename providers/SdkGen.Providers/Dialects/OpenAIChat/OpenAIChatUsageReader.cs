using Microsoft.Extensions.AI;
using SdkGen.Wire.OpenAIChat;

namespace SdkGen.Dialects.OpenAIChat;

/// <summary>Counts of tokens as a service reports them, copied out of wire objects that are used again.</summary>
internal struct OpenAIChatUsageReader
{
    private long? _prompt, _completion, _total, _cached, _cacheWrite, _reasoning, _inputAudio, _inputText, _outputAudio, _outputText, _outsideAudio, _accepted, _rejected;
    private int _rank;

    /// <summary>Takes the usage of a whole answer.</summary>
    public static UsageDetails? Read(OpenAIChatResponse response)
    {
        var usage = default(OpenAIChatUsageReader);
        usage.Take(response.Usage, 3);
        usage.Take(response.XGroq?.Usage, 2);
        return usage.ToDetails();
    }

    /// <summary>Takes what a chunk of a stream reports: the last one at the best place counts, never a sum.</summary>
    public void Take(OpenAIChatChunk chunk)
    {
        Take(chunk.Usage, 3);
        Take(chunk.XGroq?.Usage, 2);
        if (chunk.Choices is { Count: > 0 } choices)
            Take(choices[0]?.Usage, 1);
    }

    public readonly UsageDetails? ToDetails()
    {
        if (_rank == 0)
            return null;
        var (input, output) = (_prompt, _completion);

        // Two services count some tokens beside the ones they are part of elsewhere; their own total tells.
        if (_total is { } total && _prompt is { } p && _completion is { } c && total != p + c)
        {
            if (_reasoning is { } reasoning && total == p + c + reasoning)
                output = c + reasoning;
            else if ((_outsideAudio ?? _inputAudio) is { } audio && total == p + audio + c)
                input = p + audio;
        }

        var details = new UsageDetails
        {
            InputTokenCount = input,
            OutputTokenCount = output,
            TotalTokenCount = _total,
            CachedInputTokenCount = _cached,
            ReasoningTokenCount = _reasoning,
            InputAudioTokenCount = _inputAudio,
            InputTextTokenCount = _inputText,
            OutputAudioTokenCount = _outputAudio,
            OutputTextTokenCount = _outputText,
        };
        Count(details, UsageCounts.CacheWriteInput, _cacheWrite);
        Count(details, UsageCounts.AcceptedPrediction, _accepted is 0 ? null : _accepted);
        Count(details, UsageCounts.RejectedPrediction, _rejected is 0 ? null : _rejected);
        return details;
    }

    private static void Count(UsageDetails details, string name, long? count)
    {
        if (count is { } value)
            (details.AdditionalCounts ??= [])[name] = value;
    }

    private void Take(OpenAIChatUsage? usage, int rank)
    {
        if (usage is null || rank < _rank || (usage.PromptTokens ?? usage.CompletionTokens ?? usage.TotalTokens) is null)
            return;
        var (input, output) = (usage.PromptTokensDetails, usage.CompletionTokensDetails);
        _rank = rank;
        _prompt = usage.PromptTokens;
        _completion = usage.CompletionTokens;
        _total = usage.TotalTokens;
        _cached = input?.CachedTokens ?? usage.PromptCacheHitTokens ?? usage.CachedTokens ?? usage.CacheReadInputTokens ?? usage.NumCachedTokens;
        _cacheWrite = input?.CacheWriteTokens ?? usage.CacheCreationInputTokens;
        _reasoning = output?.ReasoningTokens;
        _inputAudio = input?.AudioTokens;
        _inputText = input?.TextTokens;
        _outputAudio = output?.AudioTokens;
        _outputText = output?.TextTokens;
        _outsideAudio = usage.AudioTokens;
        _accepted = output?.AcceptedPredictionTokens;
        _rejected = output?.RejectedPredictionTokens;
    }
}
