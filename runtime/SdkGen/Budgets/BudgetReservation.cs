using System.Globalization;
using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>What one call has reserved: made before it is sent, settled once when its cost is known.</summary>
internal sealed class BudgetReservation
{
    private readonly IBudgetStore _store;
    private readonly BudgetAccount[] _accounts;
    private readonly ModelPrice _price;
    private readonly string _currency;
    private readonly TokenEstimate _input;
    private readonly decimal _reserved;
    private readonly DateOnly _day;

    private UsageDetails? _usage;
    private UsageDetails? _failed;
    private TokenEstimate _output;
    private bool _hasAnswer;
    private bool _isBroken;
    private bool _isSettled;

    private BudgetReservation(IBudgetStore store, BudgetAccount[] accounts, ModelPrice price, string currency, TokenEstimate input, decimal reserved, DateOnly day) =>
        (_store, _accounts, _price, _currency, _input, _reserved, _day) = (store, accounts, price, currency, input, reserved, day);

    /// <returns>Null where there is no limit to keep.</returns>
    /// <exception cref="LlmException">Too little is left, or no price is known.</exception>
    public static async ValueTask<BudgetReservation?> MakeAsync(
        IChatClient client, BudgetOptions budget, IBudgetStore store, IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken)
    {
        var now = (budget.TimeProvider ?? TimeProvider.System).GetUtcNow();
        var day = DateOnly.FromDateTime(now.UtcDateTime);
        var accounts = Accounts(budget, options, now);
        if (accounts.Length == 0 && budget.PerCall is null)
            return null;
        var facts = client.GetService<ModelFacts>();
        var model = options?.ModelId ?? facts?.Id ?? client.GetService<ChatClientMetadata>()?.DefaultModelId;
        var price = CallPrice.Of(client, options) ?? budget.FallbackPrice;
        if (price is null || !string.Equals(price.Currency, budget.Currency, StringComparison.OrdinalIgnoreCase))
        {
            throw Refused(client, model, price is null
                ? $"No price of {model ?? "the model"} is known, so its budget cannot be kept. Set {nameof(BudgetOptions)}.{nameof(BudgetOptions.FallbackPrice)}."
                : $"The price of {model} is in {price.Currency} and the budget in {budget.Currency}. Set {nameof(BudgetOptions)}.{nameof(BudgetOptions.Currency)} to {price.Currency}.");
        }

        var input = TokenEstimate.Of(messages, options);
        var output = options?.MaxOutputTokens ?? Math.Min(budget.ExpectedOutputTokens, facts?.MaxOutput ?? int.MaxValue);
        var estimate = price.Itemize(new() { InputTokenCount = input.Most, OutputTokenCount = output }, day).Total;
        var what = $"about {Amount(estimate, price.Currency)} ({input.Most} tokens in, {output} out)";
        if (estimate > budget.PerCall)
        {
            throw Refused(client, model, $"The call would cost {what}, and a call may cost {Amount(budget.PerCall.Value, price.Currency)}. "
                + $"Shorten the conversation, set {nameof(ChatOptions.MaxOutputTokens)} lower, or raise {nameof(BudgetOptions)}.{nameof(BudgetOptions.PerCall)}.");
        }

        if (await store.TryReserveAsync(accounts, estimate, cancellationToken).ConfigureAwait(false) is { } shortage)
        {
            var reserved = shortage.Reserved > 0 ? $" and {Amount(shortage.Reserved, price.Currency)} reserved by calls on their way" : "";
            throw Refused(client, model, $"The call would cost {what}, and the budget '{shortage.Account.Key}' of {Amount(shortage.Account.Limit, price.Currency)} has {Amount(shortage.Spent, price.Currency)} spent{reserved}."
                + (shortage.Account.Expires is { } expires ? $" A new one begins at {expires.UtcDateTime:u}." : ""));
        }

        return new BudgetReservation(store, accounts, price, price.Currency, input, estimate, day);
    }

    /// <summary>Notes what an answer, or a piece of it, says of its cost.</summary>
    public void Take(IEnumerable<AIContent> contents)
    {
        _hasAnswer = true;
        foreach (var content in contents)
        {
            if (content is UsageContent { Details: { } usage })
                Take(usage);
            else if (content is TextContent text)
                _output += TokenEstimate.Of(text.Text);
            else if (content is TextReasoningContent reasoning)
                _output += TokenEstimate.Of(reasoning.Text);
        }
    }

    /// <summary>Notes the usage of an answer.</summary>
    public void Take(UsageDetails usage)
    {
        _hasAnswer = true;
        if (AttemptUsage.IsOfFailures(usage))
            _failed = AttemptUsage.Sum(_failed, usage);
        else
            (_usage ??= new()).Add(usage);
    }

    /// <summary>Notes that the call failed, and what its failure says of its cost.</summary>
    public void Fail(Exception exception)
    {
        _isBroken = true;
        _usage = AttemptUsage.Sum(_usage, AttemptUsage.Of(exception));
    }

    /// <summary>
    /// Books what is known of the cost. An answer that was left, or broke off, is booked by an estimate of what came where its usage says less; a call without any answer costs what
    /// its failure says, else nothing.
    /// </summary>
    public ValueTask SettleAsync()
    {
        if (_isSettled)
            return default;
        _isSettled = true;
        var spent = _usage is { } usage ? CostOf(usage) : 0;
        if (_hasAnswer && (_usage is null || _isBroken))
            spent = Math.Max(spent, CostOf(new() { InputTokenCount = _usage?.InputTokenCount ?? _input.Most, OutputTokenCount = _output.Most }));
        return _store.SettleAsync(_accounts, _reserved, spent + (_failed is null ? 0 : CostOf(_failed)));
    }

    private decimal CostOf(UsageDetails usage) => UsageCost.Of(usage, _currency) ?? _price.Itemize(usage, _day).Total;

    private static BudgetAccount[] Accounts(BudgetOptions budget, ChatOptions? options, DateTimeOffset now)
    {
        var scope = BudgetScope.Current;
        var session = budget.Session is null ? scope?.Session : budget.Session(options);
        var tenant = budget.Tenant is null ? scope?.Tenant : budget.Tenant(options);
        var midnight = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var day = midnight.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var accounts = new List<BudgetAccount>(4);
        if (budget.PerSession is { } perSession)
            accounts.Add(new($"session:{session}:{budget.Currency}", perSession));
        if (budget.PerTenant is { } perTenant)
            accounts.Add(new($"tenant:{tenant}:{budget.Currency}", perTenant));
        if (budget.PerTenantAndDay is { } perTenantAndDay)
            accounts.Add(new($"tenant-day:{tenant}:{day}:{budget.Currency}", perTenantAndDay, midnight.AddDays(1)));
        if (budget.PerDay is { } perDay)
            accounts.Add(new($"day:{day}:{budget.Currency}", perDay, midnight.AddDays(1)));
        return [.. accounts];
    }

    private static string Amount(decimal amount, string currency) => $"{amount.ToString("0.00####", CultureInfo.InvariantCulture)} {currency}";

    private static LlmException Refused(IChatClient client, string? model, string message) =>
        new(LlmErrorKind.BudgetExceeded, message) { Provider = client.GetService<ChatClientMetadata>()?.ProviderName, Model = model };
}
