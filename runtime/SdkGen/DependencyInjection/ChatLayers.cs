using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>The layers that the application has switched on: filled while it is composed, only read afterwards.</summary>
internal sealed class ChatLayers
{
    // By the layer's number, the outermost first.
    private readonly Func<IServiceProvider, IChatClient, IChatClient>?[] _layers = new Func<IServiceProvider, IChatClient, IChatClient>?[(int)ChatLayer.Timeout + 1];

    public void Set(ChatLayer layer, Func<IServiceProvider, IChatClient, IChatClient> wrap) => _layers[(int)layer] = wrap;

    /// <summary>Puts the layers around a client, the last one of <see cref="ChatLayer"/> next to it.</summary>
    public IChatClient Wrap(IServiceProvider services, IChatClient client)
    {
        for (var i = _layers.Length - 1; i >= 0; i--)
        {
            if (_layers[i] is { } wrap)
                client = wrap(services, client);
        }

        return client;
    }
}
