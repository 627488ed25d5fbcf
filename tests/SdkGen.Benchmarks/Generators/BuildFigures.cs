using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace SdkGen.Benchmarks.Generators;

/// <summary>What a generator adds to a build, by processor time: over a project of types, with the generator and without.</summary>
/// <remarks>
/// The compiler of the SDK in a process of its own pays for its own start and for that of the generator; the one in this process is warm, as the server is that serves builds.
/// Least of several runs. What a person would write is no generator: it stands for the least that the compiler can be given.
/// </remarks>
internal static class BuildFigures
{
    private const int Types = 100;
    private const int Rounds = 3;
    private const int WarmRounds = 15;

    public static void Print()
    {
        Console.WriteLine("| generator | compiler without, ms | with, ms | added a type, ms | added a type where the compiler is warm, ms |");
        Console.WriteLine("|---|---|---|---|---|");
        Console.WriteLine("| to reach | | | 12 | |");
        var alone = GeneratorCandidate.SdkGen with { Name = "SdkGen without its analyzers", Assemblies = [.. GeneratorCandidate.SdkGen.Assemblies.Take(1)] };
        GeneratorCandidate?[] candidates = [GeneratorCandidate.ByHand, GeneratorCandidate.SdkGen, alone, GeneratorCandidate.SdkGenBothWays, GeneratorCandidate.Tool, GeneratorCandidate.SystemTextJson];
        foreach (var candidate in candidates.OfType<GeneratorCandidate>())
        {
            var folder = Directory.CreateTempSubdirectory("sdkgen-build-").FullName;
            try
            {
                // Without its generator a context of System.Text.Json lacks members: the base is a build of the records alone.
                var sources = Enumerable.Range(0, Types).Select(i => candidate.Source(i, 10).Replace("[JsonSerializable", "#if GENERATED\n[JsonSerializable", StringComparison.Ordinal).Replace("JsonSerializerContext;", "JsonSerializerContext;\n#endif", StringComparison.Ordinal)).ToArray();
                for (var i = 0; i < Types; i++)
                    File.WriteAllText(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"Type{i}.cs")), sources[i]);
                var (without, with) = (double.MaxValue, double.MaxValue);
                for (var round = 0; round < Rounds; round++)
                {
                    without = Math.Min(without, Compile(folder, [], isGenerated: false));
                    with = Math.Min(with, Compile(folder, candidate.Assemblies, isGenerated: true));
                }

                var (warmWithout, warmWith) = (new WarmBuild(sources, null), new WarmBuild(sources, candidate.Generator));
                for (var round = 0; round < WarmRounds; round++)
                {
                    warmWithout.Run();
                    warmWith.Run();
                }

                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {candidate.Name} | {without:F0} | {with:F0} | {(with - without) / Types:F1} | {(warmWith.Least - warmWithout.Least) / Types:F1} |"));
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static double Compile(string folder, string[] analyzers, bool isGenerated)
    {
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        var compiler = Directory.GetFiles(Path.Combine(root, "sdk"), "csc.dll", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Last();
        var response = Path.Combine(folder, "build.rsp");
        File.WriteAllLines(response,
        [
            "/noconfig", "/nologo", "/target:library", "/nullable:enable", "/langversion:preview", "/optimize+", "/nowarn:1701,1702", $"/out:\"{Path.Combine(folder, "out.dll")}\"",
            .. isGenerated ? ["/define:GENERATED"] : Array.Empty<string>(),
            .. analyzers.Select(static path => $"/analyzer:\"{path}\""),
            .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(static path => path.Contains("Microsoft.NETCore.App", StringComparison.Ordinal) || Path.GetFileName(path) is "SdkGen.dll" or "Microsoft.Extensions.AI.Abstractions.dll" or "Microsoft.Extensions.DependencyInjection.Abstractions.dll").Select(static path => $"/reference:\"{path}\""),
            .. Directory.GetFiles(folder, "*.cs").Select(static path => $"\"{path}\""),
        ]);
        var before = ProcessorTime.OfChildren;
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"), [compiler, "@" + response]) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? ProcessorTime.OfChildren - before : throw new InvalidOperationException(output);
    }
}
