namespace SdkGen;

/// <summary>Puts the members into the order in which a request asks them.</summary>
internal sealed class FailoverOrder(FailoverMember[] members, FailoverStrategy strategy)
{
    private readonly Lock _lock = new();
    private int _turn;

    public FailoverMember[] Next()
    {
        var order = strategy switch
        {
            FailoverStrategy.RoundRobin => Turned(),
            FailoverStrategy.Weighted => Weighted(),
            FailoverStrategy.LeastLatency => Sorted(members, member => member.Health.Latency?.Ticks ?? long.MinValue),
            _ => [.. members],
        };

        // Whoever is down comes last, the one that may be up again soonest in front.
        return Array.TrueForAll(order, member => member.Health.CoolsFor == TimeSpan.Zero) ? order : Sorted(order, member => member.Health.CoolsFor.Ticks);
    }

    private FailoverMember[] Turned()
    {
        var first = (int)((uint)(Interlocked.Increment(ref _turn) - 1) % (uint)members.Length);
        return [.. members[first..], .. members[..first]];
    }

    /// <summary>Each gains its weight, whoever has most pays the sum of all: shares are kept within every few requests, and not only in the long run.</summary>
    private FailoverMember[] Weighted()
    {
        lock (_lock)
        {
            var sum = 0;
            foreach (var member in members)
            {
                member.Credit += member.Weight;
                sum += member.Weight;
            }

            var order = Sorted(members, member => -member.Credit);
            order[0].Credit -= sum;
            return order;
        }
    }

    /// <summary>From the least to the greatest; those that are equal stay as they were. There are few.</summary>
    private static FailoverMember[] Sorted(FailoverMember[] members, Func<FailoverMember, long> key)
    {
        var keys = new List<long>(members.Length);
        var sorted = new List<FailoverMember>(members.Length);
        foreach (var member in members)
        {
            var own = key(member);
            var at = keys.Count;
            while (at > 0 && keys[at - 1] > own)
                at--;
            keys.Insert(at, own);
            sorted.Insert(at, member);
        }

        return [.. sorted];
    }
}
