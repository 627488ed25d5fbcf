using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>Finds the price of a request.</summary>
internal static class CallPrice
{
    /// <param name="client">The client that is asked.</param>
    /// <param name="options">The request's, which may name another model than the client's.</param>
    /// <returns>Null where no price is known.</returns>
    public static ModelPrice? Of(IChatClient client, ChatOptions? options)
    {
        var facts = client.GetService<ModelFacts>();
        if (options?.ModelId is not { } id || facts is null || id == facts.Id)
            return facts?.Price;
        var provider = facts.Card?.Provider;
        foreach (var model in ModelCatalog.Default.Models)
        {
            if (model.Id == id && (provider is null || model.Provider == provider))
                return model.Price;
        }

        return null;
    }
}
