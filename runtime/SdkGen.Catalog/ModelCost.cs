namespace SdkGen;

/// <summary>What a request costs, row by row.</summary>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="PriceDate">The day on which the prices were read, or from which they hold.</param>
public sealed record ModelCost(string Currency, DateOnly PriceDate)
{
    /// <summary>Input that no cache served.</summary>
    public decimal Input { get; init; }

    /// <summary>Input read from a cache.</summary>
    public decimal CacheRead { get; init; }

    /// <summary>Input written to a cache.</summary>
    public decimal CacheWrite { get; init; }

    /// <summary>Audio that the model heard.</summary>
    public decimal InputAudio { get; init; }

    /// <summary>Output beside reasoning and audio.</summary>
    public decimal Output { get; init; }

    /// <summary>Reasoning.</summary>
    public decimal Reasoning { get; init; }

    /// <summary>Audio that the model spoke.</summary>
    public decimal OutputAudio { get; init; }

    /// <summary>Input tokens above which the prices used hold; null for the prices of short prompts.</summary>
    public int? TierAbove { get; init; }

    /// <summary>All rows together.</summary>
    public decimal Total => Input + CacheRead + CacheWrite + InputAudio + Output + Reasoning + OutputAudio;
}
