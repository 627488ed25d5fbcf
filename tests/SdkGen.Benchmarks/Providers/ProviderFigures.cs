using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace SdkGen.Benchmarks.Providers;

/// <summary>What the shipped providers cost: their build from clean, the code that is emitted per model and per operation, and the generator's own time for each spec.</summary>
internal static class ProviderFigures
{
    private const int Rounds = 5;
    private const int MostSeconds = 60;
#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    /// <param name="root">The repository.</param>
    /// <param name="builds">Whether the build is measured, which takes a minute.</param>
    public static void Print(string root, bool builds)
    {
        var specs = SpecFile.All(root);
        Console.WriteLine("| provider | generator, ms | models | KB a model | shapes that models share | KB a shape | KB beside them |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var spec in specs.Where(spec => spec.IsProvider))
        {
            var (models, shapes, rest) = (Of(spec, "public sealed class "), Of(spec, "public abstract class "), Of(spec, ""));
            Console.WriteLine(Row(spec.Id, spec.Milliseconds(Rounds), models.Files, models.Average, shapes.Files, shapes.Average, rest.Bytes / 1024));
        }

        Console.WriteLine("\n| dialect | generator, ms | operations | KB an operation, its types included | KB |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var spec in specs.Where(spec => !spec.IsProvider))
        {
            var bytes = spec.Emitted.Values.Sum(text => (double)text.Length);
            Console.WriteLine(Row(spec.Id, spec.Milliseconds(Rounds), spec.Operations, bytes / spec.Operations / 1024, bytes / 1024));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n{specs.Count} specs, {specs.Sum(spec => spec.Emitted.Values.Sum(text => (double)text.Length)) / 1024 / 1024:F1} MB emitted"));
        if (builds)
            PrintBuild(root);
    }

    /// <summary>Builds the project anew, for all its frameworks, by a compiler of its own; what it stands on is built before.</summary>
    private static void PrintBuild(string root)
    {
        var project = Path.Combine(root, "providers", "SdkGen.Providers");
        Build(project);
        var (watch, before) = (Stopwatch.StartNew(), Generators.ProcessorTime.OfChildren);
        Build(project, "--no-restore", "--no-dependencies", "--no-incremental", "-nodeReuse:false", "-m:1", "-p:UseSharedCompilation=false");
        var (wall, processor) = (watch.Elapsed.TotalSeconds, (Generators.ProcessorTime.OfChildren - before) / 1000);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"clean build of providers/ ({Configuration}): {wall:F0} s; {processor:F0} s of processor time, {processor / 2:F0} s on each of two cores; to reach: {MostSeconds}"));
    }

    private static void Build(string project, params string[] options)
    {
        var dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
        using var process = Process.Start(new ProcessStartInfo(dotnet, ["build", project, "-c", Configuration, "-v", "q", .. options]) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException(output);
    }

    private static (int Files, double Bytes, double Average) Of(SpecFile spec, string declaration)
    {
        // A model's file is named after the class that holds them all, and its own class.
        var files = spec.Emitted.Where(file => file.Key.Count(c => c == '.') == 3 == declaration.Length > 0 && file.Value.Contains(declaration, StringComparison.Ordinal)).ToArray();
        var bytes = files.Sum(file => (double)file.Value.Length);
        return (files.Length, bytes, files.Length == 0 ? 0 : bytes / files.Length / 1024);
    }

    private static string Row(params object[] cells) => $"| {string.Join(" | ", cells.Select(cell => cell is double number ? number.ToString("F1", CultureInfo.InvariantCulture) : Convert.ToString(cell, CultureInfo.InvariantCulture)))} |";
}
