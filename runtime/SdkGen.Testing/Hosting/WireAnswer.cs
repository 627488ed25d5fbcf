namespace SdkGen.Testing.Hosting;

/// <summary>An answer as it goes on the wire.</summary>
internal sealed record WireAnswer(int Status, ReadOnlyMemory<byte> Body)
{
    public List<KeyValuePair<string, string>> Headers { get; init; } = [];

    public Delivery Delivery { get; init; } = Delivery.Whole;

    /// <summary>Sent again and again after the body; null where the answer has an end.</summary>
    public byte[]? Repeated { get; init; }

    /// <summary>A stream is sent in chunks, anything else with its length.</summary>
    public bool IsStream { get; init; }

    /// <summary>The script gave every header: the service's own are not added.</summary>
    public bool IsAsScripted { get; init; }

    /// <summary>What a script gave byte by byte.</summary>
    public static WireAnswer From(RawAnswer raw) => new(raw.Status, raw.Body)
    {
        Headers = [.. raw.Headers],
        IsAsScripted = true,
        Delivery = raw.Delivery,
        IsStream = raw.Headers.Any(header => header.Value.Contains("stream", StringComparison.OrdinalIgnoreCase)),
    };
}
