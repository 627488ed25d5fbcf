using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>Tells what an answer costs.</summary>
public static class ChatClientCostExtensions
{
    /// <summary>What an answer costs by the list price of the client's model, in the currency of <see cref="ModelPrice.Currency"/>; null where usage or price is unknown.</summary>
    /// <param name="client">The client that was asked.</param>
    /// <param name="response">The whole answer, every turn of a tool loop included.</param>
    /// <remarks>An estimate: discounts and charges for tools of the provider are not in it, and the turns of a tool loop are priced as one request, which matters where prompts above a length cost more. A request that names another model by <see cref="ChatOptions.ModelId"/> is priced as this one.</remarks>
    public static decimal? CostOf(this IChatClient client, ChatResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        return client.ItemizedCostOf(response)?.Total;
    }

    /// <summary>What an answer costs, row by row, with the day of the price; null where usage or price is unknown.</summary>
    /// <inheritdoc cref="CostOf(IChatClient, ChatResponse)"/>
    public static ModelCost? ItemizedCostOf(this IChatClient client, ChatResponse response)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(response);
        var day = response.CreatedAt is { } created ? DateOnly.FromDateTime(created.UtcDateTime) : (DateOnly?)null;
        if (response.Usage is not { } usage || client.GetService<ModelFacts>()?.Price is not { } price)
            return null;
        var isFree = usage.AdditionalCounts is { } counts && counts.ContainsKey(UsageCounts.FromResponseCache);
        return price.Itemize(isFree ? new UsageDetails() : usage, day);
    }

    /// <summary>What usage costs by the list price of the client's model.</summary>
    /// <inheritdoc cref="CostOf(IChatClient, ChatResponse)"/>
    /// <param name="client">The client that was asked.</param>
    /// <param name="usage">The tokens.</param>
    public static decimal? CostOf(this IChatClient client, UsageDetails? usage)
    {
        ArgumentNullException.ThrowIfNull(client);
        return usage is not null && client.GetService<ModelFacts>()?.Price is { } price ? price.CostOf(usage) : null;
    }
}
