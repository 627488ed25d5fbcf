using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace SdkGen;

/// <summary>Makes clients say what their answers cost.</summary>
public static class ChatClientPricingExtensions
{
    /// <summary>The same client, whose answers say what they cost: <c>response.Cost()</c>, streamed or not. Measured as <c>sdkgen.client.operation.cost</c> of the meter <c>SdkGen</c>.</summary>
    /// <param name="client">The client: any that reports usage. Of a client that is not of this library only <see cref="CostOptions.Price"/> tells the price.</param>
    /// <param name="options">The price, where it is not the catalogue's.</param>
    public static IChatClient<TModel> WithCost<TModel>(this IChatClient<TModel> client, CostOptions? options = null)
        where TModel : IModel
    {
        ArgumentNullException.ThrowIfNull(client);
        return new TypedChatClient<TModel>(new CostChatClient(client, options ?? new()));
    }

    /// <inheritdoc cref="WithCost{TModel}(IChatClient{TModel}, CostOptions?)"/>
    public static IChatClient WithCost(this IChatClient client, CostOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        return new CostChatClient(client, options ?? new());
    }

    /// <summary>Makes the answers of every chat client of the container say what they cost.</summary>
    /// <param name="llm">The application.</param>
    /// <param name="configure">Sets the price, where it is not the catalogue's.</param>
    /// <remarks>Each attempt is priced by the model that answered it; where attempts are summed, so are their costs.</remarks>
    public static LlmBuilder AddCost(this LlmBuilder llm, Action<CostOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(llm);
        return llm.AddLayer(ChatLayer.Cost, (services, inner) =>
        {
            var options = new CostOptions { TimeProvider = services.GetService<TimeProvider>() };
            configure?.Invoke(options);
            return new CostChatClient(inner, options);
        });
    }

    /// <summary>What an answer cost, all turns and counted attempts together; null where its client does not say it (<c>AddCost</c>, <c>WithCost</c>), or knows no price in the currency.</summary>
    /// <param name="response">The answer; a streamed one once it is collected.</param>
    /// <param name="currency">ISO 4217 code.</param>
    /// <remarks>List prices: discounts and charges for tools of the provider are not in it. 0 where the answer came from a response cache.</remarks>
    public static decimal? Cost(this ChatResponse response, string currency = "USD")
    {
        ArgumentNullException.ThrowIfNull(response);
        ArgumentException.ThrowIfNullOrWhiteSpace(currency);
        return UsageCost.Of(response.Usage, currency);
    }
}
