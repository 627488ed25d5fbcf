using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace SdkGen.Pipeline.Tests.Telemetry;

/// <summary>Listens to the telemetry of one model, so that tests that run beside do not disturb.</summary>
internal sealed class TelemetryProbe : IDisposable
{
    private readonly ActivityListener? _spans;
    private readonly MeterListener? _meters;

    public TelemetryProbe(string model, bool spans = true, bool metrics = true)
    {
        Model = model;
        if (spans)
        {
            _spans = new ActivityListener
            {
                ShouldListenTo = source => source.Name == LlmTelemetry.SourceName,
                Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = span =>
                {
                    if (span.TagObjects.Any(tag => tag.Value as string == model) || span.OperationName.StartsWith("execute_tool", StringComparison.Ordinal))
                        Spans.Enqueue(span);
                },
            };
            ActivitySource.AddActivityListener(_spans);
        }

        if (metrics)
        {
            _meters = new MeterListener
            {
                InstrumentPublished = (instrument, listener) =>
                {
                    if (instrument.Meter.Name != LlmTelemetry.SourceName)
                        return;
                    Instruments.Add(instrument);
                    listener.EnableMeasurementEvents(instrument);
                },
            };
            _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
            _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
            _meters.Start();
        }
    }

    public string Model { get; }

    public ConcurrentQueue<Activity> Spans { get; } = [];

    public ConcurrentQueue<Measured> Measurements { get; } = [];

    public ConcurrentBag<Instrument> Instruments { get; } = [];

    public IEnumerable<Measured> Of(string name) => Measurements.Where(measured => measured.Name == name);

    public void Dispose()
    {
        _spans?.Dispose();
        _meters?.Dispose();
    }

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var all = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, tag) in tags)
            all.Add(name, tag);
        if (all.ContainsValue(Model) || instrument.Name.Contains("execute_tool", StringComparison.Ordinal))
            Measurements.Enqueue(new Measured(instrument.Name, value, all));
    }
}

internal sealed record Measured(string Name, double Value, IReadOnlyDictionary<string, object?> Tags);

/// <summary>Tests that listen run one after another: one of them asserts that nobody listens.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class TelemetryGroup
{
    public const string Name = "telemetry";
}
