using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace SdkGen;

/// <summary>Keeps clients within budgets.</summary>
public static class ChatClientBudgetExtensions
{
    /// <summary>The same client, which sends nothing that its budgets have no money for: it throws an <see cref="LlmException"/> of <see cref="LlmErrorKind.BudgetExceeded"/> instead.</summary>
    /// <param name="client">The client: any that reports usage.</param>
    /// <param name="budget">The limits.</param>
    /// <remarks>
    /// A call is estimated and reserved before it is sent, and settled when its usage is known: calls at the same time overspend by no more than they exceed their estimates. A stream that is left
    /// early, or breaks, is booked by an estimate of what came; a call that fails without an answer costs nothing.
    /// </remarks>
    /// <exception cref="ArgumentException">A limit makes no sense.</exception>
    public static IChatClient<TModel> WithBudget<TModel>(this IChatClient<TModel> client, BudgetOptions budget)
        where TModel : IModel
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(budget);
        return new TypedChatClient<TModel>(new BudgetChatClient(client, budget));
    }

    /// <inheritdoc cref="WithBudget{TModel}(IChatClient{TModel}, BudgetOptions)"/>
    public static IChatClient WithBudget(this IChatClient client, BudgetOptions budget)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(budget);
        return new BudgetChatClient(client, budget);
    }

    /// <summary>Keeps all chat clients of the container within budgets that they share. Switches <c>AddCost</c> on, so that each attempt is booked at the price of the model that answered it.</summary>
    /// <param name="llm">The application. An <see cref="IBudgetStore"/> among its services remembers what was spent; else the process does.</param>
    /// <param name="configure">Sets the limits.</param>
    /// <inheritdoc cref="WithBudget{TModel}(IChatClient{TModel}, BudgetOptions)" path="/remarks"/>
    public static LlmBuilder AddBudget(this LlmBuilder llm, Action<BudgetOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(llm);
        ArgumentNullException.ThrowIfNull(configure);
        llm.Services.TryAddSingleton<IBudgetStore>(services => new MemoryBudgetStore(services.GetService<TimeProvider>()));
        if (!llm.HasLayer(ChatLayer.Cost))
            llm.AddCost();
        return llm.AddLayer(ChatLayer.Budget, (services, inner) =>
        {
            var budget = new BudgetOptions { Store = services.GetRequiredService<IBudgetStore>(), TimeProvider = services.GetService<TimeProvider>() };
            configure(budget);
            return new BudgetChatClient(inner, budget);
        });
    }
}
