using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.Extensions.AI;
using SdkGen.Generators.Tests.Harness;
using SdkGen.Generators.Tools;

namespace SdkGen.Generators.Tests.Tools;

/// <summary>Tools as a set: how a project names them, and types that have tools only because they are asked for.</summary>
public class ToolSetTests
{
    private const string Generic = """
        using SdkGen;
        [assembly: LlmTools<Demo.Search<Demo.Order>>]
        namespace Demo;
        public sealed record Order(int Id, string? Note);
        public class Search<T>
        {
            /// <summary>Finds.</summary>
            /// <param name="text">What.</param>
            [LlmTool] public T? Find(string text) => default;
            /// <summary>Saves.</summary>
            /// <param name="item">Which.</param>
            [LlmTool] public void Save(T item) { }
        }
        """;

    [Theory]
    [InlineData("", "GetHTTPStatus2", "GetHTTPStatus2")]
    [InlineData("snake_case", "GetHTTPStatus2", "get_http_status2")]
    [InlineData("snake_case", "GetForecastAsync", "get_forecast")]
    [InlineData("snake_case", "Get_Forecast", "get_forecast")]
    [InlineData("kebab-case", "GetForecast", "get-forecast")]
    [InlineData("camelCase", "GetForecast", "getForecast")]
    [InlineData("camelCase", "IOPort", "ioPort")]
    public void A_project_has_one_way_to_spell_names(string policy, string method, string expected)
    {
        var harness = Harness();
        harness.Properties["SdkGenToolNames"] = policy;
        var output = harness.Run($$"""
            using SdkGen;
            namespace Demo;
            public static class Host
            {
                /// <summary>x</summary>
                [LlmTool] public static System.Threading.Tasks.Task<int> {{method}}() => System.Threading.Tasks.Task.FromResult(1);
                /// <summary>x</summary>
                [LlmTool("AsWritten")] public static int Other() => 1;
            }
            """);
        var tools = (IEnumerable<AIFunction>)output.Load().GetType("Demo.HostTools")!.GetProperty("All")!.GetValue(null)!;
        tools.Select(tool => tool.Name).ShouldBe([expected, "AsWritten"]);
    }

    [Fact]
    public async Task Names_that_a_policy_makes_equal_are_an_error()
    {
        const string Source = """
            using SdkGen;
            namespace Demo;
            public static class Host
            {
                /// <summary>x</summary>
                [LlmTool] public static int GetUser() => 1;
                /// <summary>x</summary>
                [LlmTool] public static int Get_User() => 1;
            }
            """;
        (await ReportsAsync(Source, ("SdkGenToolNames", "snake_case"))).ShouldBe(["LLM1002 Host has two tools named get_user: give one of them another name with [LlmTool(\"…\")]"]);
        (await ReportsAsync(Source)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_generic_type_is_no_error_once_it_is_asked_for()
    {
        (await ReportsAsync(Generic)).ShouldBeEmpty();
        var output = Harness().Run(Generic);
        output.Files.Keys.ShouldBe(["Demo.SearchOfOrderTools.g.cs"]);
        var type = output.Load().GetType("Demo.SearchOfOrderTools")!;
        type.GetMethod("Of")!.GetParameters().Single().ParameterType.ToString().ShouldBe("Demo.Search`1[Demo.Order]");
    }

    [Fact]
    public async Task What_cannot_be_a_tool_for_a_type_argument_is_said_where_it_is_asked_for()
    {
        var reports = await ReportsAsync(Generic.Replace("Search<Demo.Order>", "Search<System.IO.Stream>", StringComparison.Ordinal));
        reports.Count.ShouldBe(2);
        reports.ShouldAllBe(report => report.StartsWith("LLM1001 ", StringComparison.Ordinal) && report.Contains("Stream"));
        (await ReportsAsync(Generic.Replace("Demo.Search<Demo.Order>", "Demo.Order", StringComparison.Ordinal)))
            .ShouldContain("LLM1031 Order has no method with [LlmTool], nor inherits one");
    }

    [Fact]
    public void Type_arguments_decide_who_may_see_the_tools()
    {
        var output = Harness().Run(Generic.Replace("public sealed record Order", "internal sealed record Order", StringComparison.Ordinal));
        output.Files.Values.Single().ShouldContain("internal static class SearchOfOrderTools");
    }

    [Fact]
    public void Inherited_tools_join_the_types_own()
    {
        var output = Harness().Run("""
            using SdkGen;
            [assembly: LlmTools<Demo.Shop>]
            namespace Demo;
            public interface IDoor { /// <summary>x</summary>
                [LlmTool] bool Open(); }
            public abstract class Place { /// <summary>x</summary>
                [LlmTool] public abstract string Name(); }
            public class Shop : Place, IDoor
            {
                public bool Open() => true;
                public override string Name() => "shop";
                /// <summary>x</summary>
                [LlmTool] public int Sell() => 1;
            }
            """);
        output.Files.Keys.ShouldBe(["Demo.IDoorTools.g.cs", "Demo.PlaceTools.g.cs", "Demo.ShopTools.g.cs"]);
        var assembly = output.Load();
        var tools = (IReadOnlyList<AIFunction>)assembly.GetType("Demo.ShopTools")!.GetMethod("Of")!.Invoke(null, [Activator.CreateInstance(assembly.GetType("Demo.Shop")!)])!;
        tools.Select(tool => tool.Name).ShouldBe(["Sell", "Name", "Open"]);
    }

    [Fact]
    public void An_edit_elsewhere_leaves_asked_tools_alone()
    {
        var edited = Harness().Run(Generic).After(compilation => compilation.AddSyntaxTrees(
            Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText("namespace Demo; public record Other(int A);", (Microsoft.CodeAnalysis.CSharp.CSharpParseOptions)compilation.SyntaxTrees[0].Options)));
        edited.OutputReasons().ShouldAllBe(reason => reason == IncrementalStepRunReason.Cached);
    }

    [Theory]
    [InlineData("private sealed class Report; /// <summary>x</summary>\n[LlmTool] public static int T(System.IProgress<Report> p) => 1;", "LLM1006 Parameter p of tool method T cannot be filled: Report is private: make it internal")]
    [InlineData("/// <summary>x</summary>\n[LlmTool] public static int T(System.IProgress<int> p, ToolContext c) => 1;", null)]
    public async Task Progress_is_reported_as_a_type_that_can_be_named(string member, string? expected)
    {
        var reports = await ReportsAsync($"using SdkGen; namespace Demo; public static class Host {{ {member} }}");
        reports.ShouldBe(expected is null ? [] : [expected]);
    }

    private static GeneratorHarness Harness() => new(() => new ToolGenerator());

    private static async Task<IReadOnlyList<string>> ReportsAsync(string source, params (string Name, string Value)[] properties)
    {
        var harness = Harness();
        foreach (var (name, value) in properties)
            harness.Properties[name] = value;
        var output = harness.RunUnchecked([source]);
        output.ShouldBeWellFormed();
        var options = new AnalyzerOptions([], new HarnessOptions(harness.Properties));
        var reports = await output.Compilation.WithAnalyzers([new ToolAnalyzer()], options).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. reports.OrderBy(report => report.Location.SourceSpan.Start).Select(report => $"{report.Id} {report.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}")];
    }
}
