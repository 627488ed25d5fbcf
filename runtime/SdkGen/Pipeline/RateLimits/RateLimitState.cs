using System.Text;
using System.Text.Json;
using SdkGen.Transport;

namespace SdkGen;

/// <summary>How much of a limit is left: of what the application allows, and of what the service says of itself. A store keeps it as text.</summary>
public sealed record RateLimitState
{
    /// <summary>Requests that the application allows; null where it sets no limit.</summary>
    public RateBucket? Requests { get; init; }

    /// <summary>Tokens that the application allows; null where it sets no limit.</summary>
    public RateBucket? Tokens { get; init; }

    /// <summary>Requests that the service allows, by its headers; null where it has said nothing.</summary>
    public RateBucket? ServiceRequests { get; init; }

    /// <summary>Tokens that the service allows, by its headers; null where it has said nothing.</summary>
    public RateBucket? ServiceTokens { get; init; }

    /// <summary>The service has refused and asked to stay away until then; null where it has not.</summary>
    public DateTimeOffset? ClosedUntil { get; init; }

    /// <summary>The state as JSON.</summary>
    public string ToJson()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            Write(writer, nameof(Requests), Requests);
            Write(writer, nameof(Tokens), Tokens);
            Write(writer, nameof(ServiceRequests), ServiceRequests);
            Write(writer, nameof(ServiceTokens), ServiceTokens);
            if (ClosedUntil is { } date)
                writer.WriteString(nameof(ClosedUntil), date);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    /// <summary>Reads what <see cref="ToJson"/> has written.</summary>
    /// <param name="json">The text.</param>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static RateLimitState FromJson(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        return new RateLimitState
        {
            Requests = Read(root, nameof(Requests)),
            Tokens = Read(root, nameof(Tokens)),
            ServiceRequests = Read(root, nameof(ServiceRequests)),
            ServiceTokens = Read(root, nameof(ServiceTokens)),
            ClosedUntil = root.TryGetProperty(nameof(ClosedUntil), out var date) ? date.GetDateTimeOffset() : null,
        };
    }

    /// <summary>Takes one request and its tokens, if they are there.</summary>
    /// <returns>The state afterwards, and how long to wait before asking again; zero where they were taken.</returns>
    internal (RateLimitState State, TimeSpan Wait) Take(double tokens, RateLimit limit, DateTimeOffset now)
    {
        var state = this with { Requests = Fit(Requests, limit.RequestsPerMinute, now), Tokens = Fit(Tokens, limit.TokensPerMinute, now) };
        var wait = ClosedUntil > now ? ClosedUntil.Value - now : TimeSpan.Zero;
        foreach (var (bucket, amount) in (ReadOnlySpan<(RateBucket?, double)>)[(state.Requests, 1), (state.Tokens, tokens), (state.ServiceRequests, 1), (state.ServiceTokens, tokens)])
        {
            if (bucket?.WaitFor(amount, now) is { } needed && needed > wait)
                wait = needed;
        }

        return wait > TimeSpan.Zero ? (state, wait) : (state.Debit(1, tokens, now), TimeSpan.Zero);
    }

    /// <summary>Corrects what was taken by an estimate.</summary>
    internal RateLimitState Settle(double tokens, DateTimeOffset now) => Debit(0, tokens, now);

    /// <summary>Takes over what the service says of itself.</summary>
    internal RateLimitState Observe(RateLimitStatus seen, DateTimeOffset now) => this with
    {
        ServiceRequests = Follow(ServiceRequests, seen.Requests, seen.At, now),
        ServiceTokens = Follow(ServiceTokens, seen.Tokens ?? seen.InputTokens, seen.At, now),
    };

    internal RateLimitState Close(TimeSpan retryAfter, DateTimeOffset now) => this with { ClosedUntil = ClosedUntil > now + retryAfter ? ClosedUntil : now + retryAfter };

    private RateLimitState Debit(double requests, double tokens, DateTimeOffset now) => this with
    {
        Requests = Requests?.Take(requests, now),
        Tokens = Tokens?.Take(tokens, now),
        ServiceRequests = ServiceRequests?.Take(requests, now),
        ServiceTokens = ServiceTokens?.Take(tokens, now),
    };

    /// <summary>The bucket of a limit. A limit that was changed takes the level along.</summary>
    private static RateBucket? Fit(RateBucket? bucket, double? perMinute, DateTimeOffset now) => perMinute switch
    {
        null => null,
        { } limit when bucket is { } kept => kept.Capacity == limit ? kept : RateBucket.Full(limit, now) with { Level = Math.Min(limit, kept.LevelAt(now)) },
        { } limit => RateBucket.Full(limit, now),
    };

    private static RateBucket? Follow(RateBucket? bucket, RateLimitWindow? seen, DateTimeOffset at, DateTimeOffset now)
    {
        if (seen is not { } window || now - at > TimeSpan.FromMinutes(1))
            return bucket;
        var capacity = window.Limit ?? Math.Max(bucket?.Capacity ?? 0, window.Remaining);
        if (capacity <= 0)
            return bucket;

        // What is missing comes back by the time of the reset: that is the service's own rate, whether it counts minutes or days.
        var missing = capacity - window.Remaining;
        var rate = missing > 0 && window.ResetsIn is { TotalSeconds: > 0 } reset ? missing / reset.TotalSeconds : bucket is { } kept && kept.Capacity == capacity ? kept.PerSecond : capacity / 60;

        // Requests that are still under way have been taken here, and the service may not have counted them when it answered.
        var level = bucket is { } own && own.Capacity == capacity ? Math.Min(own.LevelAt(now), window.Remaining) : window.Remaining;
        return new RateBucket(capacity, rate, level, now);
    }

    private static void Write(Utf8JsonWriter writer, string name, RateBucket? bucket)
    {
        if (bucket is not { } value)
            return;
        writer.WriteStartObject(name);
        writer.WriteNumber(nameof(value.Capacity), value.Capacity);
        writer.WriteNumber(nameof(value.PerSecond), value.PerSecond);
        writer.WriteNumber(nameof(value.Level), value.Level);
        writer.WriteString(nameof(value.At), value.At);
        writer.WriteEndObject();
    }

    private static RateBucket? Read(JsonElement root, string name) => root.TryGetProperty(name, out var bucket)
        ? new RateBucket(
            bucket.GetProperty(nameof(RateBucket.Capacity)).GetDouble(), bucket.GetProperty(nameof(RateBucket.PerSecond)).GetDouble(),
            bucket.GetProperty(nameof(RateBucket.Level)).GetDouble(), bucket.GetProperty(nameof(RateBucket.At)).GetDateTimeOffset())
        : null;
}
