using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace SdkGen.Transport;

/// <summary>Makes the HTTP requests of one account: address, authentication, headers.</summary>
internal sealed class RequestFactory
{
    // Addresses are few, but for those that name a page of a list.
    private const int MostAddresses = 256;

    private readonly ConcurrentDictionary<string, Uri> _addresses = new(StringComparer.Ordinal);
    private readonly List<KeyValuePair<string, string>> _headers = [];
    private readonly ProviderProfile _profile;
    private readonly ProviderOptions _options;
    private readonly string _prefix;
    private readonly string _query;
    private string? _secretQuery;
    private (string? Last, string? Before) _tokens;

    public RequestFactory(ProviderProfile profile, ProviderOptions options, TimeProvider? time = null)
    {
        _profile = profile;
        _options = options;
        var address = string.IsNullOrWhiteSpace(options.BaseUrl) ? PathTemplate.Expand(profile.BaseUrl, [], Setting) : options.BaseUrl.Trim();
        if (address.Length == 0)
        {
            throw new ArgumentException(
                $"Every account at {profile.Name} has an address of its own: set BaseUrl, Llm:{profile.SectionName}:BaseUrl or {profile.BaseUrlVariable}.");
        }

        if (!IsAddress(address, out var uri))
            throw new ArgumentException($"The base URL of {profile.Name} is '{address}', which is no absolute http or https address.");

        // A query in the base URL (an API version) belongs behind the operation's path.
        _prefix = uri.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/";
        _query = uri.Query.TrimStart('?');
        BaseUrl = new Uri(_prefix);

        foreach (var header in profile.Headers)
            _headers.Add(header);
        foreach (var (setting, header) in profile.AccountHeaders)
        {
            if (Setting(setting) is { Length: > 0 } value)
                _headers.Add(new(header, value));
        }

        if (options.AccessToken is null && options.ApiKey?.Trim() is { Length: > 0 } key)
            Authenticate(profile, key);
        else if (options.AccessToken is null && profile.Auth == AuthScheme.AwsSigV4)
            Signer = new AwsSigner(profile, options, time ?? TimeProvider.System);
    }

    /// <summary>Signs requests; null where they are proved in another way.</summary>
    public AwsSigner? Signer { get; }

    /// <summary>Secrets that change and must not appear in any text: the keys of signatures, and the last two tokens, for a request may still be under way with the older one.</summary>
    public IEnumerable<string?> Secrets => [.. Signer?.Secrets ?? [], _tokens.Last, _tokens.Before];

    public Uri BaseUrl { get; }

    /// <summary>Each request has to be proved by <see cref="AuthorizeAsync"/>.</summary>
    public bool AuthorizesEach => _options.AccessToken is not null || Signer is not null;

    /// <summary>Whether a text is an address that requests can go to.</summary>
    public static bool IsAddress(string text, [NotNullWhen(true)] out Uri? address) => Uri.TryCreate(text.Trim(), UriKind.Absolute, out address) && address.Scheme is "http" or "https";

    /// <summary>An address without the user and the password that stand in it: no request carries them, and no text shows them.</summary>
    public static string WithoutUser(string address)
    {
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        var start = scheme < 0 ? 0 : scheme + "://".Length;

        // Of what is no address, nobody knows where a password ends.
        var end = IsAddress(address, out _) ? address.AsSpan(start).IndexOfAny('/', '?', '#') : -1;
        var user = (end < 0 ? address.AsSpan(start) : address.AsSpan(start, end)).LastIndexOf('@');
        return user < 0 ? address : address.Remove(start, user + 1);
    }

    /// <summary>Whether a key can stand in a header.</summary>
    public static bool FitsHeader(string key) => !key.AsSpan().ContainsAnyExceptInRange(' ', '~');

    /// <summary>The path of an operation: the dialect's, or the provider's own in its place, with its values filled in.</summary>
    public string Path(string operation, string template, ReadOnlySpan<(string Name, string? Value)> values)
    {
        if (_profile.Paths.Count > 0 && _profile.Paths.TryGetValue(operation, out var own))
            template = own;
        var path = template.Contains('{', StringComparison.Ordinal) ? PathTemplate.Expand(template, values, Setting) : template;

        // An operation may lie on another host. An account with an address of its own (a gateway, a test) has it there too: its key must go nowhere else.
        return IsAbsolute(path) && !string.IsNullOrWhiteSpace(_options.BaseUrl) ? new Uri(path).PathAndQuery.TrimStart('/') : path;
    }

    /// <summary>Makes a request.</summary>
    /// <param name="method">HTTP method.</param>
    /// <param name="path">Path below the base URL.</param>
    /// <param name="content">The body.</param>
    /// <param name="headers">Headers of this request alone; those without a value are left out.</param>
    public HttpRequestMessage Create(HttpMethod method, string path, HttpContent? content, IReadOnlyList<KeyValuePair<string, string?>>? headers)
    {
        if (_addresses.Count > MostAddresses)
            _addresses.Clear();
        var request = new HttpRequestMessage(method, _addresses.GetOrAdd(path, static (path, self) => self.Address(path), this))
        {
            Content = content,

            // Agreed upon while the connection is made secure; whoever knows HTTP/1.1 alone, or speaks in the clear, is spoken to by that.
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        foreach (var (name, value) in _headers)
            request.Headers.TryAddWithoutValidation(name, value);
        for (var i = 0; i < (headers?.Count ?? 0); i++)
        {
            if (headers![i] is { Value: { Length: > 0 } value } header)
                request.Headers.TryAddWithoutValidation(header.Key, value);
        }

        return request;
    }

    /// <summary>Proves who sends a request, where that takes more than a header that is always the same.</summary>
    public async ValueTask AuthorizeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (_options.AccessToken is { } ask)
        {
            var token = await ask(cancellationToken).ConfigureAwait(false);
            if (token != _tokens.Last)
                _tokens = (token, _tokens.Last);
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        }
        else if (Signer is { } signer)
            await signer.SignAsync(request, Setting(AwsSigner.Region) ?? "us-east-1", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A setting of the account; null where nobody says it.</summary>
    public string? Setting(string name)
    {
        var given = name switch
        {
            "organization" => _options.Organization,
            "project" => _options.Project,
            _ => null,
        };
        if (given is not null || _options.Settings.TryGetValue(name, out given))
            return given;
        foreach (var setting in _profile.Settings)
        {
            if (string.Equals(setting.Name, name, StringComparison.OrdinalIgnoreCase))
                return setting.Default;
        }

        return null;
    }

    private void Authenticate(ProviderProfile profile, string key)
    {
        if (!FitsHeader(key))
            throw new ArgumentException($"The API key of {profile.Name} holds a character that cannot stand in a header. Was it copied with a line break?");
        switch (profile.Auth)
        {
            case AuthScheme.Bearer or AuthScheme.AwsSigV4:
                _headers.Add(new("Authorization", "Bearer " + key));
                break;
            case AuthScheme.Header when profile.AuthName is { } name:
                _headers.Add(new(name, key));
                break;
            case AuthScheme.Query when profile.AuthName is { } name:
                _secretQuery = $"{Uri.EscapeDataString(name)}={Uri.EscapeDataString(key)}";
                break;
        }
    }

    private static bool IsAbsolute(string path) => path.StartsWith("https://", StringComparison.Ordinal);

    private Uri Address(string path)
    {
        var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        var address = IsAbsolute(path) ? path : _prefix + path;
        foreach (var query in (ReadOnlySpan<string?>)[_query, _secretQuery])
        {
            if (string.IsNullOrEmpty(query))
                continue;
            address += separator + query;
            separator = '&';
        }

        return new Uri(address);
    }
}
