using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>LLM2002: a client interface over a model that it does not fit, wherever the type is written.</summary>
/// <remarks>Looks at written names instead of symbols: a name costs one text comparison, and covers declarations, base lists, typeof, aliases and type arguments alike.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ClientInterfaceAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [CapabilityDescriptors.ClientInterface];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        // Razor components are generated code, and a wrong @inject must not slip through.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (CapabilitySymbols.Find(start.Compilation) is { } symbols)
                start.RegisterSyntaxNodeAction(node => Analyze(node, symbols), SyntaxKind.GenericName);
        });
    }

    private static void Analyze(SyntaxNodeAnalysisContext context, CapabilitySymbols symbols)
    {
        var name = (GenericNameSyntax)context.Node;
        if (symbols.ClientNamed(name, context.SemanticModel, context.CancellationToken) is not { } type || symbols.ClientOf(type) is not { } client)
            return;
        foreach (var model in symbols.CardsOf(type.TypeArguments[0]))
        {
            if (model.Serves(client.Operation) == CapabilityFact.No)
                context.ReportDiagnostic(CapabilityReport.Misfit(client, model, symbols, name.GetLocation()));
        }
    }
}
