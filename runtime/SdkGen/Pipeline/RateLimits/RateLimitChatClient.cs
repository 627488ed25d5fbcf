using System.Threading.RateLimiting;
using Microsoft.Extensions.AI;
using SdkGen.Transport;

namespace SdkGen;

/// <summary>Lets requests through at the rate that is allowed.</summary>
internal sealed class RateLimitChatClient : DelegatingChatClient
{
    private readonly RateLimitOptions _options;
    private readonly RateLimitGates _gates;
    private readonly IRateLimitStore _store;
    private readonly TimeProvider _time;
    private Target? _target;

    public RateLimitChatClient(IChatClient inner, RateLimitOptions options, RateLimitGates? gates = null)
        : base(inner)
    {
        options.Validate();
        _options = options;
        _gates = gates ?? new();
        _time = options.TimeProvider ?? TimeProvider.System;
        _store = options.Store ?? new MemoryRateLimitStore(_time);
    }

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? chatOptions = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var sent = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        using var pass = await EnterAsync(sent, chatOptions, cancellationToken).ConfigureAwait(false);
        ChatResponse response;
        try
        {
            response = await InnerClient.GetResponseAsync(sent, chatOptions, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            await pass.FailedAsync(exception).ConfigureAwait(false);
            throw;
        }

        await pass.EndedAsync(response.Usage).ConfigureAwait(false);
        return response;
    }

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? chatOptions = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return new RateLimitedStream(this, InnerClient, messages as IReadOnlyList<ChatMessage> ?? [.. messages], chatOptions, cancellationToken);
    }

    /// <summary>Waits until a request may leave.</summary>
    /// <exception cref="LlmException">It would have to wait for too long, or too many wait already.</exception>
    internal async ValueTask<RateLimitPass> EnterAsync(IReadOnlyList<ChatMessage> messages, ChatOptions? chatOptions, CancellationToken cancellationToken)
    {
        // Asked when it is first needed: a typed client connects when it is asked who it is.
        var target = _target ??= Target.Of(InnerClient, _options);
        var model = chatOptions?.ModelId ?? target.Model;
        var key = $"{target.Account}/{model}";
        var limit = _options.Of(model);
        var estimate = limit.TokensPerMinute is null && !_options.FollowsService ? 0 : Estimate(messages, chatOptions);
        var gate = _gates.Of(key, _options);
        var pass = new RateLimitPass(_options, _store, key, estimate, model == target.Model ? target.Monitor : null);
        using var deadline = new Deadline(_options.MaxWait, _time, cancellationToken);
        try
        {
            if (_options.Limiter is { } own)
                pass.Hold(await AcquireAsync(own, deadline, target, model).ConfigureAwait(false));
            if (gate.Running is { } running)
                pass.Hold(await AcquireAsync(running, deadline, target, model).ConfigureAwait(false));
            if (!gate.IsWaitedAt && await TakeAsync().ConfigureAwait(false) <= TimeSpan.Zero)
                return pass;
            using var place = gate.Join();
            using var turn = await AcquireAsync(gate.Turn, deadline, target, model).ConfigureAwait(false);
            while (await TakeAsync().ConfigureAwait(false) is var wait && wait > TimeSpan.Zero)
                await Task.Delay(wait, _time, cancellationToken).ConfigureAwait(false);
            return pass;
        }
        catch
        {
            pass.Dispose();
            throw;
        }

        async ValueTask<TimeSpan> TakeAsync()
        {
            var wait = await _store.ChangeAsync(key, (state, now) => state.Take(estimate, limit, now), cancellationToken).ConfigureAwait(false);
            return wait <= TimeSpan.Zero || wait <= deadline.Left
                ? wait
                : throw Refused(target, model, $"would have to wait {wait.TotalSeconds:0.###} s for room, and {_options.MaxWait.TotalSeconds:0.###} s is the longest wait", wait);
        }
    }

    private async ValueTask<RateLimitLease> AcquireAsync(RateLimiter limiter, Deadline deadline, Target target, string? model)
    {
        var lease = limiter.AttemptAcquire();
        if (lease.IsAcquired)
            return lease;
        lease.Dispose();
        try
        {
            lease = await limiter.AcquireAsync(1, deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (deadline.HasPassed)
        {
            throw Refused(target, model, $"found no place within {_options.MaxWait.TotalSeconds:0.###} s, the longest wait", retryAfter: null);
        }

        if (lease.IsAcquired)
            return lease;
        var retryAfter = lease.TryGetMetadata(MetadataName.RetryAfter, out var time) ? time : (TimeSpan?)null;
        lease.Dispose();
        throw Refused(target, model, "found the queue full", retryAfter);
    }

    private LlmException Refused(Target target, string? model, string why, TimeSpan? retryAfter) =>
        new(LlmErrorKind.RateLimited, FormattableString.Invariant($"The request to {model ?? target.Provider ?? "the model"} {why}. Nothing was sent. The limit is the application's own: see {nameof(RateLimitOptions)}."))
        {
            Provider = target.Provider,
            Model = model,
            RetryAfter = retryAfter,
        };

    private long Estimate(IReadOnlyList<ChatMessage> messages, ChatOptions? chatOptions) =>
        _options.EstimateTokens is { } own ? own(messages, chatOptions) : TokenEstimate.Of(messages, chatOptions).Most + (chatOptions?.MaxOutputTokens ?? 0);

    private sealed record Target(string Account, string? Provider, string? Model, RateLimitMonitor? Monitor)
    {
        public static Target Of(IChatClient client, RateLimitOptions options)
        {
            var metadata = client.GetService<ChatClientMetadata>();
            var monitor = client.GetService<RateLimitMonitor>();
            var account = options.Key ?? monitor?.Account ?? (metadata?.ProviderUri is { } address ? $"{metadata.ProviderName}-{address.Host}" : metadata?.ProviderName ?? "chat");
            return new Target(account, metadata?.ProviderName, metadata?.DefaultModelId, monitor);
        }
    }

    /// <summary>The longest wait of one request, through all its queues.</summary>
    private sealed class Deadline(TimeSpan longest, TimeProvider time, CancellationToken cancellationToken) : IDisposable
    {
        private readonly long _start = time.GetTimestamp();
        private CancellationTokenSource? _timer;
        private CancellationTokenSource? _either;

        public TimeSpan Left => longest - time.GetElapsedTime(_start);

        public bool HasPassed => _timer is { IsCancellationRequested: true } && !cancellationToken.IsCancellationRequested;

        /// <summary>Made when somebody has to wait: most need none.</summary>
        public CancellationToken Token
        {
            get
            {
                if (_either is null)
                {
                    _timer = new CancellationTokenSource(Left > TimeSpan.Zero ? Left : TimeSpan.Zero, time);
                    _either = CancellationTokenSource.CreateLinkedTokenSource(_timer.Token, cancellationToken);
                }

                return _either.Token;
            }
        }

        public void Dispose()
        {
            _either?.Dispose();
            _timer?.Dispose();
        }
    }
}
