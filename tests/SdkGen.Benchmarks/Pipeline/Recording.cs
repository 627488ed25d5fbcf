using System.Diagnostics;
using System.Diagnostics.Metrics;
using SdkGen.Telemetry;

namespace SdkGen.Benchmarks.Pipeline;

/// <summary>Listens to all spans and all measurements of SdkGen, as an exporter does.</summary>
internal sealed class Recording : IDisposable
{
    private readonly ActivityListener _spans = new()
    {
        ShouldListenTo = static source => source.Name == LlmTelemetry.SourceName,
        Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
    };

    private readonly MeterListener _measurements = new()
    {
        InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == LlmTelemetry.SourceName)
                listener.EnableMeasurementEvents(instrument);
        },
    };

    public Recording()
    {
        ActivitySource.AddActivityListener(_spans);
        _measurements.SetMeasurementEventCallback<long>(static (_, _, _, _) => { });
        _measurements.SetMeasurementEventCallback<double>(static (_, _, _, _) => { });
        _measurements.Start();
    }

    public void Dispose()
    {
        _spans.Dispose();
        _measurements.Dispose();
    }
}
