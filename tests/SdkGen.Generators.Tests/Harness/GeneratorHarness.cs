using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SdkGen.Generators.Tests.Harness;

/// <summary>
/// Runs generators over code and files as a build does, and gives every test for free: the output compiles with warnings as errors, a second run is
/// <c>Cached</c>, an unrelated edit reruns nothing after the transforms, hint names are unique, lines end in <c>\n</c>, and the bytes do not depend on the culture.
/// </summary>
internal sealed class GeneratorHarness
{
    private static readonly ImmutableArray<MetadataReference> s_references =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    private readonly Func<IIncrementalGenerator>[] _generators;

    public GeneratorHarness(params Func<IIncrementalGenerator>[] generators) => _generators = generators;

    /// <summary>Every reference that the test itself has, <c>SdkGen</c> among them.</summary>
    public static ImmutableArray<MetadataReference> References => s_references;

    public LanguageVersion LanguageVersion { get; init; } = LanguageVersion.Preview;

    /// <summary>MSBuild properties by name.</summary>
    public Dictionary<string, string> Properties { get; } = new() { ["RootNamespace"] = "Demo" };

    /// <summary>Features of the compiler that a project switches on, by name.</summary>
    public Dictionary<string, string> Features { get; } = [];

    /// <summary>More references, for code of other assemblies.</summary>
    public List<MetadataReference> MoreReferences { get; } = [];

    /// <summary>Compiler diagnostics that the user's code is expected to have.</summary>
    public HashSet<string> Expected { get; } = [];

    public DocumentationMode DocumentationMode { get; init; } = DocumentationMode.Diagnose;

    /// <summary>Runs the generators over code alone.</summary>
    public GeneratorOutput Run(string source) => Run([source]);

    /// <summary>Runs the generators and makes every check.</summary>
    public GeneratorOutput Run(IReadOnlyList<string> sources, params AdditionalFile[] files)
    {
        var output = RunUnchecked(sources, files);
        output.ShouldBeWellFormed();
        output.ShouldCompile(Expected);
        output.ShouldBeCachedOnSecondRun();
        output.ShouldNotRerunAfterUnrelatedEdit(ParseOptions);
        foreach (var culture in (string[])["fi-FI", "tr-TR"])
            InCulture(culture, () => RunUnchecked(sources, files)).Files.ShouldBe(output.Files, $"The output differs under {culture}.");
        return output;
    }

    /// <summary>Runs the generators without a check, for code that must not compile.</summary>
    public GeneratorOutput RunUnchecked(IReadOnlyList<string> sources, params AdditionalFile[] files)
    {
        var compilation = Compile(sources);
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            _generators.Select(create => create().AsSourceGenerator()),
            files,
            ParseOptions,
            new HarnessOptions(Properties),
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        return GeneratorOutput.Of(driver, compilation);
    }

    public CSharpCompilation Compile(IReadOnlyList<string> sources) => CSharpCompilation.Create(
        "Generated" + Guid.NewGuid().ToString("N"),
        sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, ParseOptions, $"Source{i.ToString(CultureInfo.InvariantCulture)}.cs", System.Text.Encoding.UTF8)),
        [.. s_references, .. MoreReferences],
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            nullableContextOptions: NullableContextOptions.Enable,
            generalDiagnosticOption: ReportDiagnostic.Error,
            // Assemblies of the test host differ in the versions they were built against.
            specificDiagnosticOptions: [new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress), new("MEAI001", ReportDiagnostic.Suppress), new("CS1591", ReportDiagnostic.Warn), new("CS1573", ReportDiagnostic.Warn)]));

    private CSharpParseOptions ParseOptions => new CSharpParseOptions(LanguageVersion, DocumentationMode).WithFeatures(Features);

    private static T InCulture<T>(string name, Func<T> run)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(name);
        try
        {
            return run();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
