using System.Collections.Concurrent;
using System.Threading.RateLimiting;

namespace SdkGen;

/// <summary>Where requests of this process queue up, a gate for each limit. The oldest goes first.</summary>
internal sealed class RateLimitGates
{
    private readonly ConcurrentDictionary<string, Lazy<Gate>> _gates = new(StringComparer.Ordinal);

    public Gate Of(string key, RateLimitOptions options) =>
        _gates.GetOrAdd(key, static (_, options) => new Lazy<Gate>(() => new Gate(options)), options).Value;

    internal sealed class Gate(RateLimitOptions options)
    {
        private int _waiting;

        /// <summary>Somebody waits for room: whoever comes now stands behind them.</summary>
        public bool IsWaitedAt => Volatile.Read(ref _waiting) > 0;

        /// <summary>One request at a time waits for room; the others stand behind it, so that nobody overtakes.</summary>
        public RateLimiter Turn { get; } = Permits(1, options.MaxQueue);

        /// <summary>Requests under way; null where they are not limited.</summary>
        public RateLimiter? Running { get; } = options.MaxConcurrency is { } most ? Permits(most, options.MaxQueue) : null;

        public Place Join()
        {
            Interlocked.Increment(ref _waiting);
            return new Place(this);
        }

        private static ConcurrencyLimiter Permits(int count, int queue) =>
            new(new ConcurrencyLimiterOptions { PermitLimit = count, QueueLimit = queue, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });

        /// <summary>A place in the queue, until it is given up.</summary>
        internal readonly struct Place(Gate gate) : IDisposable
        {
            public void Dispose() => Interlocked.Decrement(ref gate._waiting);
        }
    }
}
