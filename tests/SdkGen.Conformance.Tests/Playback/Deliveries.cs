using System.Globalization;
using SdkGen.Testing;

namespace SdkGen.Conformance.Tests.Playback;

/// <summary>The ways in which each recording is delivered. None of them may change what is read.</summary>
internal static class Deliveries
{
    /// <summary>Random for each run; <c>SDKGEN_SEED</c> repeats a run.</summary>
    public static int Seed { get; } = int.TryParse(Environment.GetEnvironmentVariable("SDKGEN_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : Random.Shared.Next();

    public static IEnumerable<(string Name, Delivery Delivery)> All =>
    [
        ("whole", Delivery.Whole),
        ($"in random pieces (SDKGEN_SEED={Seed})", Delivery.InPieces(Seed)),
        ($"in random small pieces (SDKGEN_SEED={Seed})", Delivery.InPieces(Seed, maxPieceSize: 5)),
        ("one byte at a time", Delivery.ByteByByte),
        ("cut inside each character of several bytes", Delivery.Whole with { SplitsCharacters = true }),
    ];
}
