namespace SdkGen;

/// <summary>A bucket that fills steadily and is emptied by requests. It may go below zero: whoever took too much is waited for.</summary>
/// <param name="Capacity">What it holds when it is full: the limit of a minute.</param>
/// <param name="PerSecond">What flows in.</param>
/// <param name="Level">What was in it at <paramref name="At"/>.</param>
/// <param name="At">When <paramref name="Level"/> was true.</param>
public readonly record struct RateBucket(double Capacity, double PerSecond, double Level, DateTimeOffset At)
{
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(1);

    /// <summary>A full bucket whose capacity flows in within a minute.</summary>
    internal static RateBucket Full(double perMinute, DateTimeOffset now) => new(perMinute, perMinute / 60, perMinute, now);

    internal double LevelAt(DateTimeOffset now) => Math.Min(Capacity, Level + (Math.Max(0, (now - At).TotalSeconds) * PerSecond));

    /// <summary>How long until an amount is there. One that is larger than the bucket waits until it is full.</summary>
    internal TimeSpan WaitFor(double amount, DateTimeOffset now)
    {
        var missing = Math.Min(amount, Capacity) - LevelAt(now);
        if (missing <= 0)
            return TimeSpan.Zero;

        // Timers know milliseconds: a wait that is rounded down would be followed by another.
        var milliseconds = PerSecond > 0 ? Math.Ceiling(missing / PerSecond * 1000) : double.PositiveInfinity;
        return milliseconds < s_longest.TotalMilliseconds ? TimeSpan.FromMilliseconds(milliseconds) : s_longest;
    }

    internal RateBucket Take(double amount, DateTimeOffset now) => this with { Level = Math.Min(Capacity, LevelAt(now) - amount), At = now };
}
