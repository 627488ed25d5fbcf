using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SdkGen.Benchmarks.Generators;

/// <summary>A project of one file per type, and the generator that reads them.</summary>
internal sealed class GeneratorRun
{
    private static readonly CSharpParseOptions s_options = new(LanguageVersion.Preview, DocumentationMode.Diagnose);

    private static readonly ImmutableArray<MetadataReference> s_references =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(static path => MetadataReference.CreateFromFile(path))];

    private readonly GeneratorCandidate _candidate;
    private readonly Func<IIncrementalGenerator> _generator;
    private readonly CSharpCompilation _compilation;
    private readonly int _types;
    private GeneratorDriver _driver;
    private int _edits;

    /// <param name="types">How many types the project has.</param>
    /// <param name="isBase">Runs the generator that writes nothing instead.</param>
    public GeneratorRun(GeneratorCandidate candidate, int types = 200, bool isBase = false)
    {
        _candidate = candidate;
        _types = types;
        _generator = isBase ? () => new NothingGenerator(candidate.Attribute) : candidate.Generator;
        _compilation = CSharpCompilation.Create(
            "Project",
            Enumerable.Range(0, types).Select(i => Parse(candidate.Source(i, 10), FileName(i))).Append(Parse("class Unrelated;", "Unrelated.cs")),
            s_references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        _driver = Driver().RunGenerators(_compilation);
    }

    /// <summary>Bytes of source that the generator writes for one type.</summary>
    public double BytesPerType => _driver.GetRunResult().GeneratedTrees.Sum(tree => tree.GetText().ToString().Length) / (double)_types;

    /// <summary>A build from nothing, in a process that is warm.</summary>
    public int RunFull() => Driver().RunGenerators(_compilation).GetRunResult().GeneratedTrees.Length;

    /// <summary>A property more in one type.</summary>
    public int EditType()
    {
        var file = _compilation.SyntaxTrees[0];
        var edited = _compilation.ReplaceSyntaxTree(file, Parse(_candidate.Source(0, 10 + (++_edits % 2)), FileName(0)));
        _driver = _driver.RunGenerators(edited);
        return _driver.GetRunResult().GeneratedTrees.Length;
    }

    /// <summary>A change in a file that has nothing for the generator.</summary>
    public int EditUnrelated()
    {
        var edited = _compilation.ReplaceSyntaxTree(_compilation.SyntaxTrees[_types], Parse($"class Unrelated {{ int x = {(++_edits).ToString(CultureInfo.InvariantCulture)}; }}", "Unrelated.cs"));
        _driver = _driver.RunGenerators(edited);
        return _driver.GetRunResult().GeneratedTrees.Length;
    }

    private static string FileName(int i) => string.Create(CultureInfo.InvariantCulture, $"Type{i}.cs");

    private static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, s_options, path, Encoding.UTF8);

    private GeneratorDriver Driver() => CSharpGeneratorDriver.Create([_generator().AsSourceGenerator()], parseOptions: s_options);
}
