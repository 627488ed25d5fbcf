using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SdkGen.Transport;

/// <summary>Signs requests by AWS Signature Version 4, in the header.</summary>
/// <remarks>
/// Signed are the host, the time, the session token and the content type: what no handler on the way may add to or change. The path is encoded once more than
/// it is sent, as every service but S3 has it: a model's <c>%3A</c> is signed as <c>%253A</c>.
/// </remarks>
internal static class AwsSignature
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>Adds the headers of a signature.</summary>
    /// <param name="request">The request, whose address and content type no longer change.</param>
    /// <param name="body">Its body.</param>
    /// <param name="credentials">Who signs.</param>
    /// <param name="region">The region that the host stands in.</param>
    /// <param name="service">The service's signing name.</param>
    /// <param name="now">The time of the signature; services refuse one that is minutes off.</param>
    public static void Sign(HttpRequestMessage request, ReadOnlySpan<byte> body, AwsCredentials credentials, string region, string service, DateTimeOffset now)
    {
        var time = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var day = time[..8];
        request.Headers.Remove("X-Amz-Date");
        request.Headers.Remove("X-Amz-Security-Token");
        request.Headers.Remove("Authorization");
        request.Headers.TryAddWithoutValidation("X-Amz-Date", time);
        if (credentials.SessionToken is { } token)
            request.Headers.TryAddWithoutValidation("X-Amz-Security-Token", token);

        var headers = SignedHeaders(request, time, credentials.SessionToken);
        var names = string.Join(';', headers.ConvertAll(header => header.Name));
        var canonical = CanonicalRequest(request, headers, names, body);
        var scope = $"{day}/{region}/{service}/aws4_request";
        var toSign = $"{Algorithm}\n{time}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var signature = Hex(HMACSHA256.HashData(Key(credentials.SecretAccessKey, day, region, service), Encoding.UTF8.GetBytes(toSign)));
        request.Headers.TryAddWithoutValidation("Authorization", $"{Algorithm} Credential={credentials.AccessKeyId}/{scope}, SignedHeaders={names}, Signature={signature}");
    }

    /// <summary>The key that signs a day's requests to one service in one region.</summary>
    internal static byte[] Key(string secret, string day, string region, string service)
    {
        var key = HMACSHA256.HashData(Encoding.UTF8.GetBytes("AWS4" + secret), Encoding.UTF8.GetBytes(day));
        foreach (var part in (ReadOnlySpan<string>)[region, service, "aws4_request"])
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        return key;
    }

    /// <summary>The request in the one form that both sides compute.</summary>
    internal static string CanonicalRequest(HttpRequestMessage request, IReadOnlyList<(string Name, string Value)> headers, string names, ReadOnlySpan<byte> body)
    {
        var text = new StringBuilder(512);
        text.Append(request.Method.Method).Append('\n');
        AppendPath(text, request.RequestUri!.AbsolutePath);
        text.Append('\n');
        AppendQuery(text, request.RequestUri.Query);
        text.Append('\n');
        foreach (var (name, value) in headers)
            text.Append(name).Append(':').Append(value).Append('\n');
        return text.Append('\n').Append(names).Append('\n').Append(Hex(SHA256.HashData(body))).ToString();
    }

    private static List<(string Name, string Value)> SignedHeaders(HttpRequestMessage request, string time, string? token)
    {
        // In the order of their names, which the canonical form asks for.
        var headers = new List<(string Name, string Value)>(4);
        if (request.Content?.Headers.ContentType is { } contentType)
            headers.Add(("content-type", contentType.ToString()));
        headers.Add(("host", Host(request.RequestUri!)));
        headers.Add(("x-amz-date", time));
        if (token is not null)
            headers.Add(("x-amz-security-token", token));
        return headers;
    }

    /// <summary>The host as the HTTP client names it.</summary>
    private static string Host(Uri address)
    {
        var host = address.HostNameType == UriHostNameType.IPv6 ? address.Host : address.IdnHost;
        return address.IsDefaultPort ? host : string.Create(CultureInfo.InvariantCulture, $"{host}:{address.Port}");
    }

    private static void AppendPath(StringBuilder text, string path)
    {
        foreach (var segment in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
            text.Append('/').Append(Uri.EscapeDataString(segment));
        if (path.EndsWith('/'))
            text.Append('/');
    }

    private static void AppendQuery(StringBuilder text, string query)
    {
        var pairs = new List<(string Name, string Value)>();
        foreach (var pair in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            pairs.Add(equals < 0 ? (Encoded(pair), "") : (Encoded(pair[..equals]), Encoded(pair[(equals + 1)..])));
        }

        pairs.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name) is var byName && byName != 0 ? byName : string.CompareOrdinal(left.Value, right.Value));
        text.AppendJoin('&', pairs.ConvertAll(pair => $"{pair.Name}={pair.Value}"));
    }

    /// <summary>Encoded exactly once, whatever the address had left as it was.</summary>
    private static string Encoded(string part) => Uri.EscapeDataString(Uri.UnescapeDataString(part));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
