using System.Diagnostics.Metrics;

namespace SdkGen.Benchmarks.Soak;

/// <summary>Counts the connections of this process's HTTP clients by the metrics that the platform keeps: in use, and waiting for the next request.</summary>
internal sealed class OpenConnections : IDisposable
{
    private readonly MeterListener _listener = new();
    private long _active;
    private long _idle;
    private long _most;

    public OpenConnections()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument is { Meter.Name: "System.Net.Http", Name: "http.client.open_connections" })
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>(Count);
        _listener.Start();
    }

    public long Active => Interlocked.Read(ref _active);

    public long Idle => Interlocked.Read(ref _idle);

    /// <summary>The most that were open at once.</summary>
    public long Most => Interlocked.Read(ref _most);

    public void Dispose() => _listener.Dispose();

    private void Count(Instrument instrument, long change, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        foreach (var tag in tags)
        {
            if (tag.Key == "http.connection.state")
                Interlocked.Add(ref tag.Value is "active" ? ref _active : ref _idle, change);
        }

        long most;
        var open = Active + Idle;
        while (open > (most = Most) && Interlocked.CompareExchange(ref _most, open, most) != most)
        {
        }
    }
}
