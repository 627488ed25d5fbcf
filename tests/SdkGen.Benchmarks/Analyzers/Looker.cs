using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SdkGen.Benchmarks.Analyzers;

/// <summary>Is asked about what our analyzers are asked about, and does nothing. What it costs is the compiler's own: the first analyzer that asks what is referenced has it read, too.</summary>
#pragma warning disable RS1036, RS1041, RS2008 // Nobody ships it.
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class Looker : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor s_nothing = new("X0001", "x", "x", "x", DiagnosticSeverity.Warning, true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_nothing];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.SourceModule.ReferencedAssemblySymbols.All(static assembly => assembly.GetTypeByMetadataName("SdkGen.LlmModelAttribute") is null))
                return;
            start.RegisterOperationAction(static _ => { }, OperationKind.Invocation);
            start.RegisterOperationAction(static _ => { }, OperationKind.ObjectCreation);
            start.RegisterOperationAction(static _ => { }, OperationKind.Invalid);
            start.RegisterSyntaxNodeAction(static _ => { }, SyntaxKind.GenericName);
            start.RegisterSyntaxNodeAction(static _ => { }, SyntaxKind.StringLiteralExpression);
        });
    }
}
#pragma warning restore RS1036, RS1041, RS2008
