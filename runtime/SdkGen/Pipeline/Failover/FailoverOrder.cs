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
            FailoverStrategy.LeastLatency => [.. members.OrderBy(member => member.Health.Latency ?? TimeSpan.MinValue)],
            _ => [.. members],
        };

        // Whoever is down comes last, the one that may be up again soonest in front.
        return Array.TrueForAll(order, member => member.Health.CoolsFor == TimeSpan.Zero) ? order : [.. order.OrderBy(member => member.Health.CoolsFor)];
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
            foreach (var member in members)
                member.Credit += member.Weight;
            FailoverMember[] order = [.. members.OrderByDescending(member => member.Credit)];
            order[0].Credit -= members.Sum(member => member.Weight);
            return order;
        }
    }
}
