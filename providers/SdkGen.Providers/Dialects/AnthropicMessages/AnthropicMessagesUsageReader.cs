using Microsoft.Extensions.AI;
using SdkGen.Wire.AnthropicMessages;

namespace SdkGen.Dialects.AnthropicMessages;

/// <summary>Counts of tokens as the service reports them, copied out of wire objects that are used again.</summary>
internal struct AnthropicMessagesUsageReader
{
    private long? _input, _read, _written, _writtenForAnHour, _output, _thinking, _searches, _fetches;

    /// <summary>Takes the usage of a whole answer.</summary>
    public static UsageDetails? Read(AnthropicMessagesUsage? usage)
    {
        var reader = default(AnthropicMessagesUsageReader);
        reader.Take(usage);
        return reader.ToDetails();
    }

    /// <summary>Takes what an event reports. Each count is the sum so far: the last one holds, and none is taken back by an event that does not tell it.</summary>
    public void Take(AnthropicMessagesUsage? usage)
    {
        if (usage is null)
            return;
        _input = usage.InputTokens ?? _input;
        _read = usage.CacheReadInputTokens ?? _read;
        _written = usage.CacheCreationInputTokens ?? _written;
        _writtenForAnHour = usage.CacheCreation?.OneHour ?? _writtenForAnHour;
        _output = usage.OutputTokens ?? _output;
        _thinking = usage.OutputTokensDetails?.ThinkingTokens ?? _thinking;
        _searches = usage.ServerToolUse?.WebSearchRequests ?? _searches;
        _fetches = usage.ServerToolUse?.WebFetchRequests ?? _fetches;
    }

    /// <summary>The counts. What the service calls input is what no cache held; here the input is all of it.</summary>
    public readonly UsageDetails? ToDetails()
    {
        if ((_input ?? _output ?? _read ?? _written) is null)
            return null;
        long? input = (_input ?? _read ?? _written) is null ? null : (_input ?? 0) + (_read ?? 0) + (_written ?? 0);
        var details = new UsageDetails
        {
            InputTokenCount = input,
            CachedInputTokenCount = _read,
            OutputTokenCount = _output,
            ReasoningTokenCount = _thinking,
            TotalTokenCount = input + _output,
        };
        Count(details, UsageCounts.CacheWriteInput, _written);
        Count(details, UsageCounts.CacheWriteInputForAnHour, _writtenForAnHour is 0 ? null : _writtenForAnHour);
        Count(details, UsageCounts.WebSearches, _searches is 0 ? null : _searches);
        Count(details, UsageCounts.WebFetches, _fetches is 0 ? null : _fetches);
        return details;
    }

    private static void Count(UsageDetails details, string name, long? count)
    {
        if (count is { } value)
            (details.AdditionalCounts ??= [])[name] = value;
    }
}
