using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SdkGen.Testing;

/// <summary>Makes a text that a schema accepts.</summary>
internal static class StringSample
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    /// <param name="schema">The schema of a text.</param>
    /// <param name="path">Where the text goes.</param>
    /// <param name="index">Tells texts apart that must all differ.</param>
    /// <exception cref="NotSupportedException">No text was found that fits.</exception>
    public static string Of(JsonElement schema, string path, int index)
    {
        var least = schema.TryGetProperty("minLength", out var minimum) ? minimum.GetInt32() : 0;
        var most = schema.TryGetProperty("maxLength", out var maximum) ? maximum.GetInt32() : int.MaxValue;
        var pattern = schema.TryGetProperty("pattern", out var text) ? text.GetString() : null;
        var format = schema.TryGetProperty("format", out var named) ? named.GetString() : schema.TryGetProperty("contentEncoding", out _) ? "byte" : null;
        foreach (var candidate in Candidates(format, pattern, least, index))
        {
            if (candidate.Length >= least && candidate.Length <= most && (pattern is null || Regex.IsMatch(candidate, pattern, RegexOptions.ECMAScript | RegexOptions.CultureInvariant, s_patience)))
                return candidate;
        }

        throw new NotSupportedException($"{path} is a text of {least} characters and more that fits '{pattern ?? format}', and none was found.");
    }

    private static IEnumerable<string> Candidates(string? format, string? pattern, int least, int index)
    {
        if (pattern is not null)
        {
            // Texts of growing length: a pattern may ask for fewer characters than minLength does.
            for (var more = 0; more <= 8; more++)
            {
                if (PatternSample.TryMake(pattern, more == 8 ? least : more, index) is { } made)
                    yield return made;
            }
        }

        yield return format switch
        {
            "date-time" => $"2026-01-{1 + (index % 28):00}T12:00:00Z",
            "date" => $"2026-01-{1 + (index % 28):00}",
            "time" => $"12:{index % 60:00}:00",
            "duration" => $"PT{index + 1}M",
            "email" or "idn-email" => $"test{Number(index)}@example.com",
            "uri" or "iri" or "url" => $"https://example.com/{Number(index)}",
            "uri-reference" => $"/{Number(index)}",
            "uuid" => $"00000000-0000-4000-8000-{index:x12}",
            "ipv4" => $"192.0.2.{1 + (index % 250)}",
            "ipv6" => $"2001:db8::{1 + index:x}",
            "hostname" or "idn-hostname" => $"test{Number(index)}.example.com",
            "byte" or "base64" => Convert.ToBase64String([(byte)index]),
            _ => (index == 0 ? "" : Number(index)).PadLeft(least, 'a'),
        };
        foreach (var usual in (string[])["1", "0", "a", "A", "1.0", "1.0.0", "00:01:00", "12:00:00", "0.00:01:00", "1970-01-01T00:00:00Z", "https://example.com", "AAAA"])
            yield return usual;
    }

    private static string Number(int index) => index == 0 ? "" : index.ToString(CultureInfo.InvariantCulture);
}
