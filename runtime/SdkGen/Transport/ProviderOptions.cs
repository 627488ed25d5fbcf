using System.Diagnostics;
using System.Text.Json.Serialization;

namespace SdkGen.Transport;

/// <summary>One account at a provider.</summary>
/// <remarks>
/// Read when the account is first used: from the section <c>Llm:{Provider}</c> (a named account: <c>Llm:{Provider}:{account}</c>) of the application's configuration,
/// what that leaves open from the provider's environment variables (default account only), and last from the code that adds the provider.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class ProviderOptions
{
    internal const int DefaultMaxEventLength = 256 * 1024 * 1024;

    /// <summary>A buffer that doubles holds no more than this much and a new part of it.</summary>
    internal const int LargestMaxEventLength = 512 * 1024 * 1024;

    /// <summary>The API key. Never written to logs or messages.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    [JsonIgnore]
    public string? ApiKey { get; set; }

    /// <summary>Where requests go; null means the provider's own address. A user and a password that stand in it are left out: no request carries them.</summary>
    public string? BaseUrl
    {
        get;
        set => field = value is null ? null : RequestFactory.WithoutUser(value);
    }

    /// <summary>The organisation that pays, where the provider knows organisations.</summary>
    public string? Organization { get; set; }

    /// <summary>The project, where the provider knows projects.</summary>
    public string? Project { get; set; }

    /// <summary>
    /// How long to wait until an answer begins; ten minutes unless set. An answer in one piece then has the same time to arrive; a stream that has begun
    /// may go on for longer, and waits for its next event until the caller cancels.
    /// </summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a connection to the service may take to be made; 15 seconds unless set. A connection that is there already is used again.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Most bytes of one event of a stream, and of an answer in one piece: 256 MB unless set, 512 MB at most. What goes on beyond it is cut off and ends as
    /// <see cref="LlmErrorKind.InvalidResponse"/>, so that no service can fill the memory.
    /// </summary>
    public int MaxEventLength { get; set; } = DefaultMaxEventLength;

    /// <summary>
    /// Gets the token that is sent as <c>Authorization: Bearer</c> in the place of a key: of Entra ID, of Google Cloud. Asked before every request, so it keeps a
    /// token for as long as that is good.
    /// </summary>
    [JsonIgnore]
    public Func<CancellationToken, ValueTask<string>>? AccessToken { get; set; }

    /// <summary>
    /// Gets the keys that sign requests to AWS, in the place of those in <see cref="Settings"/>: for keys that change, of a role or of an instance. Asked before every
    /// request, so it keeps keys for as long as they are good. Not asked where <see cref="ApiKey"/> is set.
    /// </summary>
    [JsonIgnore]
    public Func<CancellationToken, ValueTask<AwsCredentials>>? AwsCredentials { get; set; }

    /// <summary>
    /// Whether generated tools go with the schema that the service enforces (strict mode), where neither the tool nor the options of a request say it by
    /// <c>AdditionalProperties["strict"]</c>; null leaves it to the provider. Read by the protocols of OpenAI.
    /// </summary>
    public bool? StrictTools { get; set; }

    /// <summary>Which protocol to speak where the provider has several, for example <c>openai-responses</c>; null leaves it to the model.</summary>
    public string? Dialect { get; set; }

    /// <summary>What happens to parameters of requests that the model is known to refuse; null leaves it to <see cref="LlmBuilder.OnUnsupportedParameter"/>, else they are refused.</summary>
    public UnsupportedParameterAction? OnUnsupportedParameter { get; set; }

    /// <summary>What happens to requests to a model that the provider's spec does not list; null leaves it to <see cref="LlmBuilder.OnUnknownModel"/>, else they are sent.</summary>
    public UnknownModelAction? OnUnknownModel { get; set; }

    /// <summary>
    /// Streams over WebSockets that stay open from one request to the next, which saves a handshake and some latency; false unless set. Read by the Responses protocol. Where no
    /// WebSocket can be opened, requests go over HTTP, for ten minutes at least. A native program (NativeAOT) sets it in code: it has WebSockets only where its code asks for them.
    /// </summary>
    public bool WebSocket
    {
        get => SocketHandler is not null;
        set => SocketHandler = value ? static (options, time) => new WebSocketHandler(options, time) : null;
    }

    /// <summary>Makes the handler that streams over WebSockets; null where the account wants none.</summary>
    internal Func<Func<ProviderOptions>, TimeProvider, DelegatingHandler>? SocketHandler { get; set; }

    /// <summary>What else the provider asks of an account, by the names that its spec lists, for example <c>region</c>; upper and lower case alike.</summary>
    [JsonIgnore]
    public IDictionary<string, string> Settings { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Other places that serve the same models: they are asked, in this order, where this one fails before it has said anything. In configuration
    /// <c>"Backups": [{ "Endpoint": "https://…", "ApiKey": "…" }]</c>.
    /// </summary>
    public IList<ProviderBackup> Backups { get; } = [];

    /// <summary>When a request goes to one of <see cref="Backups"/>.</summary>
    public FailoverOptions Failover { get; } = new();

    /// <summary>Where requests go, and whether there is a key; never the key.</summary>
    public override string ToString() => $"{BaseUrl ?? "the provider's address"}, {(string.IsNullOrWhiteSpace(ApiKey) ? "no key" : "with a key")}";

    /// <summary>Whether configuration says nothing new. What code gives by callbacks does not change with it.</summary>
    internal bool SaysTheSameAs(ProviderOptions other) =>
        (ApiKey, BaseUrl, Organization, Project, Dialect, StrictTools, WebSocket, OnUnsupportedParameter, OnUnknownModel, Timeout, ConnectTimeout, MaxEventLength)
            == (other.ApiKey, other.BaseUrl, other.Organization, other.Project, other.Dialect, other.StrictTools, other.WebSocket, other.OnUnsupportedParameter, other.OnUnknownModel, other.Timeout, other.ConnectTimeout, other.MaxEventLength)
        && Same(Settings, other.Settings)
        && SameBackups(other);

    private bool SameBackups(ProviderOptions other)
    {
        if (Backups.Count != other.Backups.Count)
            return false;
        for (var i = 0; i < Backups.Count; i++)
        {
            var (left, right) = (Backups[i], other.Backups[i]);
            if (left.BaseUrl != right.BaseUrl || left.ApiKey != right.ApiKey || !Same(left.Settings, right.Settings))
                return false;
        }

        return true;
    }

    private static bool Same(IDictionary<string, string> left, IDictionary<string, string> right) =>
        left.Count == right.Count && left.All(pair => right.TryGetValue(pair.Key, out var value) && value == pair.Value);
}

/// <summary>Another place that serves the models of an account. What it leaves open is the account's: the key, the settings with the deployment among them, the timeouts.</summary>
/// <param name="baseUrl">Where requests go.</param>
public sealed class ProviderBackup(string baseUrl)
{
    /// <summary>Where requests go.</summary>
    public string BaseUrl { get; } = RequestFactory.WithoutUser(baseUrl);

    /// <summary>The API key; null means the account's. Never written to logs or messages.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    [JsonIgnore]
    public string? ApiKey { get; set; }

    /// <summary>Settings that differ from the account's, by the names that the provider's spec lists.</summary>
    [JsonIgnore]
    public IDictionary<string, string> Settings { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The account as it is at this place.</summary>
    internal ProviderOptions Over(ProviderOptions account)
    {
        var options = new ProviderOptions
        {
            ApiKey = ApiKey ?? account.ApiKey,
            BaseUrl = BaseUrl,
            Organization = account.Organization,
            Project = account.Project,
            Timeout = account.Timeout,
            ConnectTimeout = account.ConnectTimeout,
            MaxEventLength = account.MaxEventLength,

            // A key of one's own is meant to be used.
            AccessToken = ApiKey is null ? account.AccessToken : null,
            AwsCredentials = ApiKey is null ? account.AwsCredentials : null,
            StrictTools = account.StrictTools,
            SocketHandler = account.SocketHandler,
            OnUnsupportedParameter = account.OnUnsupportedParameter,
            OnUnknownModel = account.OnUnknownModel,
            Dialect = account.Dialect,
        };
        foreach (var (name, value) in account.Settings)
            options.Settings[name] = value;
        foreach (var (name, value) in Settings)
            options.Settings[name] = value;
        return options;
    }
}
