using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using SdkGen.Benchmarks.Generators;
using SdkGen.Generators.Specs;

namespace SdkGen.Benchmarks.Providers;

/// <summary>A spec of the repository, and what the generator makes of it: all others are there as those of a package, from which nothing is emitted.</summary>
internal sealed class SpecFile
{
    private static readonly CSharpCompilation s_nothing = CSharpCompilation.Create("Providers", [CSharpSyntaxTree.ParseText("class Nothing;")]);

    private readonly Text _own;
    private readonly IReadOnlyList<Text> _others;

    private SpecFile(string path, JsonObject json, IReadOnlyList<Text> all)
    {
        _own = all.Single(text => text.Path == path) with { IsReference = false };
        _others = [.. all.Where(text => text.Path != path)];
        Id = (string)json["id"]!;
        IsProvider = path.EndsWith(".provider.json", StringComparison.Ordinal);
        Operations = json["operations"]?.AsObject().Count ?? 0;
        Emitted = Run([.. _others, _own]).GeneratedTrees.ToDictionary(tree => Path.GetFileName(tree.FilePath), tree => tree.ToString());
    }

    public string Id { get; }

    public bool IsProvider { get; }

    /// <summary>How many operations a dialect has.</summary>
    public int Operations { get; }

    /// <summary>The emitted files, by name.</summary>
    public IReadOnlyDictionary<string, string> Emitted { get; }

    public static IReadOnlyList<SpecFile> All(string root)
    {
        string[] paths =
        [
            .. Directory.GetFiles(Path.Combine(root, "schemas", "dialects"), "*.dialect.json").Order(StringComparer.Ordinal),
            .. Directory.GetDirectories(Path.Combine(root, "providers", "SdkGen.Providers")).Where(folder => Path.GetFileName(folder) is not ("bin" or "obj"))
                .SelectMany(folder => Directory.GetFiles(folder, "*.provider.json")).Order(StringComparer.Ordinal),
        ];
        Text[] texts = [.. paths.Select(path => new Text(path, File.ReadAllText(path), IsReference: true))];
        return [.. texts.Select(text => new SpecFile(text.Path, JsonNode.Parse(text.Content)!.AsObject(), texts))];
    }

    /// <summary>The generator's time for this spec, where all others were read before.</summary>
    public double Milliseconds(int rounds)
    {
        var reference = new AdditionalFile(_own with { IsReference = true });
        var before = Driver([.. _others.Select(file => new AdditionalFile(file)), reference]).RunGenerators(s_nothing);
        return ProcessorTime.Medians(rounds, () => before.ReplaceAdditionalText(reference, new AdditionalFile(_own)).RunGenerators(s_nothing).GetRunResult().GeneratedTrees.Length)[0];
    }

    private static GeneratorDriverRunResult Run(Text[] files) => Driver([.. files.Select(file => new AdditionalFile(file))]).RunGenerators(s_nothing).GetRunResult();

    private static GeneratorDriver Driver(AdditionalText[] files) => CSharpGeneratorDriver.Create([new SpecGenerator().AsSourceGenerator()], files, optionsProvider: new Options());

    private sealed record Text(string Path, string Content, bool IsReference);

    private sealed class AdditionalFile(Text text) : AdditionalText
    {
        public override string Path => text.Path;

        public bool IsReference => text.IsReference;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text.Content, Encoding.UTF8);
    }

    /// <summary>What the project would tell of itself and of its files.</summary>
    private sealed class Options : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values("build_property.RootNamespace", "SdkGen");

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) =>
            ((AdditionalFile)textFile).IsReference ? new Values("build_metadata.AdditionalFiles.SdkGenSpec", "reference") : GlobalOptions;
    }

    private sealed class Values(string key, string value) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string asked, [NotNullWhen(true)] out string? found) => (found = asked == key ? value : null) is not null;
    }
}
