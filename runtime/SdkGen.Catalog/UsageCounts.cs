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

    /// <summary>
    /// What begins the name of the count that holds what the tokens cost, in 10⁻¹² of a currency whose ISO 4217 code ends the name: <c>costPicoUSD</c>. As a count it is summed
    /// wherever usage is, over the turns of a tool loop and over failed attempts, each at its own price.
    /// </summary>
    public const string CostPrefix = "costPico";

    /// <summary>
    /// Tokens of attempts that failed before the answer, and of answers that a failover discarded, as far as their services said them. They are part of the totals, as they are paid for.
    /// </summary>
    public const string FailedAttempts = "failedAttemptTokens";

    /// <summary>1 where the answer came from a response cache: its tokens were paid for before, and cost nothing now.</summary>
    public const string FromResponseCache = "fromResponseCache";
}
