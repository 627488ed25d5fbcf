using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>What may be spent. A limit that is not set does not hold; with none at all nothing is checked.</summary>
public sealed class BudgetOptions
{
    /// <summary>The currency of all limits (ISO 4217); US dollars unless set.</summary>
    public string Currency { get; set; } = "USD";

    /// <summary>Most that one call may cost by its estimate.</summary>
    public decimal? PerCall { get; set; }

    /// <summary>Most that a session may cost. Calls outside of any session share one.</summary>
    public decimal? PerSession { get; set; }

    /// <summary>Most that a tenant may cost, for as long as the store remembers. Calls of no tenant share one.</summary>
    public decimal? PerTenant { get; set; }

    /// <summary>Most that a tenant may cost on one day, from midnight to midnight in UTC. Calls of no tenant share one.</summary>
    public decimal? PerTenantAndDay { get; set; }

    /// <summary>Most that all calls may cost on one day, from midnight to midnight in UTC.</summary>
    public decimal? PerDay { get; set; }

    /// <summary>Tells the session of a request; null means the one of <see cref="BudgetScope"/>. <see cref="ChatOptions.ConversationId"/> is none: some services change it with every turn.</summary>
    public Func<ChatOptions?, string?>? Session { get; set; }

    /// <summary>Tells the tenant of a request; null means the one of <see cref="BudgetScope"/>.</summary>
    public Func<ChatOptions?, string?>? Tenant { get; set; }

    /// <summary>How many output tokens a request is estimated at that does not limit them by <see cref="ChatOptions.MaxOutputTokens"/>; 2,048 unless set.</summary>
    public int ExpectedOutputTokens { get; set; } = 2048;

    /// <summary>The price of models of which the catalogue knows none; null refuses them, because nothing can be said of what they cost.</summary>
    public ModelPrice? FallbackPrice { get; set; }

    /// <summary>Where spending is remembered; null means in the memory of this process. Several processes, or a restart within a day, need a store of their own.</summary>
    public IBudgetStore? Store { get; set; }

    /// <summary>Tells the day; null means the system's clock.</summary>
    public TimeProvider? TimeProvider { get; set; }

    internal void Validate()
    {
        if (string.IsNullOrWhiteSpace(Currency))
            throw new ArgumentException($"{nameof(BudgetOptions)}.{nameof(Currency)} is empty; it is an ISO 4217 code such as USD.");
        ArgumentOutOfRangeException.ThrowIfNegative(ExpectedOutputTokens);
        foreach (var (name, limit) in ((string, decimal?)[])[(nameof(PerCall), PerCall), (nameof(PerSession), PerSession), (nameof(PerTenant), PerTenant), (nameof(PerTenantAndDay), PerTenantAndDay), (nameof(PerDay), PerDay)])
        {
            if (limit < 0)
                throw new ArgumentOutOfRangeException(name, limit, $"{nameof(BudgetOptions)}.{name} is below zero.");
        }
    }
}
