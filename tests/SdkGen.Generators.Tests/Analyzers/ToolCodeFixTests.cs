using Microsoft.CodeAnalysis;
using SdkGen.Analyzers.Tools;
using SdkGen.CodeFixes;
using SdkGen.Generators.Tools;

namespace SdkGen.Generators.Tests.Analyzers;

/// <summary>LLM1xxx: what the editor offers beside a tool, and what it writes.</summary>
public class ToolCodeFixTests
{
    private const string Summary = "/// <summary>x</summary>\n";

    private static readonly FixedCode s_fixes = new(
        [new ToolAnalyzer(), new ToolDesignAnalyzer()],
        new DescribeToolCodeFixProvider(), new DescribeEnumCodeFixProvider(), new NameToolCodeFixProvider(), new ToolSignatureCodeFixProvider(), new ReachTypeCodeFixProvider());

    [Theory]
    [InlineData("    [LlmTool]\n    public int Run() => 1;", "Add a <summary>", "    /// <summary>TODO: what Run does, and when to use it.</summary>\n    [LlmTool]\n    public int Run() => 1;")]
    [InlineData("[LlmTool] public int Run() => 1;", "Add a [Description]", "[System.ComponentModel.Description(\"TODO: what Run does, and when to use it.\")]\n[LlmTool] public int Run() => 1;")]
    [InlineData(Summary + "    [LlmTool]\n    public int Run(int @int) => 1;", "Add a <param>", Summary + "    /// <param name=\"int\">TODO: what int means, with an example.</param>\n    [LlmTool]\n    public int Run(int @int) => 1;")]
    [InlineData(Summary + "[LlmTool] public int Run(in int a) => 1;", "Add a [Description]", Summary + "[LlmTool] public int Run([System.ComponentModel.Description(\"TODO: what a means, with an example.\")] in int a) => 1;")]
    [InlineData(Summary + "[LlmTool] public int Run() => 1; " + Summary + "[LlmTool] public int Run([System.ComponentModel.Description(\"x\")] string city, CancellationToken token) => 1;", "Name the tool RunByCity", Summary + "[LlmTool] public int Run() => 1; " + Summary + "[LlmTool(\"RunByCity\")] public int Run([System.ComponentModel.Description(\"x\")] string city, CancellationToken token) => 1;")]
    [InlineData(Summary + "[LlmTool(\"One\")] public int A() => 1; " + Summary + "[LlmTool(\"One\", RequiresApproval = true)] public int B() => 1;", "Name the tool One2", Summary + "[LlmTool(\"One\")] public int A() => 1; " + Summary + "[LlmTool(\"One2\", RequiresApproval = true)] public int B() => 1;")]
    [InlineData(Summary + "[LlmTool(RequiresApproval = true)] public int Größe() => 1;", "Name the tool Gro_e", Summary + "[LlmTool(\"Gro_e\", RequiresApproval = true)] public int Größe() => 1;")]
    [InlineData(Summary + "[LlmTool(\"get it!\")] public int Run() => 1;", "Name the tool get_it_", Summary + "[LlmTool(\"get_it_\")] public int Run() => 1;")]
    [InlineData(Summary + "[LlmTool] public async void Run(CancellationToken token) => await Task.Yield();", "Return Task", Summary + "[LlmTool] public async Task Run(CancellationToken token) => await Task.Yield();")]
    [InlineData(Summary + "[LlmTool] public Task RunAsync() => Task.CompletedTask;", "Take a CancellationToken", Summary + "[LlmTool] public Task RunAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;")]
    [InlineData(Summary + "/// <param name=\"a\">x</param>\n/// <param name=\"b\">x</param>\n[LlmTool] public Task RunAsync(int a, params int[] b) => Task.CompletedTask;", "Take a CancellationToken", Summary + "/// <param name=\"a\">x</param>\n/// <param name=\"b\">x</param>\n[LlmTool] public Task RunAsync(int a, CancellationToken cancellationToken = default, params int[] b) => Task.CompletedTask;")]
    [InlineData(Summary + "[LlmTool] private static int Run() => 1;", "Make Run internal", Summary + "[LlmTool] internal static int Run() => 1;")]
    [InlineData(Summary + "[LlmTool] int Run() => 1;", "Make Run internal", Summary + "[LlmTool] internal int Run() => 1;")]
    [InlineData("private sealed class Inner { " + Summary + "[LlmTool] public int Run() => 1; }", "Make Inner internal", "internal sealed class Inner { " + Summary + "[LlmTool] public int Run() => 1; }")]
    [InlineData("private sealed record Item(int A);\n" + Summary + "/// <param name=\"item\">x</param>\n[LlmTool] internal int Run(Item item) => 1;", "Make Item internal", "internal sealed record Item(int A);\n" + Summary + "/// <param name=\"item\">x</param>\n[LlmTool] internal int Run(Item item) => 1;")]
    [InlineData("enum Size { S }\n" + Summary + "[LlmTool] internal System.Collections.Generic.List<Size> Run() => [];", "Make Size internal", "internal enum Size { S }\n" + Summary + "[LlmTool] internal System.Collections.Generic.List<Size> Run() => [];")]
    [InlineData("private sealed record Step(int A);\n" + Summary + "[LlmTool] internal int Run(IProgress<Step> steps) => 1;", "Make Step internal", "internal sealed record Step(int A);\n" + Summary + "[LlmTool] internal int Run(IProgress<Step> steps) => 1;")]
    [InlineData("public enum Size { S, [System.ComponentModel.Description(\"x\")] M }\n" + Summary + "/// <param name=\"size\">x</param>\n[LlmTool] public int Run(Size? size) => 1;", "Add a <summary> to the members of Size", "public enum Size { /// <summary>TODO: when to choose S.</summary>\nS, [System.ComponentModel.Description(\"x\")] M }\n" + Summary + "/// <param name=\"size\">x</param>\n[LlmTool] public int Run(Size? size) => 1;")]
    public async Task A_fix_leaves_a_tool_without_the_diagnostic(string member, string title, string expected)
    {
        var document = FixedCode.Document(Code(member));
        var actions = await s_fixes.ActionsAsync(document);
        var action = actions.FirstOrDefault(offered => offered.Title == title).ShouldNotBeNull(string.Join('\n', actions.Select(offered => offered.Title)));

        var changed = await FixedCode.ChangedAsync(document, action);

        (await changed.GetTextAsync()).ToString().ShouldBe(Code(expected));
        (await s_fixes.ReportsAsync(changed)).ShouldBeEmpty();
        (await changed.Project.GetCompilationAsync())!.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();
    }

    [Fact]
    public async Task All_comments_of_a_document_are_written_at_once()
    {
        var document = FixedCode.Document(Code("    [LlmTool]\n    public int One(int a, int b) => 1;\n\n    [LlmTool]\n    public int Two(int c) => 1;"));

        var named = await s_fixes.FixAllAsync(document, "LLM1008", "comment");
        var changed = await s_fixes.FixAllAsync(named, "LLM1004", "comment");

        (await s_fixes.ReportsAsync(changed)).ShouldBeEmpty();
        (await named.GetTextAsync()).ToString().ShouldBe(Code("""
                /// <param name="a">TODO: what a means, with an example.</param>
                /// <param name="b">TODO: what b means, with an example.</param>
                [LlmTool]
                public int One(int a, int b) => 1;

                /// <param name="c">TODO: what c means, with an example.</param>
                [LlmTool]
                public int Two(int c) => 1;
            """));
    }

    [Fact]
    public async Task All_tools_of_a_document_take_a_token()
    {
        var document = FixedCode.Document(Code(Summary + "[LlmTool] public Task OneAsync() => Task.CompletedTask;\n" + Summary + "[LlmTool] public Task TwoAsync() => Task.CompletedTask;"));
        (await s_fixes.ReportsAsync(await s_fixes.FixAllAsync(document, "LLM1011", "token"))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Summary + "/// <param name=\"grid\">x</param>\n[LlmTool] public int Run(int[,] grid) => 1;")]
    [InlineData(Summary + "[LlmTool] public int Run(ref int count) => 1;")]
    [InlineData(Summary + "/// <param name=\"password\">x</param>\n[LlmTool] public int Run(string password) => 1;")]
    [InlineData(Summary + "/// <param name=\"count\">x</param>\n[LlmTool] public int Run([System.ComponentModel.DataAnnotations.Compare(\"other\")] int count) => 1;")]
    public async Task Nothing_is_offered_where_a_person_has_to_choose(string member) =>
        (await s_fixes.ActionsAsync(FixedCode.Document(Code(member)))).Select(action => action.Title).ShouldBeEmpty();

    [Theory]
    [InlineData(Summary + "[LlmTool] public int Run<T>() => 1;")]
    [InlineData(Summary + "[LlmTool] public override string ToString() => \"\"; public override bool Equals(object? other) => true; " + Summary + "[LlmTool(\"x y\", RequiresApproval = true), Obsolete(\"x\", true)] public static int Old() => 1;")]
    public async Task Nothing_hides_or_shows_what_is_wrong_otherwise(string member) =>
        (await s_fixes.ActionsAsync(FixedCode.Document(Code(member)))).Select(action => action.Title).ShouldNotContain(title => title.StartsWith("Make", StringComparison.Ordinal) || title.StartsWith("Take", StringComparison.Ordinal));

    private static string Code(string member) => $"{AnalyzedCode.Usings}public partial class Host\n{{\n{member}\n}}\n";
}
