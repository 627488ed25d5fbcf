using System.Globalization;

namespace SdkGen.Benchmarks.Generators;

/// <summary>What generators cost over two hundred types: a whole run, an edit of one type, an edit beside them, and a thousand tools against a hundred.</summary>
/// <remarks>Times are of the processor, so that a busy machine tells the same. All candidates run in turn, so that all of them are as warm and meet the same machine, and the median counts. Net is without the run of a generator that only looks for the attribute.</remarks>
internal static class GeneratorFigures
{
    private const int Types = 200;
    private const int Rounds = 40;

    public static void Print()
    {
        Console.WriteLine("| generator | whole run, ms a type | net | edit of one type, ms | net | unrelated edit, ms a type | net | bytes emitted a type |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        Console.WriteLine("| to reach | 0.10 | | 5 | | 0.03 | | 6,144; 4,096 a tool |");
        GeneratorCandidate?[] candidates = [GeneratorCandidate.SdkGen, GeneratorCandidate.SdkGenBothWays, GeneratorCandidate.Tool, GeneratorCandidate.SystemTextJson, GeneratorCandidate.Regex];
        var runs = candidates.OfType<GeneratorCandidate>().Select(static candidate => (candidate.Name, Run: new GeneratorRun(candidate, Types), Nothing: new GeneratorRun(candidate, Types, isBase: true))).ToArray();
        var (hundred, thousand) = (new GeneratorRun(GeneratorCandidate.Tool, 100), new GeneratorRun(GeneratorCandidate.Tool, 1000));
        var times = ProcessorTime.Medians(
            Rounds,
            [.. runs.SelectMany(static run => new[] { run.Run.RunFull, run.Nothing.RunFull, run.Run.EditType, run.Nothing.EditType, run.Run.EditUnrelated, run.Nothing.EditUnrelated }), hundred.RunFull, thousand.RunFull]);
        for (var i = 0; i < runs.Length; i++)
        {
            var own = times.AsSpan(i * 6, 6);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {runs[i].Name} | {own[0] / Types:F3} | {(own[0] - own[1]) / Types:F3} | {own[2]:F1} | {own[2] - own[3]:F1} | {own[4] / Types:F3} | {(own[4] - own[5]) / Types:F3} | {runs[i].Run.BytesPerType:F0} |"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n1,000 tools take {times[^1] / times[^2]:F1} times what 100 take; to reach: 12."));
    }
}
