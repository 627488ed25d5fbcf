using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace SdkGen.Benchmarks.Analyzers;

/// <summary>What the compiler itself says of the analyzers and generators, in a build as a user has it: of the SDK, with its own analyzers on, by a compiler that has just started.</summary>
/// <remarks>
/// The report charges a thread's time, which on a busy machine is mostly that of waiting for a core, and divides it by nothing: here it is divided by how long the compiler ran. An analyzer that
/// only looks is built with alone, which is the limit, and in front of and behind ours, which tells whether who asks first pays for others. The order of the builds goes round, and the least of
/// each counts.
/// </remarks>
internal static partial class AnalyzerBuild
{
    private const int Rounds = 3;

    private static readonly string[] s_ours = ["SdkGen.Generators.dll", "SdkGen.Analyzers.dll"], s_looker = ["SdkGen.Benchmarks.dll"];

    private static readonly (string Name, string[] Analyzers)[] s_candidates =
        [("SdkGen alone", s_ours), ("a looker alone", s_looker), ("a looker, then SdkGen", [.. s_looker, .. s_ours]), ("SdkGen, then a looker", [.. s_ours, .. s_looker])];

    public static void Report(string[] texts)
    {
        var least = s_candidates.Select(static _ => new SortedDictionary<string, double>(StringComparer.Ordinal)).ToArray();
        for (var build = 0; build < Rounds * s_candidates.Length; build++)
        {
            var candidate = (build + (build / s_candidates.Length)) % s_candidates.Length;
            foreach (var (row, seconds) in Rows(texts, s_candidates[candidate].Analyzers))
                least[candidate][row] = Math.Min(seconds, least[candidate].GetValueOrDefault(row, double.MaxValue));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"dotnet build -p:ReportAnalyzer=true, least of {Rounds}:"));
        for (var i = 0; i < s_candidates.Length; i++)
        {
            var compiler = least[i][""];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {s_candidates[i].Name}: the compiler ran {compiler:F1} s"));
            foreach (var (row, seconds) in least[i].Skip(1))
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {row}: {seconds:F3} s, {seconds / compiler:P2}"));
        }
    }

    /// <summary>Seconds by row; those of the compiler itself stand under an empty name.</summary>
    private static Dictionary<string, double> Rows(string[] texts, string[] analyzers)
    {
        var folder = Directory.CreateTempSubdirectory("sdkgen-analyzers-").FullName;
        try
        {
            for (var i = 0; i < texts.Length; i++)
                File.WriteAllText(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"File{i}.cs")), texts[i]);
            File.WriteAllText(Path.Combine(folder, "Consumer.csproj"), Project(analyzers));
            var output = Build(folder);
            var rows = new Dictionary<string, double>(StringComparer.Ordinal) { [""] = Number(Compiler().Match(output)) / 1000 };
            var generators = output.IndexOf("Total generator execution time", StringComparison.Ordinal);
            foreach (Match line in Line().Matches(output))
            {
                var name = (generators < 0 || line.Index < generators ? "analyzers: " : "generators: ") + line.Groups[2].Value;
                rows[name] = Number(line);
            }

            return rows;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Project(string[] analyzers)
    {
        string[] references = ["SdkGen.dll", "SdkGen.Providers.dll", "SdkGen.Catalog.dll", "Microsoft.Extensions.AI.Abstractions.dll"];
        return $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
              </PropertyGroup>
              <ItemGroup>
                <Reference Include="{Paths(references)}" />
                <Analyzer Include="{Paths(analyzers)}" />
              </ItemGroup>
            </Project>
            """;
    }

    private static string Build(string folder)
    {
        string[] arguments = ["build", folder, "-p:ReportAnalyzer=true", "-p:UseSharedCompilation=false", "-v:d", "-clp:PerformanceSummary;NoItemAndPropertyList", "-nodeReuse:false", "-tl:off"];
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, WorkingDirectory = folder })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException(output);
    }

    private static string Paths(string[] files) => string.Join(';', files.Select(static file => Path.Combine(AppContext.BaseDirectory, file)));

    private static double Number(Match match) => match.Success && double.TryParse(match.Groups[1].Value, CultureInfo.InvariantCulture, out var number) ? number : 0;

    [GeneratedRegex(@"(\d+) ms\s+Csc\s")]
    private static partial Regex Compiler();

    /// <summary>An assembly of ours, each analyzer and generator in it, and the analyzer that only looks.</summary>
    [GeneratedRegex(@"^\s+<?([\d.]+)\s+<?\d+\s+(SdkGen[\w.]*?(?:Analyzer|Looker|Generator|Analyzers|Generators)\b(?!\.))", RegexOptions.Multiline)]
    private static partial Regex Line();
}
