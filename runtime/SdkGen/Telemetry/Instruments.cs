using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace SdkGen.Telemetry;

/// <summary>The source of spans and the instruments of one version of the conventions. One of each for the process: telemetry is listened to by name.</summary>
internal sealed class Instruments
{
    private static readonly double[] s_seconds = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];
    private static readonly double[] s_agentSeconds = [0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 51.2, 102.4, 204.8, 409.6];
    private static readonly long[] s_tokens = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864];

    private static readonly Lazy<Instruments> s_stable = new(() => new Instruments(latest: false));
    private static readonly Lazy<Instruments> s_latest = new(() => new Instruments(latest: true));

    private Instruments(bool latest)
    {
        IsLatest = latest;
        var version = typeof(Instruments).Assembly.GetName().Version?.ToString(3);
        var schema = latest ? GenAI.LatestSchemaUrl : GenAI.SchemaUrl;
        Source = new ActivitySource(new ActivitySourceOptions(LlmTelemetry.SourceName) { Version = version, TelemetrySchemaUrl = schema });
        var meter = new Meter(new MeterOptions(LlmTelemetry.SourceName) { Version = version, TelemetrySchemaUrl = schema });
        Duration = Seconds(meter, latest ? GenAI.LatestMetrics.Duration : GenAI.Metrics.Duration, "How long a call of a model took.", s_seconds);
        FirstChunk = Seconds(meter, latest ? GenAI.LatestMetrics.TimeToFirstChunk : GenAI.Metrics.TimeToFirstChunk, "How long the first chunk of a streamed answer took.", s_seconds);
        OutputChunk = Seconds(meter, latest ? GenAI.LatestMetrics.TimePerOutputChunk : GenAI.Metrics.TimePerOutputChunk, "How long each further chunk of a streamed answer took.", s_seconds);
        if (!latest)
        {
            Tokens = Counts(meter, GenAI.Metrics.TokenUsage, "Tokens of a call, in and out.");
            return;
        }

        Used = new TokenCounters(meter);
        InputTokens = Counts(meter, GenAI.LatestMetrics.OperationInputTokens, "Tokens that went into a call.");
        OutputTokens = Counts(meter, GenAI.LatestMetrics.OperationOutputTokens, "Tokens that came out of a call.");
        AgentDuration = Seconds(meter, GenAI.LatestMetrics.AgentDuration, "How long an agent took, its tools included.", s_agentSeconds);
        ToolDuration = Seconds(meter, GenAI.LatestMetrics.ToolDuration, "How long a tool took.", s_seconds);
    }

    /// <summary>The development version, and not 1.41.1.</summary>
    public bool IsLatest { get; }

    public ActivitySource Source { get; }

    public Histogram<double> Duration { get; }

    public Histogram<double> FirstChunk { get; }

    public Histogram<double> OutputChunk { get; }

    /// <summary>1.41.1 only, as are the next ones of the development version only.</summary>
    public Histogram<long>? Tokens { get; }

    public TokenCounters? Used { get; }

    public Histogram<long>? InputTokens { get; }

    public Histogram<long>? OutputTokens { get; }

    public Histogram<double>? AgentDuration { get; }

    public Histogram<double>? ToolDuration { get; }

    /// <summary>Somebody takes spans of calls, or one of their measurements.</summary>
    public bool IsChatListenedTo => Source.HasListeners() || Duration.Enabled || FirstChunk.Enabled || OutputChunk.Enabled || AreTokensListenedTo;

    /// <summary>Somebody takes counts of tokens.</summary>
    public bool AreTokensListenedTo => IsLatest ? Used!.AreEnabled || InputTokens!.Enabled || OutputTokens!.Enabled : Tokens!.Enabled;

    public static Instruments Of(bool latest) => (latest ? s_latest : s_stable).Value;

    private static Histogram<double> Seconds(Meter meter, string name, string description, double[] boundaries) =>
        meter.CreateHistogram(name, "s", description, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = boundaries });

    private static Histogram<long> Counts(Meter meter, string name, string description) =>
        meter.CreateHistogram(name, "{token}", description, tags: null, new InstrumentAdvice<long> { HistogramBucketBoundaries = s_tokens });
}
