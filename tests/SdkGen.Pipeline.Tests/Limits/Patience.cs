using SdkGen.Runtime.Tests.Support;

namespace SdkGen.Pipeline.Tests.Limits;

/// <summary>Waits for what other threads do, without guessing how long that takes.</summary>
internal static class Patience
{
    public static async Task Until(Func<bool> condition)
    {
        for (var i = 0; !condition(); i++)
        {
            if (i > 10_000)
                throw new TimeoutException("It never came to pass.");
            await Task.Delay(1);
        }
    }

    /// <summary>Waits until somebody waits, then lets time pass.</summary>
    /// <param name="clock">The clock.</param>
    /// <param name="time">How much passes.</param>
    /// <param name="timers">How many timers have to run: whoever stands in a queue has one for the longest wait, before the one for room.</param>
    public static async Task AdvanceWhenWaitedFor(this ManualClock clock, TimeSpan time, int timers = 1)
    {
        await Until(() => clock.Running >= timers);
        clock.Advance(time);
    }
}
