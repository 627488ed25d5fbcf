using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using SdkGen.Transport;

namespace SdkGen;

/// <summary>The connections of one service provider, each made when it is first used.</summary>
internal sealed partial class ProviderConnections : IDisposable
{
    private readonly ConcurrentDictionary<ProviderAccount, ProviderConnection> _connections = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<string, LayerState> _states = new(StringComparer.Ordinal);
    private readonly IServiceProvider _services;
    private readonly IHttpClientFactory _http;
    private readonly LlmRegistry _registry;
    private readonly IConfiguration? _configuration;
    private readonly IDisposable? _changes;
    private int _generation;

    public ProviderConnections(IServiceProvider services, IHttpClientFactory http, LlmRegistry registry)
    {
        (_services, _http, _registry, _configuration) = (services, http, registry, services.GetService<IConfiguration>());
        if (_configuration is not null)
            _changes = ChangeToken.OnChange(_configuration.GetReloadToken, Reconnect);
    }

    public IServiceProvider Services => _services;

    /// <summary>Rises with each change of the configuration: who keeps a connection then asks for it again.</summary>
    public int Generation => Volatile.Read(ref _generation);

    /// <summary>The account's connection.</summary>
    /// <exception cref="InvalidOperationException">A setting of the account is missing or makes no sense.</exception>
    public ProviderConnection Of(ProviderAccount account) => _connections.GetOrAdd(account, Connect);

    /// <summary>Connections to the account's backups, in their order.</summary>
    public IEnumerable<ProviderConnection> BackupsOf(ProviderAccount account)
    {
        var options = Of(account).Options;
        foreach (var backup in options.Backups)
            yield return Connect(account, backup.Over(options));
    }

    public void Dispose() => _changes?.Dispose();

    /// <summary>Connects accounts anew whose settings have changed, for the requests to come. Settings that make no sense change nothing.</summary>
    private void Reconnect()
    {
        foreach (var (account, connection) in _connections)
        {
            try
            {
                var options = Read(account);
                if (!options.SaysTheSameAs(connection.Options))
                    _connections.TryUpdate(account, Connect(account, options), connection);
            }
            catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
            {
                if (_services.GetService<ILoggerFactory>()?.CreateLogger(LlmTelemetry.LogCategory) is { } logger)
                    Kept(logger, account.Section, exception.Message);
            }
        }

        Interlocked.Increment(ref _generation);
    }

    [LoggerMessage(EventName = "SettingsKept", Level = LogLevel.Error, Message = "The settings of {Section} have changed to what makes no sense, so those before stay in use: {Reason}")]
    private static partial void Kept(ILogger logger, string section, string reason);

    private ProviderConnection Connect(ProviderAccount account) => Connect(account, Read(account));

    private ProviderOptions Read(ProviderAccount account)
    {
        var options = account.ReadOptions(_configuration);
        options.OnUnsupportedParameter ??= _registry.OnUnsupportedParameter;
        options.OnUnknownModel ??= _registry.OnUnknownModel;
        return options;
    }

    private ProviderConnection Connect(ProviderAccount account, ProviderOptions options)
    {
        var time = _services.GetService<TimeProvider>();
        return new ProviderConnection(new HttpClients(_http, account.HttpClientName, time ?? TimeProvider.System).Get, account.Profile, options, time)
        {
            States = _states,
            Log = _services.GetService<ILoggerFactory>()?.CreateLogger("SdkGen.Capabilities"),
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
