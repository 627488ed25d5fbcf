using System.Globalization;
using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>The clocks of one attempt: cancels it when one of its limits is over, and says which.</summary>
internal sealed class AttemptClock : IDisposable
{
    private readonly TimeoutOptions _options;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _cancellation;
    private readonly ITimer? _whole;
    private ITimer? _wait;
    private volatile string? _limit;

    public AttemptClock(TimeoutOptions options, params ReadOnlySpan<CancellationToken> callers)
    {
        _options = options;
        _time = options.TimeProvider ?? TimeProvider.System;
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(callers);
        if (options.WholeCall != System.Threading.Timeout.InfiniteTimeSpan)
            _whole = _time.CreateTimer(static state => ((AttemptClock)state!).End(nameof(TimeoutOptions.WholeCall)), this, options.WholeCall, System.Threading.Timeout.InfiniteTimeSpan);
    }

    public CancellationToken Token => _cancellation.Token;

    /// <summary>The stream has had content.</summary>
    public bool HasContent { get; set; }

    /// <summary>The stream has had anything at all.</summary>
    public bool HasBegun { get; set; }

    private string WaitLimit => HasContent ? nameof(TimeoutOptions.BetweenContents) : nameof(TimeoutOptions.FirstContent);

    public long Now => _time.GetTimestamp();

    public TimeSpan Since(long start) => _time.GetElapsedTime(start);

    /// <summary>Lets the clock of the next content run, from where it was stopped.</summary>
    /// <param name="waited">How long the stream has been waited for since its last content.</param>
    public void Start(TimeSpan waited)
    {
        var limit = HasContent ? _options.BetweenContents : _options.FirstContent;
        if (limit == System.Threading.Timeout.InfiniteTimeSpan)
            return;
        var left = limit > waited ? limit - waited : TimeSpan.Zero;
        if (_wait is null)
            _wait = _time.CreateTimer(static state => ((AttemptClock)state!).End(((AttemptClock)state).WaitLimit), this, left, System.Threading.Timeout.InfiniteTimeSpan);
        else
            _wait.Change(left, System.Threading.Timeout.InfiniteTimeSpan);
    }

    public void Stop() => _wait?.Change(System.Threading.Timeout.InfiniteTimeSpan, System.Threading.Timeout.InfiniteTimeSpan);

    /// <summary>The failure that a cancellation is; null where the caller has cancelled.</summary>
    public LlmException? Failure(OperationCanceledException cause, IChatClient client, ChatOptions? chatOptions, bool callerCancelled)
    {
        if (_limit is not { } limit || callerCancelled)
            return null;
        var whom = ClientIdentity.Of(client, chatOptions);
        var (time, what) = limit switch
        {
            nameof(TimeoutOptions.WholeCall) => (_options.WholeCall, "did not finish its answer within"),
            nameof(TimeoutOptions.FirstContent) => (_options.FirstContent, HasBegun ? "began an answer and sent no content within" : "sent no content within"),
            _ => (_options.BetweenContents, "sent no more content within"),
        };
        var kind = limit == nameof(TimeoutOptions.WholeCall) || !HasBegun ? LlmErrorKind.Timeout : LlmErrorKind.Stalled;
        return new LlmException(kind, string.Create(CultureInfo.InvariantCulture, $"{whom} {what} {time:c}, the limit of {nameof(TimeoutOptions)}.{limit}."), cause)
        {
            Provider = whom.Provider,
            Model = whom.Model,
            IsRetryable = true,
            Usage = AttemptUsage.Of(cause),
        };
    }

    public void Dispose()
    {
        _whole?.Dispose();
        _wait?.Dispose();
        _cancellation.Dispose();
    }

    private void End(string limit)
    {
        if (Interlocked.CompareExchange(ref _limit, limit, null) is not null)
            return;
        try
        {
            _cancellation.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The answer came first.
        }
    }
}
