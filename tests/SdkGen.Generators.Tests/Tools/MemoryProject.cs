using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SdkGen.Generators.Tests.Harness;
using SdkGen.Generators.Tools;

namespace SdkGen.Generators.Tests.Tools;

/// <summary>A project of several files that is edited file by file under one driver, as an editor does it, beside a driver that starts anew each time.</summary>
internal sealed class MemoryProject
{
    private readonly GeneratorHarness _harness = new(() => new ToolGenerator());
    private CSharpCompilation _compilation;
    private GeneratorDriver _driver;

    public MemoryProject(params (string Name, string Text)[] files)
    {
        _compilation = _harness.Compile([]).WithOptions(new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        foreach (var (name, text) in files)
            Replace(name, text);
        _driver = Driver().RunGenerators(_compilation, TestContext.Current.CancellationToken);
    }

    /// <summary>What the driver that remembers has emitted, by name.</summary>
    public ImmutableSortedDictionary<string, string> Files => Emitted(_driver);

    /// <summary>What a driver emits that has never seen the project.</summary>
    public ImmutableSortedDictionary<string, string> Fresh => Emitted(Driver().RunGenerators(_compilation, TestContext.Current.CancellationToken));

    /// <summary>Writes a file, or deletes it where the text is null, and runs the driver.</summary>
    public void Edit(string name, string? text)
    {
        Replace(name, text);
        _driver = _driver.RunGenerators(_compilation, TestContext.Current.CancellationToken);
    }

    /// <summary>Changes what is no file, and runs the driver.</summary>
    public void Change(Func<CSharpCompilation, CSharpCompilation> change)
    {
        _compilation = change(_compilation);
        _driver = _driver.RunGenerators(_compilation, TestContext.Current.CancellationToken);
    }

    private void Replace(string name, string? text)
    {
        var old = _compilation.SyntaxTrees.FirstOrDefault(tree => tree.FilePath == name);
        var now = text is null ? null : CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Preview), name, System.Text.Encoding.UTF8, TestContext.Current.CancellationToken);
        _compilation = (old, now) switch
        {
            (null, null) => _compilation,
            (null, { } added) => _compilation.AddSyntaxTrees(added),
            ({ } removed, null) => _compilation.RemoveSyntaxTrees(removed),
            ({ } replaced, { } by) => _compilation.ReplaceSyntaxTree(replaced, by),
        };
    }

    private static CSharpGeneratorDriver Driver() => CSharpGeneratorDriver.Create([new ToolGenerator().AsSourceGenerator()], parseOptions: new CSharpParseOptions(LanguageVersion.Preview));

    private static ImmutableSortedDictionary<string, string> Emitted(GeneratorDriver driver)
    {
        var result = driver.GetRunResult();
        foreach (var generator in result.Results)
            generator.Exception.ShouldBeNull();
        return result.Results.SelectMany(generator => generator.GeneratedSources)
            .ToImmutableSortedDictionary(source => source.HintName, source => source.SourceText.ToString(), StringComparer.Ordinal);
    }
}
