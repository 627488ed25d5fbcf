using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using SdkGen.Generators.Contracts.FromSymbols;

namespace SdkGen.Generators.Tools;

/// <summary>Says why a method that carries <c>[LlmTool]</c> is no tool.</summary>
/// <remarks>It stands beside the generator because both read methods by one <see cref="ToolReader"/>: what is not emitted has a reason here.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ToolAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        ToolRules.UnsupportedType, ToolRules.DuplicateName, ToolRules.InvalidName, ToolRules.Undescribed,
        ToolRules.UnsupportedHost, ToolRules.UnsupportedParameter, ToolRules.AsyncVoid, ToolRules.UndescribedParameter,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var method in ((INamedTypeSymbol)context.Symbol).GetMembers().OfType<IMethodSymbol>())
        {
            if (method.Attribute(ToolReader.Attribute) is not { } attribute)
                continue;
            foreach (var problem in ToolReader.Read(method, attribute, context.Compilation, context.CancellationToken).Problems)
                context.ReportDiagnostic(Diagnostic.Create(problem.Rule, problem.Location, problem.Arguments));
            var name = ToolReader.Name(method, attribute);
            if (!names.Add(name))
                context.ReportDiagnostic(Diagnostic.Create(ToolRules.DuplicateName, method.Locations.FirstOrDefault(), context.Symbol.Name, name));
        }
    }
}
