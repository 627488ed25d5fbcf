using System.Globalization;
using System.Net.Http.Headers;

namespace SdkGen.Transport;

/// <summary>Reads what an answer's headers say about limits, in the forms in use: <c>x-ratelimit-…</c> of OpenAI and those that follow it, <c>anthropic-ratelimit-…</c>, Mistral's by request and by size, Cohere's for trial keys.</summary>
internal static class RateLimitHeaders
{
    private static readonly Names[] s_requests =
    [
        new("x-ratelimit-limit-requests", "x-ratelimit-remaining-requests", "x-ratelimit-reset-requests"),
        Anthropic("requests"),
        new("x-ratelimit-limit-requests-minute", "x-ratelimit-remaining-requests-minute", "x-ratelimit-reset-requests-minute"),
        new("x-ratelimit-limit-req-minute", "x-ratelimit-remaining-req-minute", "x-ratelimit-reset-req-minute"),
        new("x-trial-endpoint-call-limit", "x-trial-endpoint-call-remaining", "x-trial-endpoint-call-reset"),
        new("x-ratelimit-limit-requests-day", "x-ratelimit-remaining-requests-day", "x-ratelimit-reset-requests-day"),
        new("x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"),
    ];

    private static readonly Names[] s_tokens =
    [
        new("x-ratelimit-limit-tokens", "x-ratelimit-remaining-tokens", "x-ratelimit-reset-tokens"),
        Anthropic("tokens"),
        new("x-ratelimit-limit-tokens-minute", "x-ratelimit-remaining-tokens-minute", "x-ratelimit-reset-tokens-minute"),
        new("x-ratelimitbysize-limit-minute", "x-ratelimitbysize-remaining-minute", "ratelimitbysize-reset"),
        new("ratelimitbysize-limit", "ratelimitbysize-remaining", "ratelimitbysize-reset"),
    ];

    private static readonly Names[] s_inputTokens = [Anthropic("input-tokens")];
    private static readonly Names[] s_outputTokens = [Anthropic("output-tokens")];

    /// <returns>Null where the headers say nothing.</returns>
    public static RateLimitStatus? Read(HttpResponseHeaders headers, DateTimeOffset now)
    {
        var status = new RateLimitStatus(now)
        {
            Requests = Window(headers, s_requests, now),
            Tokens = Window(headers, s_tokens, now),
            InputTokens = Window(headers, s_inputTokens, now),
            OutputTokens = Window(headers, s_outputTokens, now),
        };
        return status is { Requests: null, Tokens: null, InputTokens: null, OutputTokens: null } ? null : status;
    }

    /// <summary>A span of time as a header writes it: <c>6m0s</c>, <c>12ms</c>, seconds, a date of RFC 3339, or seconds or milliseconds since 1970.</summary>
    public static TimeSpan? Span(string text, DateTimeOffset now)
    {
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return number switch
            {
                < 1e9 => TimeSpan.FromSeconds(number),
                < 1e12 => Until(DateTimeOffset.FromUnixTimeSeconds((long)number), now),
                < 1e14 => Until(DateTimeOffset.FromUnixTimeMilliseconds((long)number), now),
                _ => null,
            };
        }

        if (text.Contains('T', StringComparison.Ordinal))
            return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? Until(date, now) : null;
        return Duration(text);
    }

    private static TimeSpan? Duration(ReadOnlySpan<char> text)
    {
        double seconds = 0;
        while (!text.IsEmpty)
        {
            var digits = text.IndexOfAnyExcept("0123456789.");
            if (digits <= 0 || !double.TryParse(text[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
                return null;
            text = text[digits..];
            var letters = text.IndexOfAny("0123456789.");
            var unit = letters < 0 ? text : text[..letters];
            double? factor = unit switch
            {
                "ms" => 0.001,
                "s" => 1,
                "m" => 60,
                "h" => 3600,
                "d" => 86400,
                _ => null,
            };
            if (factor is null || (seconds += value * factor.Value) > 1e9)
                return null;
            text = text[unit.Length..];
        }

        return TimeSpan.FromSeconds(seconds);
    }

    private static TimeSpan Until(DateTimeOffset date, DateTimeOffset now) => date > now ? date - now : TimeSpan.Zero;

    private static RateLimitWindow? Window(HttpResponseHeaders headers, Names[] forms, DateTimeOffset now)
    {
        foreach (var names in forms)
        {
            if (Number(headers, names.Remaining) is { } remaining)
                return new(Number(headers, names.Limit), remaining, headers.NonValidated.TryGetValues(names.Reset, out var reset) ? Span(reset.ToString(), now) : null);
        }

        return null;
    }

    private static long? Number(HttpResponseHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) && double.TryParse(values.ToString(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number is >= 0 and < long.MaxValue ? (long)number : null;

    private static Names Anthropic(string what) => new($"anthropic-ratelimit-{what}-limit", $"anthropic-ratelimit-{what}-remaining", $"anthropic-ratelimit-{what}-reset");

    private sealed record Names(string Limit, string Remaining, string Reset);
}
