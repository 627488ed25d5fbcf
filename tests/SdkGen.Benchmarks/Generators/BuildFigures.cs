using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace SdkGen.Benchmarks.Generators;

/// <summary>What a generator adds to a build: the compiler of the SDK in a process of its own, over a project of types, with the generator and without.</summary>
internal static class BuildFigures
{
    private const int Types = 100;
    private const int Rounds = 3;

    public static void Print()
    {
        Console.WriteLine("| generator | compiler without, ms | with, ms | added a type, ms |");
        Console.WriteLine("|---|---|---|---|");
        Console.WriteLine("| to reach | | | 12 |");
        GeneratorCandidate?[] candidates = [GeneratorCandidate.SdkGen, GeneratorCandidate.SdkGenBothWays, GeneratorCandidate.Tool, GeneratorCandidate.SystemTextJson];
        foreach (var candidate in candidates.OfType<GeneratorCandidate>())
        {
            var folder = Directory.CreateTempSubdirectory("sdkgen-build-").FullName;
            try
            {
                // Without its generator a context of System.Text.Json lacks members: the base is a build of the records alone.
                for (var i = 0; i < Types; i++)
                    File.WriteAllText(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"Type{i}.cs")), candidate.Source(i, 10).Replace("[JsonSerializable", "#if GENERATED\n[JsonSerializable", StringComparison.Ordinal).Replace("JsonSerializerContext;", "JsonSerializerContext;\n#endif", StringComparison.Ordinal));
                var (without, with) = (new List<double>(), new List<double>());
                for (var round = 0; round < Rounds; round++)
                {
                    without.Add(Compile(folder, []));
                    with.Add(Compile(folder, candidate.Assemblies));
                }

                var (alone, generated) = (without.Order().ElementAt(Rounds / 2), with.Order().ElementAt(Rounds / 2));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {candidate.Name} | {alone:F0} | {generated:F0} | {(generated - alone) / Types:F1} |"));
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static double Compile(string folder, string[] analyzers)
    {
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        var compiler = Directory.GetFiles(Path.Combine(root, "sdk"), "csc.dll", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Last();
        var response = Path.Combine(folder, "build.rsp");
        File.WriteAllLines(response,
        [
            "/noconfig", "/nologo", "/target:library", "/nullable:enable", "/langversion:preview", "/optimize+", "/nowarn:1701,1702", $"/out:\"{Path.Combine(folder, "out.dll")}\"",
            .. analyzers.Length > 0 ? ["/define:GENERATED"] : Array.Empty<string>(),
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
