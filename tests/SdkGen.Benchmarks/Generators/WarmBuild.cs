using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SdkGen.Benchmarks.Generators;

/// <summary>A project from its text to its assembly, over and over in this process.</summary>
/// <param name="sources">A text per file.</param>
/// <param name="generator">Makes what writes the rest; null where nothing does.</param>
internal sealed class WarmBuild(string[] sources, Func<IIncrementalGenerator>? generator)
{
    private static readonly MetadataReference[] s_references =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(static path => MetadataReference.CreateFromFile(path))];

    private readonly CSharpParseOptions _options = new(LanguageVersion.Preview, preprocessorSymbols: generator is null ? [] : ["GENERATED"]);

    /// <summary>Milliseconds of the processor that the fastest run took.</summary>
    public double Least { get; private set; } = double.MaxValue;

    public void Run()
    {
        GC.Collect();
        var before = ProcessorTime.OfThisProcess;
        Compilation compilation = CSharpCompilation.Create(
            "Project",
            sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, _options, $"Type{i}.cs", Encoding.UTF8)),
            s_references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));
        if (generator is not null)
            CSharpGeneratorDriver.Create([generator().AsSourceGenerator()], parseOptions: _options).RunGeneratorsAndUpdateCompilation(compilation, out compilation, out _);
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly);
        if (!result.Success)
            throw new InvalidOperationException(result.Diagnostics.First(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToString());
        Least = Math.Min(Least, ProcessorTime.OfThisProcess - before);
    }
}
