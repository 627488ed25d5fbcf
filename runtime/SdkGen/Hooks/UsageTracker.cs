using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>Adds up what models were used for: <c>llm.AddHook&lt;UsageTracker&gt;()</c>, then inject it where the figures are shown.</summary>
public sealed class UsageTracker : ChatHook
{
    private readonly Dictionary<string, TrackedUsage> _models = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>The figures of each model, by the name that answered, else the one that was asked, else <c>unknown</c>: a copy.</summary>
    public IReadOnlyDictionary<string, TrackedUsage> ByModel
    {
        get
        {
            lock (_lock)
                return _models.ToDictionary(model => model.Key, model => model.Value.Copy(), StringComparer.Ordinal);
        }
    }

    /// <summary>The figures of all models together: a copy.</summary>
    public TrackedUsage Total
    {
        get
        {
            var total = new TrackedUsage();
            lock (_lock)
            {
                foreach (var model in _models.Values)
                    total.Add(model);
            }

            return total;
        }
    }

    /// <inheritdoc/>
    public override ValueTask OnResponseAsync(HookResponse response, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(response);
        Add(response.Response.ModelId ?? response.Request.Model, new TrackedUsage { Requests = 1, Tokens = response.Response.Usage ?? new() });
        return default;
    }

    /// <inheritdoc/>
    public override ValueTask OnErrorAsync(HookError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        Add(error.Request.Model, new TrackedUsage { Requests = 1, Failures = 1, Tokens = AttemptUsage.Of(error.Exception) ?? new() });
        return default;
    }

    private void Add(string? model, TrackedUsage usage)
    {
        model ??= "unknown";
        lock (_lock)
        {
            if (!_models.TryGetValue(model, out var total))
                _models.Add(model, total = new TrackedUsage());
            total.Add(usage);
        }
    }
}

/// <summary>Figures of <see cref="UsageTracker"/>.</summary>
public sealed class TrackedUsage
{
    /// <summary>How many requests were made; each turn of a tool loop is one.</summary>
    public long Requests { get; internal set; }

    /// <summary>How many of them failed or were cancelled.</summary>
    public long Failures { get; internal set; }

    /// <summary>The tokens of all answers that told theirs, and of failures that tell what they used (<see cref="LlmException.Usage"/>).</summary>
    public UsageDetails Tokens { get; internal init; } = new();

    internal void Add(TrackedUsage usage)
    {
        Requests += usage.Requests;
        Failures += usage.Failures;
        Tokens.Add(usage.Tokens);
    }

    internal TrackedUsage Copy()
    {
        var copy = new TrackedUsage();
        copy.Add(this);
        return copy;
    }
}
