using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace SdkGen.Benchmarks.Analyzers;

/// <summary>What the compiler itself says of the analyzers, in a build as a user has it: of the SDK, with its own analyzers on, by a compiler that has just started.</summary>
internal static partial class AnalyzerBuild
{
    public static void Report(string[] texts)
    {
        var folder = Directory.CreateTempSubdirectory("sdkgen-analyzers-").FullName;
        try
        {
            for (var i = 0; i < texts.Length; i++)
                File.WriteAllText(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"File{i}.cs")), texts[i]);
            File.WriteAllText(Path.Combine(folder, "Consumer.csproj"), Project);
            var output = Build(folder);
            var (whole, compiler) = (Number(Total().Match(output)), Number(Compiler().Match(output)) / 1000);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"dotnet build -p:ReportAnalyzer=true: the compiler ran {compiler:F1} s, all analyzers {whole:F3} s"));
            foreach (Match line in Line().Matches(output))
            {
                var seconds = Number(line);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {line.Groups[2].Value}: {seconds:F3} s, {seconds / compiler:P2} of the compiler, {seconds / whole:P1} of the analyzers"));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Project
    {
        get
        {
            string[] references = ["SdkGen.dll", "SdkGen.Providers.dll", "SdkGen.Catalog.dll", "Microsoft.Extensions.AI.Abstractions.dll"];
            string[] analyzers = ["SdkGen.Benchmarks.dll", "SdkGen.Generators.dll", "SdkGen.Analyzers.dll"];
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

    [GeneratedRegex(@"Total analyzer execution time: ([\d.]+) seconds")]
    private static partial Regex Total();

    [GeneratedRegex(@"(\d+) ms\s+Csc\s")]
    private static partial Regex Compiler();

    /// <summary>An analyzer of ours, or the one that only looks, and all of an assembly.</summary>
    [GeneratedRegex(@"^\s+<?([\d.]+)\s+<?\d+\s+(SdkGen[\w.]*(?:Analyzer|Looker|Analyzers|Generators)\b(?!\.))", RegexOptions.Multiline)]
    private static partial Regex Line();
}
