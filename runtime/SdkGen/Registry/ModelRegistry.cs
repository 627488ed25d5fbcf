using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using SdkGen.Transport;

namespace SdkGen;

/// <summary>The models that an application can ask: those of the catalogue at the providers that it has added, and those that the providers themselves have told of. A service of every application with <c>AddLlm</c>.</summary>
/// <remarks>One instance serves all threads.</remarks>
public sealed class ModelRegistry
{
    private readonly LlmRegistry _registry;
    private readonly ProviderConnections _connections;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, ModelReload> _reloads = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<(ProviderAccount Account, string Address), ProviderAccount> _elsewhere = new();

    internal ModelRegistry(LlmRegistry registry, ProviderConnections connections, TimeProvider? time) =>
        (_registry, _connections, _time) = (registry, connections, time ?? TimeProvider.System);

    /// <summary>All models, by provider in the order in which they were added. A provider that was reloaded has what it told, with what the catalogue knows of it.</summary>
    public IReadOnlyList<CatalogModel> Models => [.. _registry.Accounts.SelectMany(ModelsOf).DistinctBy(model => (model.Provider, model.Id))];

    /// <summary>What came of the last reload of each provider.</summary>
    public IReadOnlyCollection<ModelReload> Reloads => [.. _reloads.Values];

    /// <summary>Looks a model up.</summary>
    /// <param name="id">An id, an id at a provider (<c>gpt-4.1-mini:azure-openai</c>), or an id in a runtime (<c>llama3:latest:ollama@localhost:11434</c>).</param>
    /// <returns>The model; null where no provider of the application is known to serve it.</returns>
    public CatalogModel? Find(string id) => Resolve(id).Served?.Model;

    /// <summary>Makes a client of a model, with all layers and defaults that the application has switched on.</summary>
    /// <param name="id">An id, an id at a provider (<c>gpt-4.1-mini:azure-openai</c>), or an id in a runtime (<c>llama3:latest:ollama@localhost:11434</c>).</param>
    /// <exception cref="ArgumentException">No provider of the application is known to serve the model; the message says which has a name like it. Or the id names an address that is not one of a runtime of one's own.</exception>
    /// <remarks>Settings of the account are read with the first request, which fails where one is missing.</remarks>
    /// <exception cref="LlmException">The model is known not to chat.</exception>
    public IChatClient CreateChatClient(string id)
    {
        var (served, reason) = Resolve(id);
        if (served is null)
            throw new ArgumentException(reason, nameof(id));
        var facts = RegisteredModel.FactsOf(served.Account.Profile, served.Model);
        CapabilityGuard.NeedOperation(served.Account.Profile, facts, CapabilityClient.Chat);
        return new RegisteredChatClient(_registry, _connections, (served.Account, facts));
    }

    /// <summary>Asks a provider for its models, and takes what it tells in the place of what was known. Where it cannot be asked, it has no models until it is reloaded, and the result says why.</summary>
    /// <param name="provider">Its id or the name of its configuration section, with <c>:account</c> for a named account.</param>
    /// <param name="cancellationToken">Cancels the request; the provider then has no models.</param>
    /// <exception cref="ArgumentException">The application has not added the provider.</exception>
    public async Task<ModelReload> ReloadAsync(string provider, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(provider);
        var account = _registry.Accounts.LastOrDefault(account => account.IsCalled(provider))
            ?? throw new ArgumentException($"No provider '{provider}' was added.{NameAdvice.Sentence(provider, _registry.Accounts.Select(account => account.Key))}", nameof(provider));
        var reload = await ReloadAsync(account, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return reload;
    }

    /// <summary>Asks several providers at the same time.</summary>
    /// <param name="options">Which, and how long each may take.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>What came of each, also of those that could not be asked.</returns>
    /// <exception cref="ArgumentException">The application has not added one of the providers, or an option makes no sense.</exception>
    public Task<ModelReload[]> DiscoverAsync(DiscoveryOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        foreach (var name in options.Providers)
        {
            if (!_registry.Accounts.Any(account => account.IsCalled(name)))
                throw new ArgumentException($"No provider '{name}' was added, so it cannot be asked for its models.{NameAdvice.Sentence(name, _registry.Accounts.Select(account => account.Key))}", nameof(options));
        }

        var asked = _registry.Accounts.Where(account => options.Providers.Count == 0 ? account.IsOwnRuntime : options.Providers.Any(name => account.IsCalled(name)));
        return Task.WhenAll(asked.Select(account => ReloadAsync(account, options.Timeout, cancellationToken)));
    }

    private async Task<ModelReload> ReloadAsync(ProviderAccount account, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var reload = await ReloadAsync(account, either.Token).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (reload.Exception is not OperationCanceledException)
            return reload;
        reload = reload with { Failure = $"{account.Profile.Name} did not tell its models within {timeout.TotalSeconds:0.###} s." };
        return _reloads[account.Key] = reload;
    }

    private async Task<ModelReload> ReloadAsync(ProviderAccount account, CancellationToken cancellationToken)
    {
        var key = account.Key;
        _reloads[key] = new ModelReload(key, [], _time.GetUtcNow()) { Failure = $"{account.Profile.Name} is being asked for its models." };
        ModelReload result;
        try
        {
            var connection = _connections.Of(account);
            var list = account.ListModels(connection) ?? throw new NotSupportedException("it has no operation that lists models.");
            var models = new List<CatalogModel>();
            await foreach (var model in list.ListAsync(cancellationToken).ConfigureAwait(false))
                models.Add(RegisteredModel.Describe(account, model));
            result = new ModelReload(key, models, _time.GetUtcNow());
        }
        catch (Exception exception)
        {
            result = new ModelReload(key, [], _time.GetUtcNow()) { Failure = $"{account.Profile.Name} could not be asked for its models: {exception.Message}", Exception = exception };
        }

        return _reloads[key] = result;
    }

    private IReadOnlyList<CatalogModel> ModelsOf(ProviderAccount account) =>
        _reloads.TryGetValue(account.Key, out var reload) ? reload.Models : RegisteredModel.Listed(account);

    private (ServedModel? Served, string? Reason) Resolve(string id)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        var accounts = _registry.Accounts;
        if (ByVendor(accounts.SelectMany(account => ModelsOf(account).Where(model => model.Id == id).Select(model => new ServedModel(account, model)))) is { } known)
            return (known, null);
        var address = ModelAddress.Parse(id, name => accounts.Any(account => account.IsCalled(name)));
        if (address.Runtime is null)
            return (null, Unknown(id, accounts));
        var served = accounts.Last(account => account.IsCalled(address.Runtime));
        if (address.Address is { } where)
        {
            if (!served.IsOwnRuntime)
                return (null, $"'{RequestFactory.WithoutUser(id)}' names an address, and {served.Profile.Name} is no runtime of one's own. Set {served.Section}:{nameof(ProviderOptions.BaseUrl)} instead.");
            var model = RegisteredModel.Describe(served, new ListedModel(address.Model)) with { Address = where };
            return (new ServedModel(At(served, where), model), null);
        }

        if (ModelsOf(served).FirstOrDefault(model => model.Id == address.Model) is { } found)
            return (new ServedModel(served, found), null);
        // A server of one's own serves what was loaded into it; once it has said what that is, it is taken at its word.
        return served.IsOwnRuntime && !_reloads.ContainsKey(served.Key)
            ? (new ServedModel(served, RegisteredModel.Describe(served, new ListedModel(address.Model))), null)
            : (null, Unknown(address.Model, [served]));
    }

    // An account is connected once: the same address has the same one.
    private ProviderAccount At(ProviderAccount account, string address) => _elsewhere.GetOrAdd((account, address), static key => RegisteredModel.At(key.Account, key.Address));

    private string Unknown(string id, IReadOnlyList<ProviderAccount> accounts)
    {
        if (accounts.Count == 0)
            return $"No model '{id}' is known, because no provider was added. Call an Add method such as AddOpenAI in AddLlm.";
        var failures = accounts.Select(account => _reloads.GetValueOrDefault(account.Key)?.Failure).OfType<string>().ToArray();
        return $"No model '{id}' is known at {string.Join(", ", accounts.Select(account => account.Profile.Name).Distinct())}."
            + NameAdvice.Sentence(id, accounts.SelectMany(ModelsOf).Select(model => model.Id))
            + (failures.Length > 0 ? " " + string.Join(" ", failures) : "")
            + $" A model that is newer than the catalogue is known after {nameof(ModelRegistry)}.{nameof(ReloadAsync)}.";
    }

    private static ServedModel? ByVendor(IEnumerable<ServedModel> served)
    {
        ServedModel[] all = [.. served];
        return all.FirstOrDefault(one => one.Model.Vendor == one.Model.Provider && one.Account.Name is null) ?? all.FirstOrDefault(one => one.Account.Name is null) ?? all.FirstOrDefault();
    }

    private sealed record ServedModel(ProviderAccount Account, CatalogModel Model);
}
