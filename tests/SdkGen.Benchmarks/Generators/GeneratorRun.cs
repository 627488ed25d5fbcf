using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SdkGen.Generators.Tools;

namespace SdkGen.Benchmarks.Generators;

/// <summary>A project of two hundred files, each with one type for a generator, and the generator that reads them.</summary>
internal sealed class GeneratorRun
{
    public const int Types = 200;

    private static readonly CSharpParseOptions s_options = new(LanguageVersion.Preview, DocumentationMode.Diagnose);

    private static readonly ImmutableArray<MetadataReference> s_references =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(static path => MetadataReference.CreateFromFile(path))];

    private readonly Func<IIncrementalGenerator> _generator;
    private readonly Func<int, int, string> _source;
    private readonly CSharpCompilation _compilation;
    private GeneratorDriver _driver;
    private int _edits;

    private GeneratorRun(Func<IIncrementalGenerator> generator, Func<int, int, string> source)
    {
        _generator = generator;
        _source = source;
        _compilation = CSharpCompilation.Create(
            "Project",
            Enumerable.Range(0, Types).Select(i => Parse(source(i, 10), FileName(i))).Append(Parse("class Unrelated;", "Unrelated.cs")),
            s_references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        _driver = Driver().RunGenerators(_compilation);
    }

    /// <summary>A tool whose argument is a record of ten properties.</summary>
    public static GeneratorRun SdkGen { get; } = new(static () => new ToolGenerator(), static (i, properties) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        using SdkGen;
        public static class Tools{{i}}
        {
            /// <summary>Takes a record.</summary>
            /// <param name="value">The record.</param>
            [LlmTool] public static string Take{{i}}(Record{{i}} value) => "";
        }
        public sealed record Record{{i}}({{Properties(properties)}});
        """));

    /// <summary>The same record for System.Text.Json.</summary>
    public static GeneratorRun? SystemTextJson { get; } = Of("System.Text.Json.SourceGeneration.dll", "System.Text.Json.SourceGeneration.JsonSourceGenerator", static (i, properties) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        using System.Text.Json.Serialization;
        [JsonSerializable(typeof(Record{{i}}))] public partial class Context{{i}} : JsonSerializerContext;
        public sealed record Record{{i}}({{Properties(properties)}});
        """));

    /// <summary>A regular expression of the usual length.</summary>
    public static GeneratorRun? Regex { get; } = Of("System.Text.RegularExpressions.Generator.dll", "System.Text.RegularExpressions.Generator.RegexGenerator", static (i, properties) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        using System.Text.RegularExpressions;
        public static partial class Patterns{{i}} { [GeneratedRegex("^[a-z]{1,{{properties}}}[0-9]+-(x|y{{i}})*$")] public static partial Regex Pattern(); }
        """));

    /// <summary>Bytes of source that the generator writes for one type.</summary>
    public double BytesPerType => _driver.GetRunResult().GeneratedTrees.Sum(tree => tree.GetText().ToString().Length) / (double)Types;

    /// <summary>A build from nothing, in a process that is warm.</summary>
    public int RunFull() => Driver().RunGenerators(_compilation).GetRunResult().GeneratedTrees.Length;

    /// <summary>A property more in one type.</summary>
    public int EditType()
    {
        var file = _compilation.SyntaxTrees[0];
        var edited = _compilation.ReplaceSyntaxTree(file, Parse(_source(0, 10 + (++_edits % 2)), FileName(0)));
        _driver = _driver.RunGenerators(edited);
        return _driver.GetRunResult().GeneratedTrees.Length;
    }

    /// <summary>A change in a file that has nothing for the generator.</summary>
    public int EditUnrelated()
    {
        var edited = _compilation.ReplaceSyntaxTree(_compilation.SyntaxTrees[Types], Parse($"class Unrelated {{ int x = {(++_edits).ToString(CultureInfo.InvariantCulture)}; }}", "Unrelated.cs"));
        _driver = _driver.RunGenerators(edited);
        return _driver.GetRunResult().GeneratedTrees.Length;
    }

    /// <summary>A generator of the SDK; null where the SDK has none that this compiler can load.</summary>
    private static GeneratorRun? Of(string file, string type, Func<int, int, string> source)
    {
        var root = Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "../../../packs/Microsoft.NETCore.App.Ref"));
        if (!Directory.Exists(root) || Directory.GetFiles(root, file, SearchOption.AllDirectories).Order(StringComparer.Ordinal).LastOrDefault() is not { } path)
            return null;
        var generator = Assembly.LoadFrom(path).GetType(type);
        return generator is null ? null : new GeneratorRun(() => (IIncrementalGenerator)Activator.CreateInstance(generator)!, source);
    }

    private static string Properties(int count)
    {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
            text.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : ", ")}{(i % 3 == 0 ? "string" : i % 3 == 1 ? "int" : "bool?")} Property{i}");
        return text.ToString();
    }

    private static string FileName(int i) => string.Create(CultureInfo.InvariantCulture, $"Type{i}.cs");

    private static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, s_options, path, Encoding.UTF8);

    private GeneratorDriver Driver() => CSharpGeneratorDriver.Create([_generator().AsSourceGenerator()], parseOptions: s_options);
}
