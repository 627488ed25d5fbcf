using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>The layers that the application has switched on: filled while it is composed, only read afterwards.</summary>
internal sealed class ChatLayers
{
    private readonly SortedDictionary<ChatLayer, Func<IServiceProvider, IChatClient, IChatClient>> _layers = [];

    public void Set(ChatLayer layer, Func<IServiceProvider, IChatClient, IChatClient> wrap) => _layers[layer] = wrap;

    /// <summary>Puts the layers around a client, the last one of <see cref="ChatLayer"/> next to it.</summary>
    public IChatClient Wrap(IServiceProvider services, IChatClient client)
    {
        foreach (var (_, wrap) in _layers.Reverse())
            client = wrap(services, client);
        return client;
    }
}
