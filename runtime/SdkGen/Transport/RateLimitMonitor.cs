using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace SdkGen.Transport;

/// <summary>
/// What the service said last about an account's limits for a model. A service of the chat clients of every provider:
/// <c>chat.GetService&lt;RateLimitMonitor&gt;()?.Latest</c>.
/// </summary>
public sealed class RateLimitMonitor
{
    private readonly TimeProvider _time;
    private readonly Lazy<string> _account;
    private volatile RateLimitStatus? _latest;

    internal RateLimitMonitor(ProviderProfile profile, ProviderOptions options, Uri baseUrl, TimeProvider time)
    {
        _time = time;
        _account = new Lazy<string>(() => NameOf(profile, options, baseUrl));
    }

    /// <summary>Names the account, the same in every process that uses it: the provider, and a number made of its address and key from which neither can be found.</summary>
    public string Account => _account.Value;

    /// <summary>What the last answer with rate-limit headers said; null before the first, and for services that report nothing.</summary>
    public RateLimitStatus? Latest => _latest;

    /// <summary>Somebody has asked for it; until then answers are not looked at.</summary>
    internal bool IsWatched { get; set; }

    internal void Note(HttpResponseHeaders headers)
    {
        if (IsWatched && RateLimitHeaders.Read(headers, _time.GetUtcNow()) is { } status)
            _latest = status;
    }

    private static string NameOf(ProviderProfile profile, ProviderOptions options, Uri baseUrl)
    {
        var text = string.Join('\n', baseUrl.AbsoluteUri, options.ApiKey, options.Organization, options.Project);
        return $"{profile.Id}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 6))}";
    }
}
