using System.Threading.RateLimiting;
using Microsoft.Extensions.AI;
using SdkGen.Transport;

namespace SdkGen;

/// <summary>One request that was let through: gives back its place, and tells the limit what became of it.</summary>
internal sealed class RateLimitPass(RateLimitOptions options, IRateLimitStore store, string key, long estimate, RateLimitMonitor? monitor) : IDisposable
{
    private readonly List<RateLimitLease> _leases = [];
    private RateLimitStatus? _seen = monitor?.Latest;
    private bool _settled;
    private bool _begun;

    /// <summary>What a streamed answer has said last of its tokens; null before.</summary>
    public UsageDetails? Usage { get; private set; }

    public void Hold(RateLimitLease lease) => _leases.Add(lease);

    /// <summary>Takes a chunk of a streamed answer. With the first the service has begun to answer: what its headers say holds from now on.</summary>
    public ValueTask TakeAsync(ChatResponseUpdate update)
    {
        var contents = update.Contents;
        for (var i = 0; i < contents.Count; i++)
        {
            if (contents[i] is UsageContent usage)
                Usage = usage.Details;
        }

        if (_begun)
            return default;
        _begun = true;
        return ReportAsync(tokens: 0, retryAfter: null);
    }

    /// <summary>The service has said how many tokens it took.</summary>
    public ValueTask EndedAsync(UsageDetails? usage)
    {
        long? used = usage is null ? null : usage.TotalTokenCount ?? usage.InputTokenCount + usage.OutputTokenCount;
        if (_settled || used is null)
            return ReportAsync(0, null);
        _settled = true;
        return ReportAsync(used.Value - estimate, null);
    }

    /// <summary>The request failed. One that was refused has used nothing, and may ask everybody to stay away.</summary>
    public ValueTask FailedAsync(Exception exception)
    {
        if (exception is not LlmException { Kind: LlmErrorKind.RateLimited } refusal || _settled)
            return ReportAsync(0, null);
        _settled = true;
        return ReportAsync(-estimate, refusal.RetryAfter);
    }

    public void Dispose()
    {
        foreach (var lease in _leases)
            lease.Dispose();
        _leases.Clear();
    }

    private async ValueTask ReportAsync(long tokens, TimeSpan? retryAfter)
    {
        var seen = options.FollowsService && monitor?.Latest is { } latest && !ReferenceEquals(latest, _seen) ? latest : null;
        if (!options.FollowsService)
            retryAfter = null;
        if (seen is null && tokens == 0 && retryAfter is null)
            return;
        _seen = seen ?? _seen;

        // The answer is there, or the failure: what the limit is told of it must not be lost because the caller has stopped waiting.
        await store.ChangeAsync(key, Change, CancellationToken.None).ConfigureAwait(false);

        (RateLimitState, TimeSpan) Change(RateLimitState state, DateTimeOffset now)
        {
            if (tokens != 0)
                state = state.Settle(tokens, now);
            if (seen is not null)
                state = state.Observe(seen, now);
            return (retryAfter is { } wait ? state.Close(wait, now) : state, TimeSpan.Zero);
        }
    }
}
