using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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
        ToolRules.Unenforced, ToolRules.Unfilled, ToolRules.NoForm, ToolRules.RefusedByService, ToolRules.TooManyForService, ToolRules.NoTools,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
        context.RegisterCompilationAction(AnalyzeHosts);
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
        // A type that is asked for its members has them all made.
        if (!context.Symbol.DeclaringSyntaxReferences.Any(reference => MayHaveTools(reference.GetSyntax(context.CancellationToken))))
            return;
        var names = new HashSet<string>(StringComparer.Ordinal);
        ToolServiceCheck? services = null;
        var naming = ToolNamings.Of(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions);
        var isClosedElsewhere = context.Symbol is INamedTypeSymbol { IsGenericType: true } generic && ToolHosts.IsClosed(generic, context.Compilation);
        foreach (var method in ((INamedTypeSymbol)context.Symbol).GetMembers().OfType<IMethodSymbol>())
        {
            // The static form of a member of an extension block has its attributes.
            if (method.IsImplicitlyDeclared || method.Attribute(ToolReader.Attribute) is not { } attribute)
                continue;
            var (model, problems, _) = ToolReader.Read(method, attribute, context.Compilation, context.CancellationToken, naming: naming);

            // What is wrong with a method of a generic type is said for each type that is asked for.
            if (!isClosedElsewhere)
                Report(context.ReportDiagnostic, problems);
            if (model is not null)
                Report(context.ReportDiagnostic, (services ??= Services(context)).Of(model, method.Locations.FirstOrDefault()));
            var name = ToolReader.Name(method, attribute, naming);
            if (!names.Add(name))
                context.ReportDiagnostic(Diagnostic.Create(ToolRules.DuplicateName, method.Locations.FirstOrDefault(), context.Symbol.Name, name));
        }

        if (services is not null)
            Report(context.ReportDiagnostic, services.OfClass(context.Symbol.Name, context.Symbol.Locations.FirstOrDefault()));
    }

    /// <summary>Whether a method of a written type has an attribute; the members of an extension block stand in a type within it.</summary>
    private static bool MayHaveTools(SyntaxNode type) =>
        type is TypeDeclarationSyntax { Members: var members } && members.Any(static member => member is MethodDeclarationSyntax { AttributeLists.Count: > 0 } or TypeDeclarationSyntax);

    /// <summary>The services for which the project emits forms.</summary>
    private static ToolServiceCheck Services(SymbolAnalysisContext context) =>
        new(SchemaProfiles.Parse(SchemaProfiles.Property(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions)));

    /// <summary>Methods that are tools of another type than they stand in: only what keeps them from that is said, at the attribute that asks.</summary>
    private static void AnalyzeHosts(CompilationAnalysisContext context)
    {
        foreach (var attribute in context.Compilation.Assembly.GetAttributes())
        {
            if (attribute.AttributeClass?.MetadataName() != ToolHosts.Attribute || ToolHosts.Of(attribute) is not { } host)
                continue;
            var location = attribute.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken).GetLocation();
            var methods = ToolHosts.Methods(host).ToArray();
            if (methods.Length == 0)
                context.ReportDiagnostic(Diagnostic.Create(ToolRules.NoTools, location, host.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)));
            foreach (var (method, tool) in methods)
            {
                var (_, problems, _) = ToolReader.Read(method, tool, context.Compilation, context.CancellationToken, host);
                if (!SymbolEqualityComparer.Default.Equals(method.ContainingType, host) || host.IsGenericType)
                    Report(context.ReportDiagnostic, problems.Where(problem => problem.IsError).Select(problem => problem with { Location = location }));
            }
        }
    }

    private static void Report(Action<Diagnostic> report, IEnumerable<ToolProblem> problems)
    {
        foreach (var problem in problems)
            report(Diagnostic.Create(problem.Rule, problem.Location, problem.Arguments));
    }
}
