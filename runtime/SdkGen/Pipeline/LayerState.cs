using System.Collections.Concurrent;

namespace SdkGen;

/// <summary>
/// What layers remember of one model at one account: how it has been, which retries are left. It outlives the client that they stand around, because a change of settings makes a new one.
/// </summary>
internal sealed class LayerState
{
    private readonly ConcurrentDictionary<Type, object> _states = new();

    /// <summary>What a layer remembers, made when it is first asked for.</summary>
    public T Of<T>(Func<T> make)
        where T : class => (T)_states.GetOrAdd(typeof(T), static (_, make) => make(), make);
}

/// <summary>When something failed last.</summary>
internal sealed class RecentFailure
{
    private long _at;
    private volatile bool _any;

    public void Note(TimeProvider time)
    {
        Volatile.Write(ref _at, time.GetTimestamp());
        _any = true;
    }

    public bool IsWithin(TimeSpan span, TimeProvider time) => _any && time.GetElapsedTime(Volatile.Read(ref _at)) < span;
}
