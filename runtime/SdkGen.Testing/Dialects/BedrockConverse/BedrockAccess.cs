using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SdkGen.Testing.Dialects.BedrockConverse;

/// <summary>What is refused before a body is read: who asks, by a key or by a signature.</summary>
internal static class BedrockAccess
{
    private const string Algorithm = "AWS4-HMAC-SHA256 ";
    private static readonly TimeSpan s_skew = TimeSpan.FromMinutes(5);

    public static BedrockError? Judge(RecordedRequest request, LlmEmulator emulator)
    {
        var authorization = request.Headers.GetValueOrDefault("Authorization") ?? "";
        if (authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            var key = authorization["Bearer ".Length..].Trim();
            return key.Length > 0 && (emulator.ApiKey is null || emulator.ApiKey == key) ? null : new(403, "AccessDeniedException", "Authentication failed: Please make sure your API Key is valid.");
        }

        return authorization.StartsWith(Algorithm, StringComparison.Ordinal)
            ? JudgeSignature(request, emulator, authorization[Algorithm.Length..])
            : new(403, "MissingAuthenticationTokenException", "Missing Authentication Token");
    }

    private static BedrockError? JudgeSignature(RecordedRequest request, LlmEmulator emulator, string authorization)
    {
        var parts = authorization.Split(',', StringSplitOptions.TrimEntries).Select(part => part.Split('=', 2)).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);
        var scope = (parts.GetValueOrDefault("Credential") ?? "").Split('/');
        var names = (parts.GetValueOrDefault("SignedHeaders") ?? "").Split(';');
        var signature = parts.GetValueOrDefault("Signature") ?? "";
        var time = request.Headers.GetValueOrDefault("X-Amz-Date") ?? "";
        if (scope.Length != 5 || signature.Length != 64 || scope[4] != "aws4_request" || !names.Contains("host") || !names.Contains("x-amz-date"))
            return new(403, "IncompleteSignatureException", "Authorization header requires 'Credential', 'SignedHeaders' and 'Signature' parameters, and a scope of key, date, region, service and 'aws4_request'.");
        if (scope[3] != "bedrock")
            return new(403, "InvalidSignatureException", "Credential should be scoped to correct service: 'bedrock'.");
        if (!DateTimeOffset.TryParseExact(time, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var signed) || !time.StartsWith(scope[1], StringComparison.Ordinal))
            return new(403, "InvalidSignatureException", "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP.");
        if ((emulator.Time.GetUtcNow() - signed).Duration() > s_skew)
            return new(403, "InvalidSignatureException", $"Signature expired: {time} is too far from the time of the service.");
        if (emulator.AwsKeys.Count == 0)
            return null;
        if (!emulator.AwsKeys.TryGetValue(scope[0], out var secret))
            return new(403, "UnrecognizedClientException", "The security token included in the request is invalid.");
        var expected = Sign(request, names, time, scope, secret);
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(signature))
            ? null
            : new(403, "InvalidSignatureException", "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.");
    }

    private static string Sign(RecordedRequest request, string[] names, string time, string[] scope, string secret)
    {
        // The path as it was sent, each piece encoded once more.
        var path = string.Join('/', request.PathWithoutQuery.Split('/').Select(Uri.EscapeDataString));
        var query = request.Path.Contains('?', StringComparison.Ordinal) ? request.Path[(request.Path.IndexOf('?', StringComparison.Ordinal) + 1)..] : "";
        var pairs = string.Join('&', query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Contains('=', StringComparison.Ordinal) ? pair : pair + "=").Order(StringComparer.Ordinal));
        var headers = string.Concat(names.Select(name => $"{name}:{(request.Headers.GetValueOrDefault(name) ?? "").Trim()}\n"));
        var canonical = $"{request.Method}\n{path}\n{pairs}\n{headers}\n{string.Join(';', names)}\n{Hex(SHA256.HashData(request.Body.Span))}";
        var text = $"AWS4-HMAC-SHA256\n{time}\n{string.Join('/', scope[1..])}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = scope[1..].Aggregate(Encoding.UTF8.GetBytes("AWS4" + secret), (key, part) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part)));
        return Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
