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
    public static async Task AdvanceWhenWaitedFor(this ManualClock clock, TimeSpan time)
    {
        await Until(() => clock.Running > 0);
        clock.Advance(time);
    }
}
