using Microsoft.CodeAnalysis;

namespace SdkGen.Generators.Tests.Readme;

/// <summary>docs/tools.md: each sample compiles as it stands, with every generator and analyzer, without a complaint.</summary>
public sealed class ToolsPageTests
{
    private static readonly MarkdownPage s_page = new("docs", "tools.md");

    public static TheoryData<string> Names => [.. s_page.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_sample_compiles_as_it_stands(string name)
    {
        var code = s_page.Block(name);
        var isProgram = !code.Split('\n').First(line => line.Length > 0 && !line.StartsWith("using ", StringComparison.Ordinal)).StartsWith("public ", StringComparison.Ordinal);
        var compiled = ReadmeCode.Compile(code, isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary);
        (await compiled.ComplaintsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public void Every_sample_is_compiled() => s_page.Names.Count().ShouldBe(s_page.Samples);
}
