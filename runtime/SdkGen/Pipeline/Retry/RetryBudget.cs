namespace SdkGen;

/// <summary>How many retries a client may still make: each request earns a share of one, each retry spends one.</summary>
/// <param name="share">What a request earns.</param>
/// <param name="reserve">What there is at the beginning, and at most.</param>
internal sealed class RetryBudget(double share, int reserve)
{
    private readonly Lock _lock = new();
    private double _left = reserve;

    public void Earn()
    {
        lock (_lock)
            _left = Math.Min(_left + share, reserve);
    }

    public bool TrySpend()
    {
        lock (_lock)
        {
            if (_left < 1)
                return false;
            _left--;
            return true;
        }
    }
}
