using Microsoft.Extensions.Logging;

namespace SdkGen;

/// <summary>When a request goes to another place, and to which.</summary>
public sealed class FailoverOptions
{
    /// <summary>Who is asked first; <see cref="FailoverStrategy.Ordered"/> unless set. Whoever is in its cool-down comes last in any case.</summary>
    public FailoverStrategy Strategy { get; set; }

    /// <summary>The shares of <see cref="FailoverStrategy.Weighted"/>, one for each member in their order, none below 1; null means equal ones.</summary>
    public IReadOnlyList<int>? Weights { get; set; }

    /// <summary>
    /// The failures after which the next one is asked, as long as no content was delivered: overload, unavailability, failures of the service, timeouts, stalls, connections.
    /// Add <see cref="LlmErrorKind.RateLimited"/> to leave a member that is at its limit, <see cref="LlmErrorKind.ContextLength"/> where a later member takes longer prompts,
    /// <see cref="LlmErrorKind.ContentFiltered"/> where a later one filters differently: an empty answer that ended in the filter counts as one.
    /// </summary>
    public ISet<LlmErrorKind> Kinds => field ??= new HashSet<LlmErrorKind>
    {
        LlmErrorKind.Overloaded,
        LlmErrorKind.Unavailable,
        LlmErrorKind.ServerError,
        LlmErrorKind.Timeout,
        LlmErrorKind.Stalled,
        LlmErrorKind.Connection,
    };

    /// <summary>
    /// For how long a member that failed is asked only when no other is left; 30 seconds unless set, longer where the service asks for it. After that one request tries it, and the
    /// others follow when that one was answered.
    /// </summary>
    public TimeSpan CoolDown { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The clock; null means the system's.</summary>
    public TimeProvider? TimeProvider { get; set; }

    /// <summary>Where changes of place are logged; null means nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>Refuses what makes no sense for a number of members.</summary>
    /// <exception cref="ArgumentException">The weights do not fit the members.</exception>
    internal FailoverOptions Validated(int members)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(CoolDown, TimeSpan.Zero);
        if (Weights is { } weights && (weights.Count != members || weights.Any(weight => weight < 1)))
            throw new ArgumentException($"{nameof(FailoverOptions)}.{nameof(Weights)} has one weight above zero for each of the {members} members.");
        return this;
    }
}
