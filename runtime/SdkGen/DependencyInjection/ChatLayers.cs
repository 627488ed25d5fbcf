using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>The layers that the application has switched on: filled while it is composed, only read afterwards.</summary>
internal sealed class ChatLayers
{
    // By the layer's number, the outermost first.
    private readonly Func<IServiceProvider, IChatClient, IChatClient>?[] _layers = new Func<IServiceProvider, IChatClient, IChatClient>?[(int)ChatLayer.Cost + 1];

    public void Set(ChatLayer layer, Func<IServiceProvider, IChatClient, IChatClient> wrap) => _layers[(int)layer] = wrap;

    public bool Has(ChatLayer layer) => _layers[(int)layer] is not null;

    /// <summary>Puts the layers around a client, the last one of <see cref="ChatLayer"/> next to it.</summary>
    public IChatClient Wrap(IServiceProvider services, IChatClient client) => Wrap(services, client, ChatLayer.Cost, 0);

    /// <summary>Puts telemetry alone around a client whose members have all layers of their own: what they do is part of one call.</summary>
    public IChatClient Record(IServiceProvider services, IChatClient client) => Wrap(services, client, ChatLayer.Telemetry, ChatLayer.Telemetry);

    /// <summary>Puts the layers around several clients that stand in for each other: those below <see cref="ChatLayer.Failover"/> around each.</summary>
    public IChatClient Wrap(IServiceProvider services, IChatClient[] members, FailoverOptions options)
    {
        var all = Array.ConvertAll(members, client => Wrap(services, client, ChatLayer.Cost, ChatLayer.Failover + 1));
        return Wrap(services, new FailoverChatClient(all, options, outlives: true), ChatLayer.Failover, 0);
    }

    private IChatClient Wrap(IServiceProvider services, IChatClient client, ChatLayer innermost, ChatLayer outermost)
    {
        for (var i = (int)innermost; i >= (int)outermost; i--)
        {
            if (_layers[i] is { } wrap)
                client = wrap(services, client);
        }

        return client;
    }
}
