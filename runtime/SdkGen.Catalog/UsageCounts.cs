using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>Names of the counts that <see cref="UsageDetails"/> has no property for, in <see cref="UsageDetails.AdditionalCounts"/>.</summary>
public static class UsageCounts
{
    /// <summary>Input tokens written to a cache; they are part of the input tokens.</summary>
    public const string CacheWriteInput = "cacheWriteInputTokens";

    /// <summary>Input tokens written to a cache that keeps them for an hour, at a price of their own; they are part of <see cref="CacheWriteInput"/>.</summary>
    public const string CacheWriteInputForAnHour = "cacheWriteInputTokensForAnHour";

    /// <summary>How often the provider searched the web; paid for by the search.</summary>
    public const string WebSearches = "webSearchRequests";

    /// <summary>How often the provider fetched a page.</summary>
    public const string WebFetches = "webFetchRequests";

    /// <summary>Output tokens that a prediction had right.</summary>
    public const string AcceptedPrediction = "acceptedPredictionTokens";

    /// <summary>Output tokens that a prediction had wrong; they are paid for.</summary>
    public const string RejectedPrediction = "rejectedPredictionTokens";
}
