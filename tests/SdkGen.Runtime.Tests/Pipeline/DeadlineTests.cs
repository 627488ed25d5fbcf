namespace SdkGen.Runtime.Tests.Pipeline;

public class DeadlineTests
{
    [Fact]
    public void Without_a_limit_the_callers_word_is_the_only_one()
    {
        using var caller = new CancellationTokenSource();
        using var deadline = new Deadline(Timeout.InfiniteTimeSpan, TimeProvider.System, caller.Token);

        deadline.Token.ShouldBe(caller.Token);
        deadline.HasPassed.ShouldBeFalse();
    }

    [Fact]
    public void A_caller_who_cancels_has_not_run_out_of_time()
    {
        using var caller = new CancellationTokenSource();
        using var deadline = new Deadline(TimeSpan.FromHours(1), TimeProvider.System, caller.Token);
        var token = deadline.Token;
        token.IsCancellationRequested.ShouldBeFalse();

        caller.Cancel();
        token.IsCancellationRequested.ShouldBeTrue();
        deadline.HasPassed.ShouldBeFalse();
    }

    [Fact]
    public void Time_that_is_over_cancels_without_the_caller()
    {
        using var deadline = new Deadline(TimeSpan.Zero, TimeProvider.System, CancellationToken.None);

        deadline.Token.WaitHandle.WaitOne(TimeSpan.FromSeconds(30)).ShouldBeTrue();
        deadline.HasPassed.ShouldBeTrue();
    }
}
