using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>What answers cost, as measurements of the meter <c>SdkGen</c>. The conventions for generative AI have no name for it.</summary>
internal static class CostMetrics
{
    public const string CostName = "sdkgen.client.operation.cost";
    public const string CurrencyAttribute = "sdkgen.cost.currency";
    public const string ProviderAttribute = "gen_ai.provider.name";
    public const string ModelAttribute = "gen_ai.request.model";

    /// <summary>From a hundredth of a cent to a hundred.</summary>
    private static readonly double[] s_buckets = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100];

    private static readonly Histogram<double> s_cost = new Meter(LlmTelemetry.SourceName, typeof(CostMetrics).Assembly.GetName().Version?.ToString(3)).CreateHistogram(
        CostName, "{currency}", "What an answer of a model cost.", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = s_buckets });

    public static void Record(ModelCost cost, string? model, IChatClient asked)
    {
        if (!s_cost.Enabled)
            return;
        var client = asked.GetService<ChatClientMetadata>();
        s_cost.Record((double)cost.Total, new TagList { { ProviderAttribute, client?.ProviderName }, { ModelAttribute, model ?? client?.DefaultModelId }, { CurrencyAttribute, cost.Currency } });
    }
}
