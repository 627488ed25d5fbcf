using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SdkGen.Transport;

namespace SdkGen;

/// <summary>The connections of one service provider, each made when it is first used.</summary>
internal sealed class ProviderConnections(IServiceProvider services, IHttpClientFactory http)
{
    private readonly ConcurrentDictionary<ProviderAccount, ProviderConnection> _connections = new(ReferenceEqualityComparer.Instance);

    /// <summary>The account's connection.</summary>
    /// <exception cref="InvalidOperationException">A setting of the account is missing or makes no sense.</exception>
    public ProviderConnection Of(ProviderAccount account) => _connections.GetOrAdd(account, Connect);

    private ProviderConnection Connect(ProviderAccount account)
    {
        var options = account.ReadOptions(services.GetService<IConfiguration>());
        var name = account.HttpClientName;
        return new ProviderConnection(() => http.CreateClient(name), account.Profile, options, services.GetService<TimeProvider>());
    }
}
