using Microsoft.Extensions.AI;

namespace SdkGen.Telemetry;

/// <summary>Counts of tokens that have no property of their own.</summary>
internal static class UsageReading
{
    /// <summary>Input tokens that were written to a cache; null where the service does not say.</summary>
    public static long? CacheWriteTokens(this UsageDetails? usage) =>
        usage?.AdditionalCounts is { } counts && counts.TryGetValue(UsageCounts.CacheWriteInput, out var written) ? written : null;
}
