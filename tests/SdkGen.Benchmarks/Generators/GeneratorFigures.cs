using System.Globalization;

namespace SdkGen.Benchmarks.Generators;

/// <summary>What generators cost over two hundred types: a whole run, an edit of one type, an edit beside them, and a thousand tools against a hundred.</summary>
/// <remarks>Times are of the processor, so that a busy machine tells the same. All candidates run in turn, and the median counts. Net is without the run of a generator that only looks for the attribute.</remarks>
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
        foreach (var candidate in candidates.OfType<GeneratorCandidate>())
        {
            var (run, nothing) = (new GeneratorRun(candidate, Types), new GeneratorRun(candidate, Types, isBase: true));
            var times = ProcessorTime.Medians(Rounds, run.RunFull, nothing.RunFull, run.EditType, nothing.EditType, run.EditUnrelated, nothing.EditUnrelated);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {candidate.Name} | {times[0] / Types:F3} | {(times[0] - times[1]) / Types:F3} | {times[2]:F1} | {times[2] - times[3]:F1} | {times[4] / Types:F3} | {(times[4] - times[5]) / Types:F3} | {run.BytesPerType:F0} |"));
        }

        var (hundred, thousand) = (new GeneratorRun(GeneratorCandidate.Tool, 100), new GeneratorRun(GeneratorCandidate.Tool, 1000));
        var whole = ProcessorTime.Medians(Rounds, hundred.RunFull, thousand.RunFull);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n1,000 tools take {whole[1] / whole[0]:F1} times what 100 take; to reach: 12."));
    }
}
