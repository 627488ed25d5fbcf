using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SdkGen.Generators.Tests.Harness;
using SdkGen.Generators.Tools;

namespace SdkGen.Generators.Tests.Tools;

/// <summary>What runs again after which edit: the harness shows that nothing does after an unrelated one, this shows that something does after a related one.</summary>
public class IncrementalTests
{
    private const string Two = """
        using SdkGen;
        namespace Demo;
        public static class A { /// <summary>One.</summary>
            [LlmTool] public static int One() => 1; }
        public static class B { /// <summary>Two.</summary>
            [LlmTool] public static int Two() => 1; }
        """;

    [Fact]
    public void An_edit_of_one_tool_emits_its_class_alone() =>
        Edit("One.", "First.").ShouldBe([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached]);

    [Fact]
    public void A_body_or_the_place_in_the_file_is_no_change() =>
        Edit("=> 1; }\npublic static class B", "=> 2; }\n\n// moved\npublic static class B").ShouldAllBe(reason => reason == IncrementalStepRunReason.Cached);

    private static IncrementalStepRunReason[] Edit(string before, string after)
    {
        var first = new GeneratorHarness(() => new ToolGenerator()).Run(Two);
        Two.ShouldContain(before);
        var edited = first.After(compilation =>
        {
            var tree = compilation.SyntaxTrees[0];
            return compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(Two.Replace(before, after), (CSharpParseOptions)tree.Options, tree.FilePath));
        });
        return [.. edited.OutputReasons()];
    }
}
