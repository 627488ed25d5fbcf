namespace SdkGen;

/// <summary>The end of what one request may wait for, beside its caller's own cancellation.</summary>
/// <param name="longest">How long it may wait, from now on.</param>
/// <param name="time">The clock.</param>
/// <param name="cancellationToken">The caller's.</param>
internal sealed class Deadline(TimeSpan longest, TimeProvider time, CancellationToken cancellationToken) : IDisposable
{
    private readonly long _start = time.GetTimestamp();
    private CancellationTokenSource? _timer;
    private CancellationTokenRegistration _caller;

    public TimeSpan Elapsed => time.GetElapsedTime(_start);

    public TimeSpan Left => longest - Elapsed;

    /// <summary>The time is over, and the caller has not cancelled.</summary>
    public bool HasPassed => _timer is { IsCancellationRequested: true } && !cancellationToken.IsCancellationRequested;

    /// <summary>Cancelled by the caller, or when the time is over. Made when somebody has to wait: most need none.</summary>
    public CancellationToken Token
    {
        get
        {
            if (longest == Timeout.InfiniteTimeSpan)
                return cancellationToken;
            if (_timer is null)
            {
                _timer = new CancellationTokenSource(Left > TimeSpan.Zero ? Left : TimeSpan.Zero, time);
                _caller = cancellationToken.UnsafeRegister(static timer => ((CancellationTokenSource)timer!).Cancel(), _timer);
            }

            return _timer.Token;
        }
    }

    public void Dispose()
    {
        _caller.Dispose();
        _timer?.Dispose();
    }
}
