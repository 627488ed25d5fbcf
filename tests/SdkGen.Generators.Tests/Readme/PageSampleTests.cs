using Microsoft.CodeAnalysis;

namespace SdkGen.Generators.Tests.Readme;

/// <summary>The pages of docs/: each sample compiles as it stands, with every generator and analyzer, without a complaint.</summary>
public sealed class PageSampleTests
{
    private static readonly string[] s_pages = ["capabilities.md", "observability.md", "operations.md", "resilience.md", "tool-loop.md", "tools.md"];

    public static TheoryData<string, string> Samples
    {
        get
        {
            var samples = new TheoryData<string, string>();
            foreach (var page in s_pages)
            {
                foreach (var name in new MarkdownPage("docs", page).Names)
                    samples.Add(page, name);
            }

            return samples;
        }
    }

    public static TheoryData<string> Pages => [.. s_pages];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task A_sample_compiles_as_it_stands(string page, string name)
    {
        var code = new MarkdownPage("docs", page).Block(name);
        var isProgram = !code.Split('\n').First(line => line.Length > 0 && !line.StartsWith("using ", StringComparison.Ordinal)).StartsWith("public ", StringComparison.Ordinal);
        var compiled = ReadmeCode.Compile(code, isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary);
        (await compiled.ComplaintsAsync()).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_sample_of_a_page_is_compiled(string page)
    {
        var markdown = new MarkdownPage("docs", page);
        markdown.Names.Count().ShouldBe(markdown.Samples);
    }
}
