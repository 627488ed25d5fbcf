using SdkGen.Transport;

namespace SdkGen;

/// <summary>What the typed clients of a model share: the dialect's own client, made when it is first asked something.</summary>
/// <typeparam name="TClient">The untyped interface, for example <c>IChatClient</c>.</typeparam>
/// <param name="registry">Knows who serves the model.</param>
/// <param name="connections">Connects to them.</param>
/// <param name="found">Who serves the model, and what is known of it.</param>
internal abstract class ModelService<TClient>(LlmRegistry registry, ProviderConnections connections, (ProviderAccount Account, ModelFacts Facts) found)
    where TClient : class
{
    private readonly (ProviderAccount Account, ModelFacts Facts) _found = found;
    private Connected? _connected;

    /// <param name="registry">Knows who serves the model.</param>
    /// <param name="connections">Connects to them.</param>
    /// <param name="model">The model's type.</param>
    /// <param name="account">The account's name; null for the default one.</param>
    protected ModelService(LlmRegistry registry, ProviderConnections connections, Type model, string? account)
        : this(registry, connections, registry.Find(model, account))
    {
    }

    protected LlmRegistry Registry => registry;

    protected IServiceProvider Services => connections.Services;

    protected ModelFacts Facts => _found.Facts;

    protected ProviderProfile Profile => _found.Account.Profile;

    /// <summary>The client. Where the account's settings have changed since, a new one: what was begun goes on as it was.</summary>
    protected TClient Inner => _connected is { } last && last.Generation == connections.Generation ? last.Client : Connect(_connected);

    /// <summary>What kind of client it is.</summary>
    protected abstract CapabilityClient Kind { get; }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is null && serviceType == typeof(ModelFacts))
            return _found.Facts;
        return serviceKey is null && serviceType.IsInstanceOfType(this) ? this : GetInnerService(serviceType, serviceKey);
    }

    public void Dispose()
    {
        // The container owns it and HTTP clients come from the factory: there is nothing to give back.
    }

    /// <returns>Null where the dialect has no such operation.</returns>
    protected abstract TClient? Create(Dialect dialect, ProviderConnection connection, ModelFacts facts);

    /// <summary>Puts around the dialect's client what the application has asked for.</summary>
    /// <param name="client">The client.</param>
    /// <param name="backups">The same at the account's other places.</param>
    /// <param name="facts">The model.</param>
    /// <param name="account">The account.</param>
    protected virtual TClient Wrap(TClient client, IReadOnlyList<TClient> backups, ModelFacts facts, ProviderOptions account) => client;

    /// <summary>Judges the id that options name. Ids that nobody lists may be other names of the same model: a deployment, a profile of a region, a tuned copy.</summary>
    /// <exception cref="UnsupportedCapabilityException">The options send the request to another model.</exception>
    protected void RefuseOtherModel(string? asked)
    {
        if (asked is not null && asked != Facts.Id && Profile.Models.FirstOrDefault(model => model.Id == asked) is { } other)
            throw CapabilityGuard.OtherModel(Facts.Id, asked, $"Leave ModelId out, or take an {Kind.InterfaceName}<{CapabilityGuard.NameOf(other)}>");
    }

    protected abstract object? GetInnerService(Type serviceType, object? serviceKey);

    private TClient Connect(Connected? last)
    {
        var (account, facts) = _found;
        var generation = connections.Generation;
        CapabilityGuard.NeedOperation(account.Profile, facts, Kind);
        var connection = connections.Of(account);
        var client = ReferenceEquals(last?.Connection, connection) ? last!.Client : Wrap(ClientOf(connection), Array.ConvertAll([.. connections.BackupsOf(account)], ClientOf), facts, connection.Options);
        var before = Interlocked.CompareExchange(ref _connected, new Connected(client, connection, generation), last);
        return before is null || ReferenceEquals(before, last) ? client : before.Client;

        TClient ClientOf(ProviderConnection connection) =>
            account.FirstMade(facts, connection.Options, dialect => Create(dialect, connection.ForModel(facts.Id), facts))
                ?? throw CapabilityGuard.NoOperation(account.Profile, facts, Kind);
    }

    private sealed record Connected(TClient Client, ProviderConnection Connection, int Generation);
}
