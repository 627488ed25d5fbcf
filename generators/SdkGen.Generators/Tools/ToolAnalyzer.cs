using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using SdkGen.Generators.Contracts.FromSymbols;
using SdkGen.Generators.Emission.Profiles;

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
        ToolRules.NoForm, ToolRules.RefusedByService, ToolRules.TooManyForService,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
        context.RegisterOperationAction(AnalyzeFunction, OperationKind.LocalFunction, OperationKind.AnonymousFunction);
    }

    /// <summary>The attribute may stand on a local function and on a lambda, where nothing can be generated for it.</summary>
    private static void AnalyzeFunction(OperationAnalysisContext context)
    {
        var function = context.Operation is ILocalFunctionOperation local ? local.Symbol : ((IAnonymousFunctionOperation)context.Operation).Symbol;
        if (function.Attribute(ToolReader.Attribute) is null)
            return;
        var name = function.Name.Length == 0 ? "A lambda" : function.Name;
        context.ReportDiagnostic(Diagnostic.Create(
            ToolRules.UnsupportedHost, function.Locations.FirstOrDefault(), name, "it stands within a method: make it a method of a class"));
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        ToolServiceCheck? services = null;
        foreach (var method in ((INamedTypeSymbol)context.Symbol).GetMembers().OfType<IMethodSymbol>())
        {
            if (method.Attribute(ToolReader.Attribute) is not { } attribute)
                continue;
            var (model, problems) = ToolReader.Read(method, attribute, context.Compilation, context.CancellationToken);
            Report(context, problems);
            if (model is not null)
                Report(context, (services ??= Services(context)).Of(model, method.Locations.FirstOrDefault()));
            var name = ToolReader.Name(method, attribute);
            if (!names.Add(name))
                context.ReportDiagnostic(Diagnostic.Create(ToolRules.DuplicateName, method.Locations.FirstOrDefault(), context.Symbol.Name, name));
        }

        if (services is not null)
            Report(context, services.OfClass(context.Symbol.Name, context.Symbol.Locations.FirstOrDefault()));
    }

    /// <summary>The services for which the project emits forms.</summary>
    private static ToolServiceCheck Services(SymbolAnalysisContext context) =>
        new(SchemaProfiles.Parse(SchemaProfiles.Property(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions)));

    private static void Report(SymbolAnalysisContext context, IEnumerable<ToolProblem> problems)
    {
        foreach (var problem in problems)
            context.ReportDiagnostic(Diagnostic.Create(problem.Rule, problem.Location, problem.Arguments));
    }
}
