using System.Text.Json;
using Microsoft.CodeAnalysis;
using SdkGen.Generators.Tests.Harness;
using SdkGen.Generators.Tools;

namespace SdkGen.Generators.Tests.Tools;

/// <summary>Types and annotations at the edge of what a tool can take: the emitted code compiles, and does what the declaration says.</summary>
public class ToolEdgeTests
{
    [Theory]
    [InlineData("[DeniedValues(null!)] string? x", """{"x":null}""", false)]
    [InlineData("[DeniedValues(null!)] string? x", """{"x":"a"}""", true)]
    [InlineData("[AllowedValues(null!)] string? x", """{"x":null}""", true)]
    [InlineData("[AllowedValues(null!)] string? x", """{"x":"a"}""", false)]
    [InlineData("[AllowedValues((object?)null, null)] int? x", """{"x":null}""", true)]
    [InlineData("[AllowedValues((object?)null, null)] int? x", """{"x":1}""", false)]
    [InlineData("[AllowedValues(1, 2)] Int128 x", """{"x":2}""", true)]
    [InlineData("[AllowedValues(1, 2)] Int128 x", """{"x":3}""", false)]
    [InlineData("[DeniedValues(1)] System.Numerics.BigInteger x", """{"x":2}""", true)]
    [InlineData("[DeniedValues(1)] System.Numerics.BigInteger x", """{"x":1}""", false)]
    [InlineData("[AllowedValues(1.5)] Half x", """{"x":1.5}""", true)]
    [InlineData("[AllowedValues(1.5)] Half x", """{"x":1}""", false)]
    [InlineData("[Range(-5, 400)] byte x", """{"x":255}""", true)]
    [InlineData("[RegularExpression(\"[A-Z]{3}\")] string x", """{"x":"ABC"}""", true)]
    [InlineData("[RegularExpression(\"[A-Z]{3}\")] string x", """{"x":"ABC\n"}""", false)]
    public async Task Constraints_hold(string parameter, string arguments, bool isValid)
    {
        var result = await RunAsync($"[LlmTool] public static string Run({parameter}) => \"ran\";", "", arguments);
        (result == "\"ran\"" || result == "ran").ShouldBe(isValid, result);
    }

    [Fact]
    public async Task Names_of_emitted_types_leave_those_of_the_signature_alone()
    {
        (await RunAsync(
            "[LlmTool] public static string Plan(PlanArguments a, PlanTool b, HostToolsJson c) => a.City + b.Size + c.Name;",
            "public sealed record PlanArguments(string City); public sealed record PlanTool(int Size); public sealed record HostToolsJson(string Name);",
            """{"a":{"city":"Oslo"},"b":{"size":2},"c":{"name":"n"}}""")).ShouldBe("Oslo2n");
    }

    [Theory]
    [InlineData("{}", "20/a/1")]
    [InlineData("""{"size":5}""", "5/a/1")]
    [InlineData("""{"size":5,"tag":"b","items":[1,2]}""", "5/b/2")]
    public async Task Initial_values_of_generic_types_stay(string page, string expected) => (await RunAsync(
        "[LlmTool] public static string Run(Page<int> p) => p.Size + \"/\" + p.Tag + \"/\" + p.Items.Count;",
        "public class Page<T> { public int Size { get; init; } = 20; public string Tag { get; init; } = Initial(); public List<T> Items { get; set; } = [default!]; private static string Initial() => \"a\"; }",
        $$"""{"p":{{page}}}""")).ShouldBe(expected);

    [Theory]
    [InlineData("{}", "20")]
    [InlineData("""{"size":5}""", "5")]
    public async Task Initial_values_of_structs_and_base_types_stay(string size, string expected)
    {
        const string Types = """
            public struct Window { public Window() { } public int Size { get; init; } = 20; }
            public class Base { public int Size { get; init; } = 20; }
            public sealed class Derived : Base;
            """;
        (await RunAsync("[LlmTool] public static string Run(Window p) => p.Size.ToString();", Types, $$"""{"p":{{size}}}""")).ShouldBe(expected);
        (await RunAsync("[LlmTool] public static string Run(Derived p) => p.Size.ToString();", Types, $$"""{"p":{{size}}}""")).ShouldBe(expected);
    }

    [Fact]
    public async Task A_case_that_is_met_before_its_union_knows_its_discriminator()
    {
        const string Types = """
            [JsonDerivedType(typeof(Circle), "circle"), JsonDerivedType(typeof(Dot), "dot")] public abstract record Shape;
            public sealed record Circle(double Radius, Shape? Inner = null) : Shape;
            public sealed record Dot(int X) : Shape;
            """;
        const string Inner = """{"c":{"radius":1,"inner":{"radius":2,"$type":"circle"}}}""";
        (await RunAsync("[LlmTool] public static string Run(Circle c) => c.Inner!.ToString()!;", Types, Inner)).ShouldContain("Radius = 2");
        (await RunAsync(
            "/// <summary>x</summary>\n[LlmTool] public static int First(Dot d) => d.X; /// <summary>x</summary>\n[LlmTool] public static string Run(Shape c) => c.ToString()!;",
            Types, """{"c":{"$type":"dot","x":3}}""")).ShouldContain("X = 3");
    }

    [Fact]
    public async Task Members_whose_locals_would_have_the_same_name()
    {
        (await RunAsync(
            "[LlmTool] public static string Run(Setting s, Twin t) => s.Name + s.NameValue + t.Foo + t.foo + t.Seen2;",
            """
            public sealed record Setting(string Name, string NameValue);
            public sealed class Twin { public required string Foo { get; init; } [JsonPropertyName("other")] public required string foo { get; init; } public int Seen2 { get; init; } }
            """,
            """{"s":{"name":"a","nameValue":"b"},"t":{"foo":"c","other":"d","seen2":5}}""")).ShouldBe("abcd5");
    }

    [Fact]
    public async Task Keys_of_maps_have_the_names_of_the_enum()
    {
        const string Types = "public enum Place { [JsonStringEnumMemberName(\"at-home\")] Home, Away }";
        const string Method = "[LlmTool] public static Dictionary<Place, int> Run(Dictionary<Place, int> m) => m;";
        (await RunAsync(Method, Types, """{"m":{"at-home":1,"Away":2}}""")).ShouldBe("""{"at-home":1,"Away":2}""");
        (await RunAsync(Method, Types, """{"m":{"Home":1}}""")).ShouldContain("Home");
        (await RunAsync(Method, Types, """{"m":{"Home":1}}""")).ShouldNotBe("""{"at-home":1}""");
    }

    [Fact]
    public void Types_that_are_obsolete_or_experimental_break_no_build()
    {
        var output = Harness().RunUnchecked(["""
            using SdkGen; using System; using System.Diagnostics.CodeAnalysis;
            namespace Demo;
            [Obsolete("old", DiagnosticId = "OLD001")] public sealed record Old(int X);
            [Experimental("NEW001")] public sealed record Fresh(int X);
            #pragma warning disable OLD001, NEW001
            public static class Host { /// <summary>x</summary>
                [LlmTool] public static Fresh Run(Old a, Fresh b) => b; }
            """]);
        output.ShouldBeWellFormed();
        output.Compilation.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && diagnostic.Id is "OLD001" or "NEW001").ShouldBeEmpty();
    }

    [Fact]
    public void A_type_is_the_key_of_a_service() => Harness().Run("""
        using SdkGen; using Microsoft.Extensions.DependencyInjection;
        namespace Demo;
        public static class Host { /// <summary>x</summary>
            [LlmTool] public static string Run([FromKeyedServices(typeof(Host))] System.IDisposable a) => ""; }
        """).Files.Values.Single().ShouldContain("typeof(global::Demo.Host)");

    [Fact]
    public void Comments_between_stars_are_read() => string.Concat(Harness().Run("""
        using SdkGen;
        namespace Demo;
        public static class Host {
            /**
             * <summary>Finds
             * it.</summary>
             * <param name="a">What *it* is.</param>
             */
            [LlmTool] public static string Run(string a) => a; }
        """).Files.Values).ShouldSatisfyAllConditions(text => text.ShouldContain("\"Finds it.\""), text => text.ShouldContain("What *it* is."));

    private static GeneratorHarness Harness() => new(() => new ToolGenerator());

    private static async Task<string> RunAsync(string method, string types, string arguments)
    {
        var output = Harness().RunUnchecked([$$"""
            using System; using System.Collections.Generic; using System.ComponentModel.DataAnnotations; using System.Text.Json.Serialization; using SdkGen;
            namespace Demo;
            public static class Host { /// <summary>x</summary>
                {{method}} }
            {{types}}
            """]);
        output.ShouldBeWellFormed();
        output.ShouldCompile(new HashSet<string>());
        var all = output.Load().GetTypes().Single(type => type.Name == "HostTools").GetProperty("All")!;
        var tool = ((IEnumerable<Microsoft.Extensions.AI.AIFunction>)all.GetValue(null)!).Last();
        using var json = JsonDocument.Parse(arguments);
        var values = new Microsoft.Extensions.AI.AIFunctionArguments();
        foreach (var member in json.RootElement.EnumerateObject())
            values[member.Name] = member.Value;
        return (await tool.InvokeAsync(values, TestContext.Current.CancellationToken))!.ToString()!;
    }
}
