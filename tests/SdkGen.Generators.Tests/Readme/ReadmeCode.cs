using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using SdkGen.Analyzers.Capabilities;
using SdkGen.Generators.Tests.Harness;

namespace SdkGen.Generators.Tests.Readme;

/// <summary>Code of README.md, compiled as a user's project compiles it: with every generator and every analyzer that ships.</summary>
internal sealed class ReadmeCode
{
    private static readonly CSharpParseOptions s_options = new(LanguageVersion.Preview, DocumentationMode.Diagnose);

    private readonly Compilation _compilation;

    private ReadmeCode(Compilation compilation, IReadOnlyDictionary<string, string> files) => (_compilation, Files) = (compilation, files);

    /// <summary>What was generated, by hint name.</summary>
    public IReadOnlyDictionary<string, string> Files { get; }

    public static ReadmeCode Compile(string code, OutputKind kind)
    {
        var compilation = CSharpCompilation.Create(
            "Readme" + Guid.NewGuid().ToString("N"),
            [CSharpSyntaxTree.ParseText(code, s_options, "Program.cs", System.Text.Encoding.UTF8)],
            GeneratorHarness.References,
            new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable).WithSpecificDiagnosticOptions(
                [new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress), new("CS1591", ReportDiagnostic.Suppress)]));
        var driver = CSharpGeneratorDriver.Create(Shipped<IIncrementalGenerator>(typeof(TrackingNames).Assembly).Select(generator => generator.AsSourceGenerator()), parseOptions: s_options)
            .RunGeneratorsAndUpdateCompilation(compilation, out var updated, out _, TestContext.Current.CancellationToken);
        var files = driver.GetRunResult().Results.SelectMany(result => result.GeneratedSources).ToDictionary(source => source.HintName, source => source.SourceText.ToString());
        return new ReadmeCode(updated, files);
    }

    /// <summary>Errors and warnings as the compiler prints them, in its order.</summary>
    public async Task<IReadOnlyList<string>> ComplaintsAsync()
    {
        var reports = await _compilation.WithAnalyzers([.. Shipped<DiagnosticAnalyzer>(typeof(CapabilityAnalyzer).Assembly)]).GetAllDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. reports.Where(report => report.Severity >= DiagnosticSeverity.Warning && !report.IsSuppressed)
            .OrderBy(report => report.Location.GetLineSpan().StartLinePosition).ThenBy(report => report.Id, StringComparer.Ordinal).Select(report => report.ToString())];
    }

    public Assembly Load()
    {
        using var image = new MemoryStream();
        var emitted = _compilation.Emit(image);
        emitted.Success.ShouldBeTrue(string.Join('\n', emitted.Diagnostics));
        return Assembly.Load(image.ToArray());
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>What it wrote.</returns>
    public async Task<string> RunAsync()
    {
        var entry = Load().EntryPoint!;
        var console = Console.Out;
        using var output = new StringWriter();
        Console.SetOut(output);
        try
        {
            await Task.Run(() => entry.Invoke(null, entry.GetParameters().Length == 0 ? null : [Array.Empty<string>()]));
        }
        finally
        {
            Console.SetOut(console);
        }

        return output.ToString();
    }

    private static ImmutableArray<T> Shipped<T>(Assembly assembly) =>
        [.. assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(T)) && !type.IsAbstract).OrderBy(type => type.FullName, StringComparer.Ordinal).Select(type => (T)Activator.CreateInstance(type)!)];
}
