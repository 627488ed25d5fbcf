using System.Collections.Concurrent;
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
    private readonly RateLimitMonitor? _all;
    private readonly string _model;
    private readonly ConcurrentDictionary<string, RateLimitStatus> _models = new(StringComparer.Ordinal);
    private volatile RateLimitStatus? _latest;

    internal RateLimitMonitor(ProviderProfile profile, ProviderOptions options, Uri baseUrl, TimeProvider time)
    {
        _time = time;
        _account = new Lazy<string>(() => NameOf(profile, options, baseUrl));
        _model = "";
    }

    /// <param name="all">The monitor of the account, which hears what this one reads.</param>
    /// <param name="model">The model.</param>
    internal RateLimitMonitor(RateLimitMonitor all, string model)
    {
        (_time, _account, _all, _model) = (all._time, all._account, all._all ?? all, model);
    }

    /// <summary>Names the account, the same in every process that uses it: the provider, and a number made of its address and key from which neither can be found.</summary>
    public string Account => _account.Value;

    /// <summary>What the last answer with rate-limit headers said; null before the first, and for services that report nothing.</summary>
    public RateLimitStatus? Latest => _latest;

    /// <summary>Somebody has asked for it, or for the account's; until then answers are not looked at.</summary>
    internal bool IsWatched
    {
        get => field || _all is { IsWatched: true };
        set;
    }

    internal void Note(HttpResponseHeaders headers)
    {
        if (!IsWatched || RateLimitHeaders.Read(headers, _time.GetUtcNow()) is not { } status)
            return;
        _latest = status;
        (_all ?? this)._models[_model] = status;
    }

    /// <summary>Of what was read for the account's models and still holds, that of the model with the least left; null where nothing was read.</summary>
    /// <returns>The model's id, empty for requests that ask none, and its status.</returns>
    internal (string Model, RateLimitStatus Status)? Tightest()
    {
        var now = _time.GetUtcNow();
        (string, RateLimitStatus)? tightest = null;
        var least = double.PositiveInfinity;
        foreach (var (model, status) in _models)
        {
            if (status.ShareLeft(now) is { } left && left < least)
                (tightest, least) = ((model, status), left);
        }

        return tightest;
    }

    private static string NameOf(ProviderProfile profile, ProviderOptions options, Uri baseUrl)
    {
        var text = string.Join('\n', baseUrl.AbsoluteUri, options.ApiKey, options.Organization, options.Project);
        return $"{profile.Id}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 6))}";
    }
}
