using Microsoft.Extensions.AI;
using SdkGen.Wire.Gemini;

namespace SdkGen.Dialects.Gemini;

/// <summary>The tokens of an exchange. In streams each count replaces the one before, as a whole: the service adds up itself.</summary>
internal struct GeminiUsageReader
{
    private bool _hasCounts;
    private long? _prompt;
    private long? _cached;
    private long? _answer;
    private long? _thoughts;
    private long? _tools;
    private long? _total;
    private long? _inputAudio;
    private long? _inputText;
    private long? _outputAudio;
    private long? _outputText;

    public static UsageDetails? Read(GeminiUsage? usage)
    {
        var reader = default(GeminiUsageReader);
        reader.Take(usage);
        return reader.ToDetails();
    }

    /// <summary>Takes what a piece of a stream counts. The first ones at Vertex AI say nothing but who pays.</summary>
    public void Take(GeminiUsage? usage)
    {
        if (usage is null || (usage.PromptTokenCount ?? usage.CandidatesTokenCount ?? usage.ThoughtsTokenCount ?? usage.TotalTokenCount) is null)
            return;
        _hasCounts = true;
        _prompt = usage.PromptTokenCount;
        _cached = usage.CachedContentTokenCount;
        _answer = usage.CandidatesTokenCount;
        _thoughts = usage.ThoughtsTokenCount;
        _tools = usage.ToolUsePromptTokenCount;
        _total = usage.TotalTokenCount;
        (_inputText, _inputAudio) = Kinds(usage.PromptTokensDetails);
        (_outputText, _outputAudio) = Kinds(usage.CandidatesTokensDetails);
    }

    public readonly UsageDetails? ToDetails() => !_hasCounts ? null : new UsageDetails
    {
        InputTokenCount = Sum(_prompt, _tools),
        OutputTokenCount = Sum(_answer, _thoughts),
        TotalTokenCount = _total,
        CachedInputTokenCount = _cached,
        ReasoningTokenCount = _thoughts,
        InputTextTokenCount = _inputText,
        InputAudioTokenCount = _inputAudio,
        OutputTextTokenCount = _outputText,
        OutputAudioTokenCount = _outputAudio,
    };

    private static long? Sum(long? count, long? more) => count is null && more is null ? null : (count ?? 0) + (more ?? 0);

    private static (long? Text, long? Audio) Kinds(Json.ReusableList<GeminiModalityTokens>? details)
    {
        (long? Text, long? Audio) counts = default;
        for (var i = 0; i < (details?.Count ?? 0); i++)
        {
            if (details![i] is not { } detail)
                continue;
            if (detail.Modality == "TEXT")
                counts.Text = detail.TokenCount;
            else if (detail.Modality == "AUDIO")
                counts.Audio = detail.TokenCount;
        }

        return counts;
    }
}
