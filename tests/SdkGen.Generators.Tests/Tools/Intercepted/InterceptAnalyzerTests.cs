using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using SdkGen.Generators.Tests.Harness;
using SdkGen.Generators.Tools.Intercepted;

namespace SdkGen.Generators.Tests.Tools.Intercepted;

/// <summary>LLM1032: calls that stay the factory's, with the reason; and which edits emit what anew.</summary>
public class InterceptAnalyzerTests
{
    private const string Prefix = "LLM1032 This function is made by reflection, not generated: ";

    [Theory]
    [InlineData("AIFunctionFactory.Create(typeof(C).GetMethod(\"M\")!, (object?)null)", "its method is a MethodInfo, which only exists when the program runs: give it the method itself")]
    [InlineData("AIFunctionFactory.Create(typeof(C).GetMethod(\"M\")!, _ => new C())", "its method is a MethodInfo, which only exists when the program runs: give it the method itself")]
    [InlineData("AIFunctionFactory.Create(s_made)", "its delegate was made elsewhere, where its method is not seen: write the method or the lambda in the call")]
    [InlineData("AIFunctionFactory.Create(true ? s_made : s_made)", "its delegate was made elsewhere, where its method is not seen: write the method or the lambda in the call")]
    [InlineData("F.Create(() => 1)", "it is not written as a call of AIFunctionFactory.Create")]
    [InlineData("AIFunctionFactory.Create((ref int x) => x)", "it takes a parameter by reference")]
    [InlineData("AIFunctionFactory.Create((object x) => 1)", "parameter x can be anything")]
    [InlineData("AIFunctionFactory.Create(((int, string) x) => 1)", "parameter x is a tuple, which System.Text.Json does not read")]
    [InlineData("AIFunctionFactory.Create((System.Collections.Generic.List<System.Reflection.BindingFlags> x) => 1)", "parameter x is of BindingFlags, whose [Flags] are read in another way")]
    [InlineData("AIFunctionFactory.Create((System.Numerics.BigInteger x) => 1)", "parameter x is a BigInteger, which System.Text.Json does not read")]
    [InlineData("AIFunctionFactory.Create(() => new { A = 1 })", "its result has an anonymous type")]
    [InlineData("AIFunctionFactory.Create((Hidden x) => 1)", "parameter x has the type Hidden, which is private: make it internal, so that the generated code can name it")]
    [InlineData("AIFunctionFactory.Create((System.IO.Stream x) => 1)", "parameter x has the type Stream, which has no shape in JSON: take plain data")]
    [InlineData("AIFunctionFactory.Create(() => System.IO.Stream.Null)", "its result has the type Stream, which has no shape in JSON: take plain data")]
    [InlineData("AIFunctionFactory.Create((Pair x) => 1)", "Demo.Pair.Flags is read by System.Text.Json in another way")]
    [InlineData("AIFunctionFactory.Create(() => new Twin((1, 2)))", "it takes or returns a tuple, which System.Text.Json does not read")]
    [InlineData("AIFunctionFactory.Create(((IDisposable)null!).Dispose)", "it is abstract, and the factory takes the names and defaults of what implements it")]
    [InlineData("AIFunctionFactory.Create(new Inner().ToString)", "it may be overridden, with other names and defaults")]
    [InlineData("AIFunctionFactory.Create(([System.ComponentModel.DefaultValue(5)] int x) => x)", "parameter x has a [DefaultValue]")]
    public async Task It_is_said_why_a_call_stays_as_it_is(string call, string reason)
    {
        var (reports, output) = await RunAsync(call);
        reports.ShouldBe([Prefix + reason]);
        output.Files.ShouldBeEmpty();
    }

    [Fact]
    public async Task Types_that_are_not_known_stay()
    {
        var (reports, _) = await RunAsync("null!", "public class G<T> { public AIFunction Call(T t) => AIFunctionFactory.Create((T x) => 1); public AIFunction Other() => AIFunctionFactory.Create((int x) => 1); }");
        reports.ShouldBe([Prefix + "parameter x has the type parameter T in its type"]);
    }

    [Theory]
    [InlineData("AIFunctionFactory.Create(() => 1)")]
    [InlineData("Microsoft.Extensions.AI.AIFunctionFactory.Create(M)")]
    [InlineData("global::Microsoft.Extensions.AI.AIFunctionFactory.Create(M, \"name\")")]
    [InlineData("AIFunctionFactory.Create((M))")]
    [InlineData("AIFunctionFactory.Create((int x) => x, new AIFunctionFactoryOptions())")]
    public async Task Nothing_is_said_where_a_function_is_generated(string call)
    {
        var (reports, output) = await RunAsync(call);
        reports.ShouldBeEmpty();
        output.Files.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_struct_is_made_as_the_serializer_makes_it()
    {
        var (reports, output) = await RunAsync("AIFunctionFactory.Create((S s) => s.X)", "public readonly struct S(int x) { public int X => x; public int Y { get; init; } }");
        reports.ShouldBeEmpty();
        output.Files.Values.Single().ShouldContain("new global::Demo.S()");
    }

    [Fact]
    public void Code_that_the_project_could_not_compile_is_not_emitted()
    {
        var harness = new GeneratorHarness(() => new InterceptGenerator()) { LanguageVersion = LanguageVersion.CSharp11 };
        harness.Expected.Add("CS0414");
        harness.Properties["SdkGenInterceptAIFunctionFactory"] = "true";
        harness.Run(Source("AIFunctionFactory.Create(M)", "")).Files.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_is_said_where_nobody_asked() =>
        (await RunAsync("AIFunctionFactory.Create((object x) => 1)", wanted: false)).Reports.ShouldBeEmpty();

    [Fact]
    public void An_edit_elsewhere_emits_nothing_anew_and_one_here_emits_its_function()
    {
        const string Other = "using Microsoft.Extensions.AI; namespace Demo; public static class D { public static AIFunction Two() => AIFunctionFactory.Create(Twice); public static int Twice(int x) => 2 * x; }";
        var first = InterceptTests.Harness(wanted: true).Run([Source("AIFunctionFactory.Create(M)", ""), Other]);
        first.Files.Keys.ShouldBe(["SdkGen.Intercepted.M.g.cs", "SdkGen.Intercepted.Twice.g.cs"]);

        Edit(first, 1, text => text + "\n// later").OutputReasons().ShouldAllBe(reason => reason == IncrementalStepRunReason.Cached || reason == IncrementalStepRunReason.Modified);
        var changed = Edit(first, 1, text => text.Replace("2 * x", "3 * x", StringComparison.Ordinal));
        changed.OutputReasons().Count(reason => reason == IncrementalStepRunReason.Cached).ShouldBe(1);
        changed.OutputReasons().Count(reason => reason == IncrementalStepRunReason.Modified).ShouldBe(1);
        changed.Files["SdkGen.Intercepted.M.g.cs"].ShouldBe(first.Files["SdkGen.Intercepted.M.g.cs"]);
    }

    private static GeneratorOutput Edit(GeneratorOutput output, int file, Func<string, string> edit) => output.After(compilation =>
    {
        var tree = compilation.SyntaxTrees[file];
        return compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(edit(tree.ToString()), (CSharpParseOptions)tree.Options, tree.FilePath, System.Text.Encoding.UTF8, TestContext.Current.CancellationToken));
    });

    private static string Source(string call, string more) => $$"""
        using System;
        using Microsoft.Extensions.AI;
        using F = Microsoft.Extensions.AI.AIFunctionFactory;
        namespace Demo;
        public class C
        {
            private static readonly Func<int, int> s_made = x => x;
            private sealed record Hidden(int X);
            private class Inner { public override string ToString() => ""; }
            public static int M() => 1;
            public static AIFunction Make() => {{call}};
        }
        public sealed record Pair(System.Reflection.BindingFlags[] Flags);
        public sealed record Twin((int, int) Both);
        {{more}}
        """;

    private static async Task<(string[] Reports, GeneratorOutput Output)> RunAsync(string call, string more = "", bool wanted = true)
    {
        var harness = InterceptTests.Harness(wanted);
        harness.Expected.Add("CS0414");
        var output = harness.RunUnchecked([Source(call, more)]);
        output.ShouldBeWellFormed();
        output.Compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();
        var options = new AnalyzerOptions([], new HarnessOptions(harness.Properties));
        var reports = await output.Compilation.WithAnalyzers([new InterceptAnalyzer()], options).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return ([.. reports.OrderBy(report => report.Location.SourceSpan.Start).Select(report => $"{report.Id} {report.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}")], output);
    }
}
