using System.Runtime.InteropServices;

namespace SdkGen;

/// <summary>The budgets of one process, in its memory.</summary>
/// <param name="time">Tells when an account may be forgotten; null means the system's clock.</param>
public sealed class MemoryBudgetStore(TimeProvider? time = null) : IBudgetStore
{
    private readonly Dictionary<string, Balance> _balances = new(StringComparer.Ordinal);
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private DateTimeOffset _swept;

    /// <inheritdoc/>
    public ValueTask<BudgetShortage?> TryReserveAsync(IReadOnlyList<BudgetAccount> accounts, decimal amount, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        lock (_balances)
        {
            Sweep();
            foreach (var account in accounts)
            {
                var balance = _balances.GetValueOrDefault(account.Key);
                if (balance.Spent + balance.Reserved + amount > account.Limit)
                    return new(new BudgetShortage(account, balance.Spent, balance.Reserved));
            }

            foreach (var account in accounts)
            {
                ref var balance = ref CollectionsMarshal.GetValueRefOrAddDefault(_balances, account.Key, out _);
                balance.Reserved += amount;
                balance.Expires = account.Expires;
            }
        }

        return new((BudgetShortage?)null);
    }

    /// <inheritdoc/>
    public ValueTask SettleAsync(IReadOnlyList<BudgetAccount> accounts, decimal reserved, decimal spent, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        lock (_balances)
        {
            foreach (var account in accounts)
            {
                // An account that was swept while the call was on its way begins anew, with what the call cost and no reservation of its own.
                ref var balance = ref CollectionsMarshal.GetValueRefOrAddDefault(_balances, account.Key, out var exists);
                balance.Reserved = exists ? balance.Reserved - reserved : 0;
                balance.Spent += spent;
                balance.Expires = account.Expires;
            }
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask<decimal> GetSpentAsync(string key, CancellationToken cancellationToken = default)
    {
        lock (_balances)
            return new(_balances.GetValueOrDefault(key).Spent);
    }

    /// <summary>Forgets days that have passed, once an hour.</summary>
    private void Sweep()
    {
        var now = _time.GetUtcNow();
        if (now - _swept < TimeSpan.FromHours(1))
            return;
        _swept = now;
        foreach (var key in _balances.Where(pair => pair.Value.Expires <= now && pair.Value.Reserved == 0).Select(pair => pair.Key).ToArray())
            _balances.Remove(key);
    }

    private struct Balance
    {
        public decimal Spent, Reserved;
        public DateTimeOffset? Expires;
    }
}
