using SdkGen.Transport;

namespace SdkGen;

/// <summary>Makes of a model that is known by its id what a typed client is made of.</summary>
internal static class RegisteredModel
{
    /// <summary>The models that a provider's profile lists.</summary>
    public static IReadOnlyList<CatalogModel> Listed(ProviderAccount account)
    {
        var profile = account.Profile;
        CatalogModel[] known = [.. ModelCatalog.Default.OfProvider(profile.Id)];
        // Of a provider of the application's own the catalogue knows nothing.
        return known.Length > 0 || profile.Models.Count == 0 ? known : [.. profile.Models.Select(facts => Describe(account, facts))];
    }

    /// <summary>What is known of a model that the provider itself has named.</summary>
    public static CatalogModel Describe(ProviderAccount account, ListedModel listed)
    {
        var profile = account.Profile;
        var known = Listed(account).FirstOrDefault(model => model.Id == listed.Id) ?? new CatalogModel(listed.Id, profile.Id)
        {
            ProviderName = profile.Name,
            Runtime = RuntimeOf(account),
            IsListed = false,
        };
        return known with
        {
            Name = known.Name ?? listed.DisplayName,
            Vendor = known.Vendor ?? listed.OwnedBy,
            Context = listed.Context ?? known.Context,
            MaxOutput = listed.MaxOutput ?? known.MaxOutput,
        };
    }

    /// <summary>An account like another, at another address. Its key does not go there.</summary>
    public static ProviderAccount At(ProviderAccount account, string address) => account with
    {
        Configure = options =>
        {
            account.Configure?.Invoke(options);
            var url = Url(account.Profile, address);
            if (url == (options.BaseUrl ?? account.Profile.BaseUrl).TrimEnd('/'))
                return;
            options.BaseUrl = url;
            options.ApiKey = null;
            options.AccessToken = null;
            options.Backups.Clear();
        },
    };

    private static CatalogModel Describe(ProviderAccount account, ModelFacts facts) => new(facts.Id, account.Profile.Id)
    {
        ProviderName = account.Profile.Name,
        Runtime = RuntimeOf(account),
        Operations = facts.Card?.Operations ?? [],
        Input = facts.Card?.Input ?? [],
        Output = facts.Card?.Output ?? [],
        Tools = facts.Card?.Tools ?? Fact.Unknown,
        StructuredOutput = facts.Card?.StructuredOutput ?? Fact.Unknown,
        Reasoning = facts.Card?.Reasoning ?? Fact.Unknown,
        Streaming = facts.Card?.Streaming ?? Fact.Unknown,
        Context = facts.Context,
        MaxOutput = facts.MaxOutput,
        Price = facts.Price,
    };

    private static string RuntimeOf(ProviderAccount account) => account.IsOwnRuntime ? account.Profile.Id : "cloud";

    /// <summary>What the runtime knows of a model.</summary>
    public static ModelFacts FactsOf(ProviderProfile profile, CatalogModel model) => profile.Models.FirstOrDefault(facts => facts.Id == model.Id) ?? new()
    {
        Id = model.Id,
        WireNames = profile.UnlistedModel?.WireNames,
        Refused = profile.UnlistedModel?.Refused,
        Values = profile.UnlistedModel?.Values,
        Dialect = profile.UnlistedModel?.Dialect,
        Price = model.Price,
        Context = model.Context,
        MaxOutput = model.MaxOutput,
    };

    private static string Url(ProviderProfile profile, string address)
    {
        var text = (address.Contains("://", StringComparison.Ordinal) ? address : "http://" + address).TrimEnd('/');
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw new ArgumentException($"'{address}' is no address: it has to be a host and a port, or a URL.", nameof(address));
        var path = Uri.TryCreate(profile.BaseUrl, UriKind.Absolute, out var own) ? own.AbsolutePath.TrimEnd('/') : "";
        return url.AbsolutePath == "/" ? text + path : text;
    }
}
