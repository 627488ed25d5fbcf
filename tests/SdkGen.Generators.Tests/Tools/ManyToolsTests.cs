using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SdkGen.Generators.Tests.Harness;
using SdkGen.Generators.Tools;

namespace SdkGen.Generators.Tests.Tools;

/// <summary>What many tools of one project cost, counted in bytes that the generator allocates: what grows faster than the tools shows there, on any machine.</summary>
public class ManyToolsTests
{
    [Fact]
    public void A_thousand_tools_take_at_most_twelve_times_what_a_hundred_take()
    {
        _ = Allocated(100);
        var (hundred, thousand) = (Allocated(100), Allocated(1000));
        (thousand / (double)hundred).ShouldBeInRange(5, 12);
    }

    private static long Allocated(int tools)
    {
        var members = Enumerable.Range(0, tools).Select(static i => $"/// <summary>Gets {i}.</summary>\n [LlmTool] public static double Get{i}(string city, int days = {i}, bool metric = true) => city.Length + days;");
        var compilation = new GeneratorHarness().Compile([$"using SdkGen; namespace Demo; public static class Host {{ {string.Join('\n', members)}\n }}"]);
        var driver = CSharpGeneratorDriver.Create([new ToolGenerator().AsSourceGenerator()], parseOptions: (CSharpParseOptions)compilation.SyntaxTrees[0].Options);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var result = driver.RunGenerators(compilation, TestContext.Current.CancellationToken).GetRunResult();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        result.GeneratedTrees.Single().GetText(TestContext.Current.CancellationToken).ToString().Split("new global::SdkGen.DeferredTool(").Length.ShouldBe(tools + 1);
        return allocated;
    }
}
