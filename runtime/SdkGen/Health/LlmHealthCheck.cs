using Microsoft.Extensions.AI;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SdkGen.Transport;

namespace SdkGen;

/// <summary>Asks a provider something cheap: for its models, else one token of a model.</summary>
internal sealed class LlmHealthCheck(ProviderAccount account, ProviderConnections connections, LlmHealthOptions options, TimeProvider time) : IHealthCheck, IDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private HealthCheckResult _last;
    private DateTimeOffset _holdsUntil = DateTimeOffset.MinValue;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (time.GetUtcNow() < _holdsUntil)
                return _last;
            _last = await AskAsync(context.Registration.FailureStatus, cancellationToken).ConfigureAwait(false);
            _holdsUntil = time.GetUtcNow() + (_last.Status == HealthStatus.Healthy ? options.CacheFor : options.CacheFor / 10);
            return _last;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<HealthCheckResult> AskAsync(HealthStatus failure, CancellationToken cancellationToken)
    {
        var data = new Dictionary<string, object> { ["provider"] = account.Profile.Id };
        var began = time.GetTimestamp();
        using var deadline = new Deadline(options.Timeout, time, cancellationToken);
        try
        {
            var question = await AskAsync(data, deadline.Token).ConfigureAwait(false);
            var took = time.GetElapsedTime(began);
            data["question"] = question;
            data["latencyMs"] = took.TotalMilliseconds;
            TellLimits(data);
            return took > options.SlowAfter
                ? HealthCheckResult.Degraded($"{account.Profile.Name} took {took.TotalSeconds:0.###} s.", data: data)
                : HealthCheckResult.Healthy($"{account.Profile.Name} answers.", data);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            data["latencyMs"] = time.GetElapsedTime(began).TotalMilliseconds;
            if (exception is LlmException llm)
            {
                data["kind"] = llm.Kind.ToString();
                if (llm.RetryAfter is { } wait)
                    data["retryAfterMs"] = wait.TotalMilliseconds;
                TellLimits(data);
            }

            // A provider that limits this account is up, and so is the account.
            var status = exception is LlmException { Kind: LlmErrorKind.RateLimited or LlmErrorKind.Overloaded } ? HealthStatus.Degraded : failure;
            var what = exception is OperationCanceledException ? $"{account.Profile.Name} did not answer within {options.Timeout.TotalSeconds:0.###} s." : exception.Message;
            return new HealthCheckResult(status, what, exception, data);
        }
    }

    /// <summary>What answers said of the account's limits: of this one, and of those that the application has had for the model that has least left.</summary>
    private void TellLimits(Dictionary<string, object> data)
    {
        if (connections.Of(account).RateLimits.Tightest() is not var (model, status))
            return;
        if (model.Length > 0)
            data["limitsModel"] = model;
        Tell("Requests", status.Requests);
        Tell("Tokens", status.Tokens);
        Tell("InputTokens", status.InputTokens);
        Tell("OutputTokens", status.OutputTokens);

        void Tell(string what, RateLimitWindow? window)
        {
            if (window is not { } read)
                return;
            data["remaining" + what] = read.Remaining;
            if (read.Limit is { } limit)
                data["limit" + what] = limit;
            if (read.ResetsIn is { } reset)
                data[$"reset{what}Ms"] = Math.Max(0, (status.At + reset - time.GetUtcNow()).TotalMilliseconds);
        }
    }

    /// <returns>What was asked.</returns>
    private async Task<string> AskAsync(Dictionary<string, object> data, CancellationToken cancellationToken)
    {
        var connection = connections.Of(account);
        connection.RateLimits.IsWatched = true;
        if (account.ListModels(connection) is { } list)
        {
            var page = await list.GetPageAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            data["models"] = page.Models.Count;
            return "models";
        }

        if (options.ProbeModel is not { } model)
            return "settings";
        var facts = account.Profile.Models.FirstOrDefault(facts => facts.Id == model) ?? new ModelFacts { Id = model };
        var client = account.DialectsFor(facts, connection.Options).Select(dialect => dialect.CreateChatClient(connection.ForModel(model), facts)).FirstOrDefault(made => made is not null)
            ?? throw new NotSupportedException($"{account.Profile.Name} has no operation that chats.");
        _ = await client.GetResponseAsync("Hi", new() { MaxOutputTokens = 1 }, cancellationToken).ConfigureAwait(false);
        return "token";
    }
}
