using Microsoft.CodeAnalysis.Diagnostics;

namespace SdkGen.Generators.Tests.Analyzers;

/// <summary>No rule looks through a compilation: each is asked about single calls, creations, names and texts, and decides from there.</summary>
public class AnalyzerCostTests
{
    public static TheoryData<string> Names => [.. AnalyzedCode.Capabilities.Select(analyzer => analyzer.GetType().Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_analyzer_registers_for_single_operations_and_nodes_alone(string name)
    {
        var analyzer = AnalyzedCode.Capabilities.Single(analyzer => analyzer.GetType().Name == name);
        var compilation = AnalyzedCode.CompileApplication("static class Program { static void Main() { } }");
        var analyzed = compilation.WithAnalyzers([analyzer]);
        await analyzed.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);

        var actions = await analyzed.GetAnalyzerTelemetryInfoAsync(analyzer, TestContext.Current.CancellationToken);

        (actions.CompilationActionsCount, actions.SyntaxTreeActionsCount, actions.SemanticModelActionsCount, actions.SymbolActionsCount, actions.SymbolStartActionsCount, actions.OperationBlockActionsCount, actions.CodeBlockActionsCount, actions.AdditionalFileActionsCount)
            .ShouldBe((0, 0, 0, 0, 0, 0, 0, 0));
        actions.CompilationEndActionsCount.ShouldBe(name == "RegistrationAnalyzer" ? 1 : 0);
        (actions.OperationActionsCount + actions.SyntaxNodeActionsCount).ShouldBeInRange(1, 3);
        actions.Concurrent.ShouldBeTrue();
    }

    [Fact]
    public async Task Without_SdkGen_nothing_is_looked_at()
    {
        var compilation = AnalyzedCode.Compile("class C { object M() => new object(); }");
        var references = compilation.References.Where(reference => reference.Display?.Contains("SdkGen", StringComparison.Ordinal) != true && reference.Display?.EndsWith(".dll", StringComparison.Ordinal) == true);
        foreach (var analyzer in AnalyzedCode.Capabilities)
        {
            var analyzed = compilation.WithReferences(references).WithAnalyzers([analyzer]);
            await analyzed.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
            var actions = await analyzed.GetAnalyzerTelemetryInfoAsync(analyzer, TestContext.Current.CancellationToken);
            (actions.OperationActionsCount + actions.SyntaxNodeActionsCount + actions.CompilationEndActionsCount).ShouldBe(0, analyzer.GetType().Name);
        }
    }
}
