using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>Whom a client asks, for what a layer says about it.</summary>
/// <param name="Provider">The provider's id; null where the client does not say.</param>
/// <param name="Model">The model's id; null where the client does not say.</param>
internal readonly record struct ClientIdentity(string? Provider, string? Model)
{
    /// <summary>Asking a typed client who it is connects it: not to be done before it is used.</summary>
    public static ClientIdentity Of(IChatClient client, ChatOptions? options = null)
    {
        var metadata = client.GetService<ChatClientMetadata>();
        return new(metadata?.ProviderName, options?.ModelId ?? metadata?.DefaultModelId);
    }

    public override string ToString() => (Provider, Model) switch
    {
        (null, null) => "The service",
        (null, _) => Model,
        (_, null) => Provider,
        _ => $"{Model} at {Provider}",
    };
}
