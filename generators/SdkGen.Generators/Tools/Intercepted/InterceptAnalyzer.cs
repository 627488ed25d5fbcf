using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SdkGen.Generators.Tools.Intercepted;

/// <summary>LLM1032: says which calls of <c>AIFunctionFactory.Create</c> stay as they are, and why.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InterceptAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [ToolRules.NotIntercepted];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (InterceptGenerator.IsWanted(start.Options.AnalyzerConfigOptionsProvider.GlobalOptions))
                start.RegisterOperationAction(Analyze, OperationKind.Invocation);
        });
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        var invocation = (IInvocationOperation)context.Operation;
        if (InterceptReader.IsCall(invocation.TargetMethod) && InterceptReader.Read(invocation, context.CancellationToken).Reason is { } reason)
            context.ReportDiagnostic(Diagnostic.Create(ToolRules.NotIntercepted, invocation.Syntax.GetLocation(), reason));
    }
}
