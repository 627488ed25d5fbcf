using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>One place that a request may go to.</summary>
internal sealed class FailoverMember(IChatClient client, int weight, MemberHealth health)
{
    public IChatClient Client { get; } = client;

    public int Weight { get; } = weight;

    /// <summary>What the weighted order owes the member.</summary>
    public int Credit { get; set; }

    public MemberHealth Health => health;

    public ClientIdentity Identity => ClientIdentity.Of(Client);
}

/// <summary>How a place has been of late.</summary>
internal sealed class MemberHealth(TimeProvider time)
{
    private const double NewestShare = 0.3;

    private readonly Lock _lock = new();
    private long _failedAt;
    private TimeSpan _coolDown;

    /// <summary>How long its answers took, the newest counting most; null where there were none.</summary>
    public TimeSpan? Latency { get; private set; }

    /// <summary>How long it is to be left alone; zero where it is well.</summary>
    public TimeSpan CoolsFor
    {
        get
        {
            lock (_lock)
                return _coolDown > TimeSpan.Zero && _coolDown - time.GetElapsedTime(_failedAt) is { Ticks: > 0 } left ? left : TimeSpan.Zero;
        }
    }

    /// <summary>Takes it for a request. When its cool-down has just ended, others leave it alone until this request tells how it is.</summary>
    public void Take()
    {
        lock (_lock)
        {
            if (_coolDown > TimeSpan.Zero)
                _failedAt = time.GetTimestamp();
        }
    }

    public void Answered(TimeSpan latency)
    {
        lock (_lock)
        {
            _coolDown = TimeSpan.Zero;
            Latency = Latency is { } before ? before + ((latency - before) * NewestShare) : latency;
        }
    }

    public void Failed(TimeSpan coolDown)
    {
        lock (_lock)
            (_failedAt, _coolDown) = (time.GetTimestamp(), coolDown);
    }
}
