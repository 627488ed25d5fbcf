using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>Sends only what its budgets have money for.</summary>
internal sealed class BudgetChatClient : DelegatingChatClient
{
    private readonly BudgetOptions _budget;
    private readonly IBudgetStore _store;

    public BudgetChatClient(IChatClient inner, BudgetOptions budget)
        : base(inner)
    {
        budget.Validate();
        _budget = budget;
        _store = budget.Store ?? new MemoryBudgetStore(budget.TimeProvider);
    }

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var sent = Repeatable.Of(messages);
        var reservation = await BudgetReservation.MakeAsync(InnerClient, _budget, _store, sent, options, cancellationToken).ConfigureAwait(false);
        if (reservation is null)
            return await InnerClient.GetResponseAsync(sent, options, cancellationToken).ConfigureAwait(false);
        try
        {
            var response = await InnerClient.GetResponseAsync(sent, options, cancellationToken).ConfigureAwait(false);
            if (response.Usage is { } usage)
                reservation.Take(usage);
            if (response.Usage is null || AttemptUsage.IsOfFailures(response.Usage))
                reservation.Take(response.Messages.SelectMany(message => message.Contents));
            return response;
        }
        catch (Exception exception)
        {
            reservation.Fail(exception);
            throw;
        }
        finally
        {
            await reservation.SettleAsync().ConfigureAwait(false);
        }
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var sent = Repeatable.Of(messages);
        var reservation = await BudgetReservation.MakeAsync(InnerClient, _budget, _store, sent, options, cancellationToken).ConfigureAwait(false);
        try
        {
            var updates = InnerClient.GetStreamingResponseAsync(sent, options, cancellationToken);
            await foreach (var update in updates.OnFailure(exception => reservation?.Fail(exception), cancellationToken).ConfigureAwait(false))
            {
                reservation?.Take(update.Contents);
                yield return update;
            }
        }
        finally
        {
            if (reservation is not null)
                await reservation.SettleAsync().ConfigureAwait(false);
        }
    }

    public override object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType == typeof(IBudgetStore) ? _store : base.GetService(serviceType, serviceKey);
}
