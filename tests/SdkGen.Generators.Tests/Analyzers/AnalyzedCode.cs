using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using SdkGen.Analyzers.Capabilities;

namespace SdkGen.Generators.Tests.Analyzers;

/// <summary>User code with <c>⟦marks⟧</c> around each place that a rule must point at.</summary>
internal static class AnalyzedCode
{
    public const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using Microsoft.Extensions.AI;
        using SdkGen;

        """;

    private static readonly ImmutableArray<MetadataReference> s_references =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    private static readonly Lazy<MetadataReference> s_models = new(() => Emit(ModelStubs.Source));

    /// <summary>How user code is compiled.</summary>
    public static CSharpCompilationOptions Options { get; } =
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)
            .WithSpecificDiagnosticOptions([new("MEAI001", ReportDiagnostic.Suppress)]);

    /// <summary>Every capability rule.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Capabilities { get; } =
        [new CapabilityAnalyzer()];

    /// <summary>Compiles code against models of another assembly, runs the rules, and compares what they say with what is expected.</summary>
    /// <param name="code">The code, with its marks.</param>
    /// <param name="expected">Id and text of each diagnostic, in the order of the marks; the compiler's own errors are named by their id alone and have no mark.</param>
    public static async Task ShouldReportAsync(string code, params string[] expected)
    {
        var (source, spans) = Unmark(Usings + code);
        var compilation = Compile(source);
        var compiler = compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && !diagnostic.Id.StartsWith("LLM", StringComparison.Ordinal)).Select(diagnostic => diagnostic.Id);
        var ours = await ReportsAsync(compilation);

        compiler.Order().ShouldBe(expected.Where(line => line.StartsWith("CS", StringComparison.Ordinal)).Order(), compilation.GetDiagnostics().FirstOrDefault()?.ToString());
        ours.Select(diagnostic => $"{diagnostic.Id} {diagnostic.GetMessage()}").ShouldBe(expected.Where(line => !line.StartsWith("CS", StringComparison.Ordinal)));
        ours.Select(diagnostic => diagnostic.Location.SourceSpan).ShouldBe(spans);
        ours.ShouldAllBe(diagnostic => diagnostic.Severity == (CapabilityRules.All.Single(rule => rule.Id == diagnostic.Id).IsWarning ? DiagnosticSeverity.Warning : DiagnosticSeverity.Error));
    }

    /// <summary>As <see cref="ShouldReportAsync"/>, for code that must compile and stay silent.</summary>
    public static Task ShouldBeSilentAsync(string code) => ShouldReportAsync(code);

    /// <summary>Compiles many pieces of code together, each in a namespace and a file of its own, and runs the rules once.</summary>
    /// <returns>For each piece, in order, what stands at the marks and what is said where: these are equal where all is well.</returns>
    public static async Task<IReadOnlyList<(string[] Expected, string[] Said)>> ReportAllAsync(IReadOnlyList<(string Code, string[] Expected)> pieces)
    {
        var unmarked = pieces.Select((piece, index) => (Index: index, Text: Unmark($"{Usings}namespace Piece{index}\n{{\n{piece.Code}\n}}\n"), piece.Expected)).ToArray();
        var parse = new CSharpParseOptions(LanguageVersion.Preview, DocumentationMode.None);
        var trees = unmarked.Select(piece => CSharpSyntaxTree.ParseText(piece.Text.Source, parse, path: $"{piece.Index}.cs")).ToArray();
        var compilation = CSharpCompilation.Create("Pieces", trees, s_references.Add(s_models.Value), Options);
        var reports = (await ReportsAsync(compilation))
            .Concat(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Id.StartsWith("CS", StringComparison.Ordinal)))
            .ToLookup(diagnostic => diagnostic.Location.SourceTree);
        return [.. unmarked.Select(piece => (
            piece.Text.Spans.Zip(piece.Expected, (span, line) => $"{span} {line}").Concat(piece.Expected.Skip(piece.Text.Spans.Length)).ToArray(),
            reports[trees[piece.Index]].OrderBy(report => report.Location.SourceSpan.Start).Select(report => $"{report.Location.SourceSpan} {report.Id} {report.GetMessage()}").ToArray()))];
    }

    /// <summary>What the rules and the compiler's <c>[Obsolete]</c> say, in the order of the text.</summary>
    public static async Task<ImmutableArray<Diagnostic>> ReportsAsync(Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers = default)
    {
        var reports = await compilation.WithAnalyzers(analyzers.IsDefault ? Capabilities : analyzers).GetAnalyzerDiagnosticsAsync();
        var crashed = reports.Where(diagnostic => diagnostic.Id.StartsWith("AD", StringComparison.Ordinal)).ToArray();
        crashed.ShouldBeEmpty(crashed.FirstOrDefault()?.ToString());
        return [.. reports
            .Concat(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Id.StartsWith("LLM", StringComparison.Ordinal)))
            .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)];
    }

    public static Compilation Compile(string source) => Compilation(source, s_references.Add(s_models.Value));

    /// <summary>Code of an application.</summary>
    public static Compilation CompileApplication(string source) => ((CSharpCompilation)Compile(source)).WithOptions(Options.WithOutputKind(OutputKind.ConsoleApplication));

    public static IEnumerable<MetadataReference> References => s_references.Add(s_models.Value);

    public static (string Source, TextSpan[] Spans) Unmark(string code)
    {
        var spans = new List<TextSpan>();
        var text = new System.Text.StringBuilder();
        var start = 0;
        foreach (var character in code)
        {
            if (character == '⟦')
                start = text.Length;
            else if (character == '⟧')
                spans.Add(TextSpan.FromBounds(start, text.Length));
            else
                text.Append(character);
        }

        return (text.ToString(), [.. spans]);
    }

    private static CSharpCompilation Compilation(string source, IEnumerable<MetadataReference> references) => CSharpCompilation.Create(
        "Test" + Guid.NewGuid().ToString("N"),
        [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Preview, DocumentationMode.None))],
        references,
        Options);

    private static PortableExecutableReference Emit(string source)
    {
        using var stream = new MemoryStream();
        var result = Compilation(Usings + source, s_references).Emit(stream);
        result.Success.ShouldBeTrue(string.Join('\n', result.Diagnostics));
        stream.Position = 0;
        return MetadataReference.CreateFromStream(stream);
    }
}
