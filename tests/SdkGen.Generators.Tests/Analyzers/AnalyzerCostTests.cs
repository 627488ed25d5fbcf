using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Diagnostics.Telemetry;
using SdkGen.Analyzers.Capabilities;

namespace SdkGen.Generators.Tests.Analyzers;

/// <summary>No rule looks through a compilation: each is asked about single calls, creations, names and texts, and decides from there.</summary>
public class AnalyzerCostTests
{
    private const string Empty = "static class Program { static void Main() { } }";

    /// <summary>The compiler offers all that a program does to each analyzer that asks: there is one, which asks once about each kind of thing.</summary>
    [Fact]
    public async Task One_analyzer_asks_about_single_operations_and_nodes_alone()
    {
        var actions = await ActionsAsync(AnalyzedCode.CompileApplication(Empty));

        (actions.CompilationActionsCount, actions.SyntaxTreeActionsCount, actions.SemanticModelActionsCount, actions.SymbolActionsCount, actions.SymbolStartActionsCount, actions.OperationBlockActionsCount, actions.CodeBlockActionsCount, actions.AdditionalFileActionsCount)
            .ShouldBe((0, 0, 0, 0, 0, 0, 0, 0));
        (actions.OperationActionsCount, actions.SyntaxNodeActionsCount, actions.CompilationEndActionsCount).ShouldBe((3, 2, 1));
        actions.Concurrent.ShouldBeTrue();
    }

    [Fact]
    public async Task A_library_has_nothing_to_say_at_its_end() => (await ActionsAsync(AnalyzedCode.Compile(Empty))).CompilationEndActionsCount.ShouldBe(0);

    [Fact]
    public async Task Without_SdkGen_nothing_is_looked_at()
    {
        var compilation = AnalyzedCode.Compile("class C { object M() => new object(); }");
        var references = compilation.References.Where(reference => reference.Display?.Contains("SdkGen", StringComparison.Ordinal) != true && reference.Display?.EndsWith(".dll", StringComparison.Ordinal) == true);

        var actions = await ActionsAsync(compilation.WithReferences(references));

        (actions.OperationActionsCount + actions.SyntaxNodeActionsCount + actions.CompilationEndActionsCount).ShouldBe(0);
    }

    private static async Task<AnalyzerTelemetryInfo> ActionsAsync(Compilation compilation)
    {
        var analyzer = new CapabilityAnalyzer();
        var analyzed = compilation.WithAnalyzers([analyzer]);
        await analyzed.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return await analyzed.GetAnalyzerTelemetryInfoAsync(analyzer, TestContext.Current.CancellationToken);
    }
}
