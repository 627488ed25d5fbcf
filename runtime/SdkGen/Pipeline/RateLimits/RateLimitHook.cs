using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading.RateLimiting;
using Microsoft.Extensions.AI;
using SdkGen.Telemetry;
using SdkGen.Transport;

namespace SdkGen;

/// <summary>
/// Lets requests through at the rate that is allowed. <c>WithRateLimit</c> and <c>AddRateLimit</c> put it next to the attempts of a client, where it limits what is sent; among an application's own
/// hooks, which stand around everything, it limits what is asked.
/// </summary>
public sealed class RateLimitHook : ChatHook
{
    private readonly RateLimitOptions _options;
    private readonly RateLimitGates _gates;
    private readonly IRateLimitStore _store;
    private readonly TimeProvider _time;

    // A hook may serve several clients. Asked when it is first needed: a typed client connects when it is asked who it is.
    private readonly ConditionalWeakTable<IChatClient, Target> _targets = [];

    /// <summary>Makes the hook.</summary>
    /// <param name="options">The limits; null keeps only those of the service.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit makes no sense.</exception>
    public RateLimitHook(RateLimitOptions? options = null)
        : this(options ?? new(), new())
    {
    }

    internal RateLimitHook(RateLimitOptions options, RateLimitGates gates)
    {
        options.Validate();
        _options = options;
        _gates = gates;
        _time = options.TimeProvider ?? TimeProvider.System;
        _store = options.Store ?? new MemoryRateLimitStore(_time);
    }

    internal override bool OnlyLimits => true;

    /// <inheritdoc/>
    /// <exception cref="LlmException">The request would have to wait for too long, or too many wait already.</exception>
    public override async ValueTask OnRequestAsync(HookRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Items[this] = await EnterAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override ValueTask OnUpdateAsync(HookUpdate update, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        return PassOf(update.Request) is { } pass && update.Update is { } chunk ? pass.TakeAsync(chunk) : default;
    }

    /// <inheritdoc/>
    public override async ValueTask OnResponseAsync(HookResponse response, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(response);
        if (PassOf(response.Request) is not { } pass)
            return;

        // The service has ended: its place is free, whether or not the caller goes on holding the stream.
        using (pass)
            await pass.EndedAsync(response.Request.IsStreaming ? pass.Usage : response.Response.Usage).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override async ValueTask OnErrorAsync(HookError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        if (PassOf(error.Request) is not { } pass)
            return;
        using (pass)
            await pass.FailedAsync(error.Exception).ConfigureAwait(false);
    }

    private RateLimitPass? PassOf(HookRequest request) => request.Items.TryGetValue(this, out var pass) ? (RateLimitPass?)pass : null;

    /// <summary>Waits until a request may leave.</summary>
    private async ValueTask<RateLimitPass> EnterAsync(HookRequest request, CancellationToken cancellationToken)
    {
        if (!_targets.TryGetValue(request.Client, out var target))
            _targets.AddOrUpdate(request.Client, target = Target.Of(request.Client, _options));
        var chatOptions = request.SentOptions;
        var model = chatOptions?.ModelId ?? target.Model;
        var key = $"{target.Account}/{model}";
        var limit = _options.Of(model);
        var estimate = limit.TokensPerMinute is null && !_options.FollowsService ? 0 : Estimate(request, chatOptions);
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
            Activity.Current?.AddEvent(new ActivityEvent(AttemptEvents.RateLimitWait, tags: new ActivityTagsCollection { [AttemptEvents.Delay] = deadline.Elapsed.TotalSeconds }));
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

    private long Estimate(HookRequest request, ChatOptions? chatOptions) => _options.EstimateTokens is { } own
        ? own(request.SentMessages as IReadOnlyList<ChatMessage> ?? (IReadOnlyList<ChatMessage>)request.Messages, chatOptions)
        : TokenEstimate.Of(request.SentMessages, chatOptions).Most + (chatOptions?.MaxOutputTokens ?? 0);

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
}
