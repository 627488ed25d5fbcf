namespace SdkGen;

/// <summary>Remembers what was spent, and what is reserved for calls that are on their way. Amounts are in the currency of <see cref="BudgetOptions.Currency"/>, which is part of each key.</summary>
/// <remarks>Called by many threads, of several processes where the store is shared. A reservation and its checks are one step: two calls must not both take what is left for one.</remarks>
public interface IBudgetStore
{
    /// <summary>Reserves an amount in every account, or in none.</summary>
    /// <param name="accounts">The accounts that a call is charged to.</param>
    /// <param name="amount">What the call is estimated at.</param>
    /// <param name="cancellationToken">Cancels the reservation.</param>
    /// <returns>Null where it is reserved; else the first account in which too little is left.</returns>
    ValueTask<BudgetShortage?> TryReserveAsync(IReadOnlyList<BudgetAccount> accounts, decimal amount, CancellationToken cancellationToken = default);

    /// <summary>Ends a reservation: what the call cost takes its place. It may be more than was reserved.</summary>
    /// <param name="accounts">The accounts of the reservation.</param>
    /// <param name="reserved">What was reserved.</param>
    /// <param name="spent">What the call cost; 0 where it cost nothing.</param>
    /// <param name="cancellationToken">Cancels it; the budget clients pass none, because money that is spent must be booked.</param>
    ValueTask SettleAsync(IReadOnlyList<BudgetAccount> accounts, decimal reserved, decimal spent, CancellationToken cancellationToken = default);

    /// <summary>What an account has spent, without reservations.</summary>
    /// <param name="key">The account's key.</param>
    /// <param name="cancellationToken">Cancels the question.</param>
    ValueTask<decimal> GetSpentAsync(string key, CancellationToken cancellationToken = default);
}

/// <summary>An account of a budget.</summary>
/// <param name="Key">Names it: <c>session:42:USD</c>, <c>tenant:acme:USD</c>, <c>tenant-day:acme:2026-11-21:USD</c>, <c>day:2026-11-21:USD</c>.</param>
/// <param name="Limit">Most that may be spent and reserved in it.</param>
/// <param name="Expires">From when on it may be forgotten; null where it is kept.</param>
public sealed record BudgetAccount(string Key, decimal Limit, DateTimeOffset? Expires = null);

/// <summary>Why nothing could be reserved.</summary>
/// <param name="Account">The account in which too little is left.</param>
/// <param name="Spent">What it has spent.</param>
/// <param name="Reserved">What calls on their way have reserved in it.</param>
public sealed record BudgetShortage(BudgetAccount Account, decimal Spent, decimal Reserved);
