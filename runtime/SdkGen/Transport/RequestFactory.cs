using System.Collections.Concurrent;

namespace SdkGen.Transport;

/// <summary>Makes the HTTP requests of one account: address, authentication, headers.</summary>
internal sealed class RequestFactory
{
    private readonly ConcurrentDictionary<string, Uri> _addresses = new(StringComparer.Ordinal);
    private readonly List<KeyValuePair<string, string>> _headers = [];
    private readonly string _prefix;
    private readonly string _query;
    private string? _secretQuery;

    public RequestFactory(ProviderProfile profile, ProviderOptions options)
    {
        var address = string.IsNullOrWhiteSpace(options.BaseUrl) ? profile.BaseUrl : options.BaseUrl.Trim();
        if (address.Length == 0)
        {
            throw new ArgumentException(
                $"Every account at {profile.Name} has an address of its own: set BaseUrl, Llm:{profile.SectionName}:BaseUrl or {profile.BaseUrlVariable}.", nameof(options));
        }

        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            throw new ArgumentException($"The base URL of {profile.Name} is '{address}', which is no absolute http or https address.", nameof(options));

        // A query in the base URL (an API version) belongs behind the operation's path.
        _prefix = uri.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/";
        _query = uri.Query.TrimStart('?');
        BaseUrl = new Uri(_prefix);

        foreach (var header in profile.Headers)
            _headers.Add(header);
        foreach (var (setting, header) in profile.AccountHeaders)
        {
            if (Setting(options, setting) is { Length: > 0 } value)
                _headers.Add(new(header, value));
        }

        if (options.ApiKey?.Trim() is { Length: > 0 } key)
            Authenticate(profile, key);
    }

    public Uri BaseUrl { get; }

    public HttpRequestMessage Create(HttpMethod method, string path, HttpContent? content)
    {
        var request = new HttpRequestMessage(method, _addresses.GetOrAdd(path, static (path, self) => self.Address(path), this)) { Content = content };
        foreach (var (name, value) in _headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    private static string? Setting(ProviderOptions options, string name) => name switch
    {
        "organization" => options.Organization,
        "project" => options.Project,
        _ => null,
    };

    private void Authenticate(ProviderProfile profile, string key)
    {
        if (key.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            throw new ArgumentException($"The API key of {profile.Name} holds a character that cannot stand in a header. Was it copied with a line break?", nameof(key));
        switch (profile.Auth)
        {
            case AuthScheme.Bearer:
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

    private Uri Address(string path)
    {
        var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        var address = _prefix + path;
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
