using System.Collections.Concurrent;

namespace SdkGen;

/// <summary>Keeps how much of each limit is left: in this process (<see cref="MemoryRateLimitStore"/>), or where several processes find it.</summary>
public interface IRateLimitStore
{
    /// <summary>Changes the state of a limit, with nobody else in between.</summary>
    /// <param name="key">The limit: account and model.</param>
    /// <param name="change">Gets the state, an empty one at first, and the store's time; says the state afterwards and what to answer. Quick and without side effects: it may be called again.</param>
    /// <param name="cancellationToken">Gives up. The state is then as it was or as it was to be.</param>
    /// <returns>What <paramref name="change"/> answered: how long to wait.</returns>
    ValueTask<TimeSpan> ChangeAsync(string key, Func<RateLimitState, DateTimeOffset, (RateLimitState State, TimeSpan Wait)> change, CancellationToken cancellationToken = default);
}

/// <summary>Limits of one process. Clients that share an instance share their limits.</summary>
/// <param name="timeProvider">The clock; null means the system's.</param>
public sealed class MemoryRateLimitStore(TimeProvider? timeProvider = null) : IRateLimitStore
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly TimeProvider _time = timeProvider ?? TimeProvider.System;

    /// <inheritdoc/>
    public ValueTask<TimeSpan> ChangeAsync(string key, Func<RateLimitState, DateTimeOffset, (RateLimitState State, TimeSpan Wait)> change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(change);
        var entry = _entries.GetOrAdd(key, static _ => new Entry());
        lock (entry)
        {
            (entry.State, var wait) = change(entry.State, _time.GetUtcNow());
            return new(wait);
        }
    }

    private sealed class Entry
    {
        public RateLimitState State { get; set; } = new();
    }
}
