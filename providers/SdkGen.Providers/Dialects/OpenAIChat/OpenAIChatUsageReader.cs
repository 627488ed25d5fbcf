using Microsoft.Extensions.AI;
using SdkGen.Wire.OpenAIChat;

namespace SdkGen.Dialects.OpenAIChat;

/// <summary>Counts of tokens as a service reports them, copied out of wire objects that are used again.</summary>
/// <param name="traits">Where the service counts otherwise than the protocol says.</param>
internal struct OpenAIChatUsageReader(OpenAIChatTraits traits)
{
    private long? _prompt, _completion, _total, _cached, _cacheWrite, _reasoning, _inputAudio, _inputText, _outputAudio, _outputText, _outsideAudio, _accepted, _rejected;
    private int _rank;

    /// <summary>Takes the usage of a whole answer.</summary>
    public static UsageDetails? Read(OpenAIChatUsage? wire, OpenAIChatTraits traits)
    {
        var usage = new OpenAIChatUsageReader(traits);
        usage.Take(wire, 1);
        return usage.ToDetails();
    }

    /// <inheritdoc cref="Read(OpenAIChatUsage?, OpenAIChatTraits)"/>
    public static UsageDetails? Read(OpenAIChatResponse response, OpenAIChatTraits traits)
    {
        var usage = new OpenAIChatUsageReader(traits);
        usage.Take(response.Usage, 3);
        usage.Take(response.XGroq?.Usage, 2);
        return usage.ToDetails();
    }

    /// <summary>Whether a chunk of a stream reports anything.</summary>
    public static bool IsIn(OpenAIChatChunk chunk) => chunk.Usage is not null || chunk.XGroq is not null || (chunk.Choices is { Count: > 0 } choices && choices[0]?.Usage is not null);

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
        var details = new UsageDetails
        {
            InputTokenCount = Input(),
            OutputTokenCount = Output(),
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

    /// <summary>Mistral counts audio beside the prompt; its own total tells.</summary>
    private readonly long? Input() => (_outsideAudio ?? _inputAudio) is { } audio && _prompt is { } prompt && _total == prompt + audio + _completion ? prompt + audio : _prompt;

    /// <summary>xAI counts reasoning beside the output, as may services that its spec does not speak of; their own total tells.</summary>
    private readonly long? Output()
    {
        if (_reasoning is not { } reasoning || _completion is not { } completion || traits.OutputIncludesReasoning == true)
            return _completion;
        var outside = _total is { } total && _prompt is { } prompt && total != prompt + completion
            ? total == prompt + completion + reasoning
            : traits.OutputIncludesReasoning == false && _total is null;
        return outside ? completion + reasoning : completion;
    }

    /// <summary>Cached input where the service's spec says that it is counted.</summary>
    private readonly long? Declared(OpenAIChatUsage usage) => traits.CachedInputMember switch
    {
        "prompt_cache_hit_tokens" => usage.PromptCacheHitTokens,
        "num_cached_tokens" => usage.NumCachedTokens,
        _ => null,
    };

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
        _cached = Declared(usage) ?? input?.CachedTokens ?? usage.PromptTokenDetails?.CachedTokens ?? usage.PromptCacheHitTokens ?? usage.CachedTokens
            ?? usage.CacheReadInputTokens ?? usage.NumCachedTokens;
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
