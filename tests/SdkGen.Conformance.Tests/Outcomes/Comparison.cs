using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SdkGen.Conformance.Tests.Outcomes;

/// <summary>Holds an <see cref="Outcome"/> against <c>expected.json</c>, field by field.</summary>
public sealed class Comparison
{
    private readonly List<string> _differences = [];
    private readonly JsonElement _expected;

    private Comparison(JsonElement expected) => _expected = expected;

    /// <summary>Every field that differs, with both values; empty where all are equal.</summary>
    public static IReadOnlyList<string> Differences(JsonElement expected, Outcome actual)
    {
        var comparison = new Comparison(expected);
        comparison.Compare(actual);
        return comparison._differences;
    }

    private void Compare(Outcome actual)
    {
        if (_expected.TryGetProperty("embeddings", out _) || _expected.TryGetProperty("models", out _) || _expected.TryGetProperty("countTokens", out _) || !_expected.TryGetProperty("text", out _))
        {
            CompareOther(actual);
            return;
        }

        Same("text", Text("text"), actual.Text ?? "");
        Same("reasoning", Text("reasoning"), actual.Reasoning ?? "");
        Same("refusal", Text("refusal"), actual.Refusal ?? "");
        CompareSignatures(actual.Signatures);
        CompareToolCalls(actual.ToolCalls);
        Same("serverToolCalls.length", _expected.GetProperty("serverToolCalls").GetArrayLength(), actual.ServerToolCalls.Count);
        CompareCitations(actual.Citations);
        CompareFinish(actual.Finish);
        Same("model", Nullable("model"), actual.Model);
        Same("responseId", Nullable("responseId"), actual.ResponseId);
        CompareUsage(actual.Usage);
        CompareError(actual.Error);
        if (actual.Error is null && Nullable("requestId") is { } requestId)
            Same("requestId", requestId, actual.RequestId);
    }

    /// <summary>Embeddings, models and counts of tokens.</summary>
    private void CompareOther(Outcome actual)
    {
        CompareError(actual.Error);
        if (_expected.TryGetProperty("embeddings", out var embeddings) && embeddings.ValueKind == JsonValueKind.Object)
        {
            Same("embeddings.count", embeddings.GetProperty("count").GetInt32(), actual.Embeddings?.Count);
            Same("embeddings.dimensions", embeddings.GetProperty("dimensions").GetInt32(), actual.Embeddings is [var counted, ..] ? counted.Length : null);
            var vector = actual.Embeddings is [var found, ..] ? found : default;
            var first = embeddings.GetProperty("first3").EnumerateArray().Select(value => value.GetSingle()).ToArray();
            for (var i = 0; i < first.Length; i++)
                Same($"embeddings.first3[{i}]", first[i], i < vector.Length ? vector.Span[i] : null);
            if (_expected.TryGetProperty("usage", out var usage) && usage.ValueKind == JsonValueKind.Object && usage.GetProperty("input") is { ValueKind: JsonValueKind.Number } input)
                Same("usage.input", input.GetInt64(), actual.Usage?.Input);
        }

        if (_expected.TryGetProperty("models", out var models) && models.ValueKind == JsonValueKind.Array)
        {
            Same("models", string.Join(" ", models.EnumerateArray().Select(model => model.GetString())), string.Join(" ", actual.Models ?? []));
            Same("nextPage", Nullable("nextPage"), actual.NextPage);
        }

        if (_expected.TryGetProperty("countTokens", out var count) && count.ValueKind == JsonValueKind.Number)
            Same("countTokens", count.GetInt64(), actual.CountTokens);
    }

    private void CompareSignatures(IReadOnlyList<string> actual)
    {
        // OpenAI encrypts anew for the last event of a stream: either list is right.
        var found = string.Join(" ", actual.Select(Digest));
        if (_expected.TryGetProperty("signaturesAlt", out var other) && other.ValueKind == JsonValueKind.Array && found == Expected(other))
            return;
        Same("signatures", Expected(_expected.GetProperty("signatures")), found);

        static string Expected(JsonElement signatures) => string.Join(" ", signatures.EnumerateArray().Select(signature =>
            signature.ValueKind == JsonValueKind.String ? Digest(signature.GetString()!) : signature.GetProperty("sha256").GetString()));

        static string Digest(string signature) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(signature)));
    }

    private void CompareToolCalls(IReadOnlyList<ToolCallOutcome> actual)
    {
        var expected = _expected.GetProperty("toolCalls").EnumerateArray().ToList();
        Same("toolCalls.length", expected.Count, actual.Count);
        for (var i = 0; i < Math.Min(expected.Count, actual.Count); i++)
        {
            if (expected[i].GetProperty("id").GetString() is { } id)
                Same($"toolCalls[{i}].id", id, actual[i].Id);
            else if (string.IsNullOrEmpty(actual[i].Id))
                Differ($"toolCalls[{i}].id", "one made up", "none");
            Same($"toolCalls[{i}].name", expected[i].GetProperty("name").GetString(), actual[i].Name);
            Same($"toolCalls[{i}].custom", expected[i].TryGetProperty("custom", out var custom) && custom.GetBoolean(), actual[i].IsCustom);
            var arguments = expected[i].TryGetProperty("arguments", out var value) && IsSomething(value) ? JsonNode.Parse(value.GetRawText()) : new JsonObject();
            if (!JsonNode.DeepEquals(arguments, actual[i].Arguments))
                Differ($"toolCalls[{i}].arguments", arguments?.ToJsonString(), actual[i].Arguments.ToJsonString());
        }

        static bool IsSomething(JsonElement value) => value.ValueKind != JsonValueKind.Null && !(value.ValueKind == JsonValueKind.String && value.ValueEquals(""));
    }

    private void CompareCitations(IReadOnlyList<(string? Url, string? Title)> actual)
    {
        var expected = _expected.GetProperty("citations").EnumerateArray().Select(citation => Name(Member(citation, "url"), Member(citation, "title"))).ToHashSet();

        // What has neither is left out there: a place in the text, or a document without a title.
        var found = actual.Where(citation => (citation.Url ?? citation.Title) is not null).Select(citation => Name(citation.Url, citation.Title)).ToHashSet();
        Same("citations", string.Join("; ", expected.Order(StringComparer.Ordinal)), string.Join("; ", found.Order(StringComparer.Ordinal)));

        static string? Member(JsonElement citation, string name) => citation.TryGetProperty(name, out var value) ? value.GetString() : null;
        static string Name(string? url, string? title) => $"{url} \"{title}\"";
    }

    private void CompareFinish(string? actual)
    {
        // Reasons outside the table are kept in the provider's own word.
        var expected = Nullable("finish") is { } finish && finish.StartsWith("other:", StringComparison.Ordinal) ? finish["other:".Length..] : Nullable("finish");
        var accepted = _expected.TryGetProperty("finishAlsoAccept", out var also) ? also.EnumerateArray().Select(reason => reason.GetString()) : [];
        if (actual != expected && !accepted.Contains(actual))
            Differ("finish", expected, actual);
    }

    private void CompareUsage(UsageOutcome? actual)
    {
        var expected = _expected.GetProperty("usage");
        if (expected.ValueKind == JsonValueKind.Null)
        {
            Same("usage", null, actual);
            return;
        }

        Same("usage.input", Count("input"), actual?.Input);
        Same("usage.cachedInput", Count("cachedInput"), actual?.CachedInput);
        Same("usage.cacheWrite", Count("cacheWrite"), actual?.CacheWrite);
        Same("usage.output", Count("output"), actual?.Output);
        Same("usage.reasoning", Count("reasoning"), actual?.Reasoning);
        if (Count("total") is { } total)
            Same("usage.total", total, actual?.Total);

        long? Count(string name) => expected.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : null;
    }

    private void CompareError(ErrorOutcome? actual)
    {
        var expected = _expected.GetProperty("error");
        if (expected.ValueKind == JsonValueKind.Null || actual is null)
        {
            Same("error", expected.ValueKind == JsonValueKind.Null ? null : expected.GetRawText(), actual?.ToString());
            return;
        }

        var accepted = expected.TryGetProperty("alsoAccept", out var also) ? also.EnumerateArray().Select(kind => kind.GetString()) : [];
        if (actual.Kind != expected.GetProperty("kind").GetString() && !accepted.Contains(actual.Kind))
            Differ("error.kind", expected.GetProperty("kind").GetString(), actual.Kind);
        Same("error.message", expected.GetProperty("message").GetString(), actual.Message);
        Same("error.code", expected.GetProperty("code").ToString() is { Length: > 0 } code ? code : null, actual.Code);
        Same("error.requestId", expected.GetProperty("requestId").GetString(), actual.RequestId);
        var wait = expected.GetProperty("retryAfterSeconds");
        Same("error.retryAfterSeconds", wait.ValueKind == JsonValueKind.Number ? wait.GetDouble() : null, actual.RetryAfterSeconds);
    }

    private string Text(string name) => Nullable(name) ?? "";

    private string? Nullable(string name) => _expected.TryGetProperty(name, out var value) ? value.GetString() : null;

    private void Same(string field, object? expected, object? actual)
    {
        if (!Equals(Normal(expected), Normal(actual)))
            Differ(field, expected, actual);

        static object? Normal(object? value) => value is int number ? (long)number : value;
    }

    private void Differ(string field, object? expected, object? actual) => _differences.Add($"{field}: expected {Show(expected)}, read {Show(actual)}");

    private static string Show(object? value) => value switch
    {
        null => "nothing",
        string text => $"\"{text}\"",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
