using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SdkGen.Transport;

namespace SdkGen;

/// <summary>Collects what an application uses of SdkGen: see <c>AddLlm</c>.</summary>
public sealed class LlmBuilder
{
    // A stream that the caller leaves must not be read on for long; one that has ended gives its connection back at once.
    private static readonly TimeSpan s_drainTimeout = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_connectionLifetime = TimeSpan.FromMinutes(5);

    private readonly LlmRegistry _registry;

    /// <summary>Adds to the services; the clients themselves are registered once.</summary>
    /// <param name="services">Where everything is registered.</param>
    public LlmBuilder(IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        Services = services;
        _registry = services.FirstOrDefault(x => !x.IsKeyedService && x.ServiceType == typeof(LlmRegistry))?.ImplementationInstance as LlmRegistry ?? new LlmRegistry();
        services.TryAddSingleton(_registry);
        services.AddHttpClient();
        services.TryAddSingleton<ProviderConnections>();
        services.TryAddSingleton(provider => new ModelRegistry(provider.GetRequiredService<LlmRegistry>(), provider.GetRequiredService<ProviderConnections>(), provider.GetService<TimeProvider>()));
        services.TryAddSingleton(typeof(IChatClient<>), typeof(ModelChatClient<>));
        services.TryAddSingleton(typeof(IImageGenerator<>), typeof(ModelImageGenerator<>));
        services.TryAddSingleton(typeof(IEmbeddingGenerator<>), typeof(ModelEmbeddingGenerator<>));
        services.TryAddSingleton(typeof(ISpeechToTextClient<>), typeof(ModelSpeechToTextClient<>));
        services.TryAddSingleton(typeof(ITextToSpeechClient<>), typeof(ModelTextToSpeechClient<>));
        services.TryAddSingleton(typeof(IRealtimeClient<>), typeof(ModelRealtimeClient<>));
        services.TryAddSingleton(typeof(IVideoGenerator<>), typeof(ModelVideoGenerator<>));
    }

    /// <summary>Where everything is registered.</summary>
    public IServiceCollection Services { get; }

    /// <summary>The hooks around every chat client, the outermost first.</summary>
    internal List<Func<IServiceProvider, ChatHook>> Hooks => _registry.Hooks;

    /// <summary>Adds a provider. Generated methods such as <c>AddOpenAI</c> call it.</summary>
    /// <param name="profile">The provider.</param>
    /// <param name="dialect">The protocol it speaks.</param>
    /// <param name="name">Name of the account: its clients are keyed services of that name. Null for the default account.</param>
    /// <param name="configure">Has the last word over configuration and environment.</param>
    /// <remarks>Adding the same account again replaces it. Its HTTP client is the named client <c>SdkGen.{Provider}</c> or <c>SdkGen.{Provider}.{account}</c> of <see cref="IHttpClientFactory"/>.</remarks>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public LlmBuilder AddProvider(ProviderProfile profile, Dialect dialect, string? name = null, Action<ProviderOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        return AddProvider(profile, [dialect], name, configure);
    }

    /// <summary>Adds a provider that speaks several protocols.</summary>
    /// <inheritdoc cref="AddProvider(ProviderProfile, Dialect, string?, Action{ProviderOptions}?)"/>
    /// <param name="profile">The provider.</param>
    /// <param name="dialects">The protocols it speaks; the first serves every model that names none.</param>
    /// <param name="name">Name of the account: its clients are keyed services of that name. Null for the default account.</param>
    /// <param name="configure">Has the last word over configuration and environment.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> or <paramref name="dialects"/> is empty.</exception>
    public LlmBuilder AddProvider(ProviderProfile profile, IReadOnlyList<Dialect> dialects, string? name = null, Action<ProviderOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(dialects);
        ArgumentOutOfRangeException.ThrowIfZero(dialects.Count);
        if (name is not null)
            ArgumentException.ThrowIfNullOrWhiteSpace(name);

        var account = new ProviderAccount(profile.Among(_registry.Accounts), dialects, name, configure);
        if (_registry.Add(account))
        {
            AddHttpClient(account.HttpClientName);
            AddModelList(account.HttpClientName, name is null ? profile.SectionName : $"{profile.SectionName}:{name}");
        }

        if (name is not null)
            AddKeyedClients(name);
        return this;
    }

    /// <summary>Sets the options of requests to a model where they say nothing: its system message, its temperature. A client may have others by <c>WithDefaults</c>.</summary>
    /// <typeparam name="TModel">The model.</typeparam>
    /// <param name="defaults">The options, of the model's own type at best. A request goes before them, property by property.</param>
    public LlmBuilder SetDefaults<TModel>(ChatOptions defaults)
        where TModel : IModel
    {
        ArgumentNullException.ThrowIfNull(defaults);
        _registry.SetDefaults(typeof(TModel), defaults.Clone());
        return this;
    }

    /// <summary>Says what happens to parameters that a model is known to refuse, for every account that does not say it itself.</summary>
    /// <param name="action">Refused where nothing is said: a request that is wrong is better found than changed.</param>
    public LlmBuilder OnUnsupportedParameter(UnsupportedParameterAction action)
    {
        _registry.OnUnsupportedParameter = action;
        return this;
    }

    /// <summary>Says what happens to requests to models that no spec lists, for every account that does not say it itself.</summary>
    /// <param name="action">Sent where nothing is said: services bring new models before specs list them.</param>
    public LlmBuilder OnUnknownModel(UnknownModelAction action)
    {
        _registry.OnUnknownModel = action;
        return this;
    }

    /// <summary>Puts a layer around every chat client that the container makes. What <see cref="ChatLayer"/> names is switched on by methods of its own, such as <c>AddRetry</c>.</summary>
    /// <param name="layer">Where the layer stands. One that stands there already is replaced.</param>
    /// <param name="wrap">Gets the application's services and the client next to it.</param>
    public LlmBuilder AddLayer(ChatLayer layer, Func<IServiceProvider, IChatClient, IChatClient> wrap)
    {
        ArgumentNullException.ThrowIfNull(wrap);
        _registry.Layers.Set(layer, wrap);
        return this;
    }

    /// <summary>Whether a layer is switched on.</summary>
    internal bool HasLayer(ChatLayer layer) => _registry.Layers.Has(layer);

    private void AddModelList(string account, string key)
    {
        var registry = _registry;
        Services.TryAddKeyedSingleton(key, (services, _) =>
        {
            var found = registry.Of(account);
            var connection = services.GetRequiredService<ProviderConnections>().Of(found);
            return found.ListModels(connection)
                ?? throw new NotSupportedException($"{found.Profile.Name} has no operation that lists models.");
        });
    }

    /// <summary>Makes the tools of a class or interface available: inject <see cref="ToolSet{T}"/> and give it to <c>WithTools</c>.</summary>
    /// <typeparam name="T">The type whose methods carry <see cref="LlmToolAttribute"/>. A class is registered, unless it is already; an interface must be.</typeparam>
    /// <param name="lifetime">How long an instance of the class lives; as long as its scope unless said otherwise.</param>
    /// <exception cref="InvalidOperationException">The type has no tools.</exception>
    public LlmBuilder AddTools<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(ServiceLifetime lifetime = ServiceLifetime.Scoped)
        where T : class
    {
        _ = ToolSets.Find<T>();
        if (!typeof(T).IsAbstract)
            Services.TryAdd(new ServiceDescriptor(typeof(T), typeof(T), lifetime));
        Services.TryAddTransient(services => new ToolSet<T>(services));
        return this;
    }

    private void AddKeyedClients(string name)
    {
        Services.TryAddKeyedSingleton(typeof(IChatClient<>), name, typeof(ModelChatClient<>.OfAccount));
        Services.TryAddKeyedSingleton(typeof(IImageGenerator<>), name, typeof(ModelImageGenerator<>.OfAccount));
        Services.TryAddKeyedSingleton(typeof(IEmbeddingGenerator<>), name, typeof(ModelEmbeddingGenerator<>.OfAccount));
        Services.TryAddKeyedSingleton(typeof(ISpeechToTextClient<>), name, typeof(ModelSpeechToTextClient<>.OfAccount));
        Services.TryAddKeyedSingleton(typeof(ITextToSpeechClient<>), name, typeof(ModelTextToSpeechClient<>.OfAccount));
        Services.TryAddKeyedSingleton(typeof(IRealtimeClient<>), name, typeof(ModelRealtimeClient<>.OfAccount));
        Services.TryAddKeyedSingleton(typeof(IVideoGenerator<>), name, typeof(ModelVideoGenerator<>.OfAccount));
    }

    private void AddHttpClient(string name)
    {
        // Which account that is, is asked when a client is made: a later one may have taken the place of the first.
        var registry = _registry;
        var client = Services.AddHttpClient(name)
            .ConfigureHttpClient((services, http) => http.Timeout = services.GetRequiredService<ProviderConnections>().Of(registry.Of(name)).Options.Timeout)
            .ConfigurePrimaryHttpMessageHandler(services => Handler(services.GetRequiredService<ProviderConnections>().Of(registry.Of(name)).Options));
        client.ConfigureAdditionalHttpMessageHandlers((handlers, services) =>
        {
            var time = services.GetService<TimeProvider>() ?? TimeProvider.System;
            foreach (var dialect in registry.Of(name).Dialects)
            {
                if (dialect.CreateMessageHandler(() => services.GetRequiredService<ProviderConnections>().Of(registry.Of(name)).Options, time) is { } handler)
                    handlers.Add(handler);
            }
        });

        // Connections are renewed one by one (PooledConnectionLifetime): there is no need to renew the handlers, and with them the sockets that they keep open.
        client.SetHandlerLifetime(Timeout.InfiniteTimeSpan);
        client.RedactLoggedHeaders(header => header.Equals("Authorization", StringComparison.OrdinalIgnoreCase)
            || header.Equals(registry.Of(name).Profile.AuthName, StringComparison.OrdinalIgnoreCase));
    }

    private static SocketsHttpHandler Handler(ProviderOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = options.ConnectTimeout,
            ResponseDrainTimeout = s_drainTimeout,
            PooledConnectionLifetime = s_connectionLifetime,
            // No service redirects its API. Following one would take the prompt, and keys in headers of a service's own, to whoever asked for it.
            AllowAutoRedirect = false,

            // A service allows so many streams on one connection; beyond that a second one is better than a queue.
            EnableMultipleHttp2Connections = true,
            UseCookies = false,
        };

        // Brotli and zlib would be a fifteenth of a native program: that one takes answers as they are.
        if (RuntimeFeature.IsDynamicCodeSupported)
            handler.AutomaticDecompression = System.Net.DecompressionMethods.All;
        return handler;
    }
}
