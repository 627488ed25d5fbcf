using Microsoft.CodeAnalysis.CSharp;
using SdkGen.Generators.Tests.Harness;
using SdkGen.Generators.Tools;

namespace SdkGen.Generators.Tests.Tools;

/// <summary>What is emitted for tools; the harness holds everything to the rules that all generators share.</summary>
public class ToolGeneratorTests
{
    [Fact]
    public void A_static_class() => GoldenFolder.ShouldMatch("weather", Run(ToolSources.Weather).Files);

    [Fact]
    public void An_instance_class_with_nested_types() => GoldenFolder.ShouldMatch("trips", Run(ToolSources.Trips).Files);

    [Fact]
    public void Below_version_14_there_is_the_companion_alone()
    {
        var files = new GeneratorHarness(() => new ToolGenerator()) { LanguageVersion = LanguageVersion.CSharp13 }.Run(ToolSources.Trips).Files;
        files.Values.Single().ShouldNotContain("extension(");
        files.Values.Single().ShouldContain("Of(global::Demo.Planner instance)");
    }

    private static GeneratorOutput Run(string source) => new GeneratorHarness(() => new ToolGenerator()).Run(source);
}
