using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SdkGen.Transport;

namespace SdkGen;

/// <summary>The connections of one service provider, each made when it is first used.</summary>
internal sealed class ProviderConnections(IServiceProvider services, IHttpClientFactory http, LlmRegistry registry)
{
    private readonly ConcurrentDictionary<ProviderAccount, ProviderConnection> _connections = new(ReferenceEqualityComparer.Instance);

    public IServiceProvider Services => services;

    /// <summary>The account's connection.</summary>
    /// <exception cref="InvalidOperationException">A setting of the account is missing or makes no sense.</exception>
    public ProviderConnection Of(ProviderAccount account) => _connections.GetOrAdd(account, Connect);

    /// <summary>Connections to the account's backups, in their order.</summary>
    public IEnumerable<ProviderConnection> BackupsOf(ProviderAccount account)
    {
        var options = Of(account).Options;
        return options.Backups.Select(backup => Connect(account, backup.Over(options)));
    }

    private ProviderConnection Connect(ProviderAccount account) => Connect(account, account.ReadOptions(services.GetService<IConfiguration>()));

    private ProviderConnection Connect(ProviderAccount account, ProviderOptions options)
    {
        options.OnUnsupportedParameter ??= registry.OnUnsupportedParameter;
        options.OnUnknownModel ??= registry.OnUnknownModel;
        var time = services.GetService<TimeProvider>();
        return new ProviderConnection(new HttpClients(http, account.HttpClientName, time ?? TimeProvider.System).Get, account.Profile, options, time)
        {
            Log = services.GetService<ILoggerFactory>()?.CreateLogger("SdkGen.Capabilities"),
        };
    }

    /// <summary>One client for the requests of a minute: making one for each costs more than a short answer, and the factory's handlers must not be held for long.</summary>
    private sealed class HttpClients(IHttpClientFactory http, string name, TimeProvider time)
    {
        private static readonly TimeSpan s_lifetime = TimeSpan.FromMinutes(1);

        private Made? _last;

        public HttpClient Get()
        {
            var last = _last;
            if (last is null || time.GetElapsedTime(last.At) > s_lifetime)
                _last = last = new Made(http.CreateClient(name), time.GetTimestamp());
            return last.Client;
        }

        private sealed record Made(HttpClient Client, long At);
    }
}
