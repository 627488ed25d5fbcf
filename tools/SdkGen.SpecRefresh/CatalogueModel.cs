namespace SdkGen.SpecRefresh;

/// <summary>What a catalogue says of one model, in the words of our specs. Null where it says nothing.</summary>
internal sealed record CatalogueModel(string Id)
{
    public string? Name { get; init; }

    /// <summary>The line of models it belongs to; who made it can be told from it.</summary>
    public string? Family { get; init; }

    /// <summary><c>chat</c>, <c>image</c>, <c>embedding</c>, <c>realtime</c>, …</summary>
    public string Kind { get; init; } = "chat";
    public IReadOnlyList<string>? Input { get; init; }
    public IReadOnlyList<string>? Output { get; init; }
    public bool? Tools { get; init; }
    public bool? StructuredOutput { get; init; }
    public bool? Temperature { get; init; }
    public bool? Reasoning { get; init; }
    public ReasoningFacts? Knobs { get; init; }
    public int? Context { get; init; }
    public int? MaxInput { get; init; }
    public int? MaxOutput { get; init; }
    public string? Knowledge { get; init; }
    public string? Released { get; init; }
    public bool Deprecated { get; init; }
    public PriceFacts? Price { get; init; }
}

/// <summary>How reasoning can be set.</summary>
internal sealed record ReasoningFacts(IReadOnlyList<string>? Effort, string? Default, (int? Minimum, int? Maximum)? Budget, bool Toggle)
{
    /// <summary>Nothing that a request could say switches reasoning off.</summary>
    public bool IsAlwaysOn => Effort is { Count: > 0 } levels && !levels.Contains("none") && !Toggle && Budget is null;
}

/// <summary>Prices per million tokens.</summary>
/// <param name="AsOf">The day on which they were read.</param>
internal sealed record PriceFacts(decimal Input, decimal Output, string AsOf)
{
    public decimal? CacheRead { get; init; }
    public decimal? CacheWrite { get; init; }
    public decimal? Reasoning { get; init; }
    public decimal? InputAudio { get; init; }
    public decimal? OutputAudio { get; init; }
    public IReadOnlyList<PriceTierFacts> Tiers { get; init; } = [];
}

/// <param name="Above">Input tokens above which the tier counts.</param>
internal sealed record PriceTierFacts(int Above, decimal Input, decimal Output, decimal? CacheRead, decimal? CacheWrite);
