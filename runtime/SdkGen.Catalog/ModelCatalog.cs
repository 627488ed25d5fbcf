using System.Collections.Frozen;

namespace SdkGen;

/// <summary>Models of many providers, as data: nothing here asks a network, and nothing is read before it is asked for.</summary>
/// <remarks>Immutable. <see cref="Default"/> holds what the specs of the built-in providers say; <see cref="WithPrice"/> and <see cref="With"/> make catalogues of one's own.</remarks>
public sealed class ModelCatalog
{
    private static readonly Lazy<ModelCatalog> s_default = new(() => new ModelCatalog(BuiltIn()));

    private readonly CatalogProvider[] _providers;
    private readonly FrozenDictionary<string, CatalogModel[]> _byId;

    private ModelCatalog(IEnumerable<CatalogProvider> providers)
    {
        _providers = [.. providers];
        Models = [.. _providers.SelectMany(provider => provider.Models)];
        _byId = Models.GroupBy(model => model.Id, StringComparer.Ordinal).ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
    }

    /// <summary>The models of the built-in providers.</summary>
    public static ModelCatalog Default => s_default.Value;

    /// <summary>All models, by provider.</summary>
    public IReadOnlyList<CatalogModel> Models { get; }

    /// <summary>Looks a model up among those of the built-in providers.</summary>
    /// <inheritdoc cref="Get"/>
    public static CatalogModel? Find(string name) => Default.Get(name);

    /// <summary>Looks a model up.</summary>
    /// <param name="name">
    /// An id (<c>gpt-4.1-mini</c>; where several providers serve it, the model's own vendor comes first), an id at a provider (<c>gpt-4.1-mini:azure-openai</c>) or an
    /// id in a runtime (<c>llama3:latest:ollama@localhost:11434</c>).
    /// </param>
    /// <returns>The model; null where it is not known. A runtime of one's own serves any model: of one that is not listed, all facts are unknown.</returns>
    public CatalogModel? Get(string name)
    {
        if (FindId(name) is { } known)
            return known;
        var address = ModelAddress.Parse(name, IsRuntime);
        if (address.Runtime is not { } runtime)
            return null;
        foreach (var provider in _providers.Where(provider => Serves(provider, runtime)))
        {
            var model = provider.Models.FirstOrDefault(model => model.Id == address.Model);
            if (model is null && provider.Runtime != CatalogProvider.Cloud)
                model = new CatalogModel(address.Model, provider.Id) { ProviderName = provider.Name, Runtime = provider.Runtime, IsListed = false };
            if (model is not null)
                return address.Address is null ? model : model with { Address = address.Address };
        }

        return null;
    }

    /// <summary>The models that a vendor made, wherever they are served.</summary>
    public IEnumerable<CatalogModel> OfVendor(string vendor) => Models.Where(model => string.Equals(model.Vendor, vendor, StringComparison.OrdinalIgnoreCase));

    /// <summary>The models that a provider serves.</summary>
    /// <param name="provider">The provider's id.</param>
    public IEnumerable<CatalogModel> OfProvider(string provider) => Models.Where(model => string.Equals(model.Provider, provider, StringComparison.OrdinalIgnoreCase));

    /// <summary>The models that are known to be able to do all of this.</summary>
    public IEnumerable<CatalogModel> WhichCan(params ModelCapability[] capabilities) =>
        Models.Where(model => Array.TrueForAll(capabilities, capability => model.Can(capability) == Fact.Yes));

    /// <summary>The same catalogue with a price of one's own: a contract, a discount, a fine-tuned copy.</summary>
    /// <param name="name">What <see cref="Get"/> finds the model by; all providers that serve an id have the price where the name says none.</param>
    /// <param name="price">The price.</param>
    /// <exception cref="ArgumentException">No model has the name.</exception>
    public ModelCatalog WithPrice(string name, ModelPrice price)
    {
        ArgumentNullException.ThrowIfNull(price);
        var replaced = _byId.TryGetValue(name, out var everywhere) ? everywhere : Get(name) is { IsListed: true } one ? [Listed(one)] : [];
        if (replaced.Length == 0)
            throw new ArgumentException($"The catalogue has no model '{name}'.", nameof(name));
        return new ModelCatalog(_providers.Select(provider => provider with
        {
            Models = [.. provider.Models.Select(model => Array.Exists(replaced, other => ReferenceEquals(other, model)) ? model with { Price = price } : model)],
        }));
    }

    /// <summary>The same catalogue with models of one's own. A model that a provider lists already is replaced.</summary>
    public ModelCatalog With(params IEnumerable<CatalogModel> models)
    {
        ArgumentNullException.ThrowIfNull(models);
        var providers = _providers.ToList();
        foreach (var model in models)
        {
            var index = providers.FindIndex(provider => provider.Id == model.Provider);
            if (index < 0)
            {
                providers.Add(new CatalogProvider(model.Provider, model.ProviderName, model.Runtime) { Models = [model] });
                continue;
            }

            var others = providers[index].Models.Where(other => other.Id != model.Id);
            providers[index] = providers[index] with { Models = [.. others, model] };
        }

        return new ModelCatalog(providers);
    }

    /// <summary>The model as it stands in the list, without the address that it was looked up by.</summary>
    private CatalogModel Listed(CatalogModel model) => _byId[model.Id].First(other => other.Provider == model.Provider);

    private CatalogModel? FindId(string id) => _byId.TryGetValue(id, out var models) ? models.FirstOrDefault(model => model.Vendor == model.Provider) ?? models[0] : null;

    private bool IsRuntime(string name) => _providers.Any(provider => Serves(provider, name));

    private static bool Serves(CatalogProvider provider, string runtime) =>
        string.Equals(provider.Id, runtime, StringComparison.OrdinalIgnoreCase) || string.Equals(provider.Runtime, runtime, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<CatalogProvider> BuiltIn()
    {
        for (var i = 0; i < CatalogRows.Count; i++)
            yield return CatalogReader.Read(CatalogRows.Of(i));
    }
}
