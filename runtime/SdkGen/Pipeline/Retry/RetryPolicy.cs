using System.Diagnostics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using SdkGen.Telemetry;

namespace SdkGen;

/// <summary>Decides what is sent again and when, for both ways to answer.</summary>
internal sealed class RetryPolicy
{
    private static readonly ResiliencePropertyKey<RetryRun> s_run = new("sdkgen.retry.run");

    private readonly RetryOptions _options;
    private readonly RetryBudget _budget;
    private readonly ResiliencePipeline _pipeline;
    private readonly ILogger? _logger;

    public RetryPolicy(RetryOptions options, LayerState state)
    {
        _options = options;
        _budget = state.Of(() => new RetryBudget(options.RetryShare, options.RetryReserve));
        _logger = options.LoggerFactory?.CreateLogger("SdkGen.Retry");
        _pipeline = options.MaxRetries == 0 ? ResiliencePipeline.Empty : new ResiliencePipelineBuilder { TimeProvider = options.TimeProvider }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = options.MaxRetries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = options.BaseDelay,
                MaxDelay = options.MaxDelay,
                ShouldHandle = arguments => new(IsToRetry(arguments)),
                DelayGenerator = static arguments => new(Failure(arguments.Outcome.Exception)?.RetryAfter),
                OnRetry = Note,
            })
            .Build();
    }

    /// <summary>Runs an attempt, and further ones as long as they fail in a way that passes.</summary>
    /// <typeparam name="TState">What the attempt needs.</typeparam>
    /// <typeparam name="TResult">What it answers.</typeparam>
    /// <returns>The answer, and what it took.</returns>
    public async ValueTask<(TResult Result, AttemptsMade Attempts)> RunAsync<TState, TResult>(Func<TState, CancellationToken, ValueTask<TResult>> attempt, TState state, IChatClient client, CancellationToken cancellationToken)
    {
        _budget.Earn();
        var run = new RetryRun(client);
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        context.Properties.Set(s_run, run);
        try
        {
            var result = await _pipeline.ExecuteAsync(
                static (context, state) => state.attempt(state.state, context.CancellationToken), context, (attempt, state)).ConfigureAwait(false);
            return (result, run.Attempts);
        }
        catch (LlmException exception)
        {
            exception.Attempts = run.Attempts.Count;
            exception.Usage = AttemptUsage.Sum(run.Attempts.Failed, exception.Usage);
            throw;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>Whether another attempt is to follow. Where the caller has cancelled, it does not begin, and the call ends as cancelled.</summary>
    private bool IsToRetry(RetryPredicateArguments<object> arguments)
    {
        var passes = arguments.Outcome.Exception is HttpRequestException { StatusCode: null } or IOException;
        if (Failure(arguments.Outcome.Exception) is { } failure)
            passes = failure.IsRetryable && !(failure.RetryAfter > _options.MaxRetryAfter);
        return passes && arguments.AttemptNumber < _options.MaxRetries && _budget.TrySpend();
    }

    private static LlmException? Failure(Exception? exception) => exception as LlmException;

    private ValueTask Note(OnRetryArguments<object> arguments)
    {
        if (arguments.Context.CancellationToken.IsCancellationRequested)
            return default;
        var run = arguments.Context.Properties.GetValue(s_run, null!);
        run.Attempts = run.Attempts.And(1, Failure(arguments.Outcome.Exception)?.Usage);
        Activity.Current?.AddEvent(new ActivityEvent(AttemptEvents.Retry, tags: new ActivityTagsCollection
        {
            [AttemptEvents.Attempt] = run.Attempts.Count,
            [AttemptEvents.Delay] = arguments.RetryDelay.TotalSeconds,
            [GenAI.ErrorType] = ChatTelemetry.ErrorTypeOf(arguments.Outcome.Exception!),
        }));
        if (_logger is not null)
            RetryLog.Retrying(_logger, ClientIdentity.Of(run.Client).ToString(), run.Attempts.Count, (long)arguments.RetryDelay.TotalMilliseconds, Reason(arguments.Outcome.Exception), new(Activity.Current?.TraceId.ToHexString()), Activity.Current?.TraceId.ToHexString());
        return default;
    }

    private static string Reason(Exception? exception) => Failure(exception)?.Kind.ToString() ?? exception?.GetType().Name ?? "";

    private sealed class RetryRun(IChatClient client)
    {
        public IChatClient Client { get; } = client;

        public AttemptsMade Attempts { get; set; } = new(1, null);
    }
}
