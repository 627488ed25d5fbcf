using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>Names of the counts that <see cref="UsageDetails"/> has no property for, in <see cref="UsageDetails.AdditionalCounts"/>.</summary>
public static class UsageCounts
{
    /// <summary>Input tokens written to a cache; they are part of the input tokens.</summary>
    public const string CacheWriteInput = "cacheWriteInputTokens";

    /// <summary>Output tokens that a prediction had right.</summary>
    public const string AcceptedPrediction = "acceptedPredictionTokens";

    /// <summary>Output tokens that a prediction had wrong; they are paid for.</summary>
    public const string RejectedPrediction = "rejectedPredictionTokens";
}
