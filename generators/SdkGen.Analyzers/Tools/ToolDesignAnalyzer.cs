using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using SdkGen.Analyzers.Capabilities;

namespace SdkGen.Analyzers.Tools;

/// <summary>LLM1009, LLM1010, LLM1011: what a tool asks of a model, and whether it can be stopped.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ToolDesignAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [ToolDesignDescriptors.UndescribedEnum, ToolDesignDescriptors.SecretParameter, ToolDesignDescriptors.NoCancellation];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (CapabilitySymbols.Find(start.Compilation) is not null)
                start.RegisterSymbolAction(Analyze, SymbolKind.Method);
        });
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (!CapabilitySymbols.IsTool(method))
            return;

        foreach (var parameter in method.Parameters)
        {
            if (SecretName.Is(parameter))
                Report(ToolDesignDescriptors.SecretParameter, parameter, parameter.Name, method.Name);
            if (EnumOf(parameter.Type) is { } chosen && Undescribed(chosen, context.CancellationToken) is { Count: > 0 } names)
                Report(ToolDesignDescriptors.UndescribedEnum, parameter, parameter.Name, method.Name, chosen.Name, Listed(names));
        }

        if (IsAsynchronous(method) && !method.Parameters.Any(parameter => parameter.Type is { Name: "CancellationToken", ContainingNamespace: { Name: "Threading", ContainingNamespace.Name: "System" } }))
            Report(ToolDesignDescriptors.NoCancellation, method, method.Name);

        void Report(DiagnosticDescriptor rule, ISymbol symbol, params object[] arguments) =>
            context.ReportDiagnostic(Diagnostic.Create(rule, symbol.Locations.FirstOrDefault(), arguments));
    }

    /// <summary>The enum that a parameter's value, or an item of its list, is chosen from.</summary>
    internal static INamedTypeSymbol? EnumOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => EnumOf(array.ElementType),
        INamedTypeSymbol { TypeKind: TypeKind.Enum } chosen => chosen,
        INamedTypeSymbol { TypeArguments.Length: 1 } generic => EnumOf(generic.TypeArguments[0]),
        _ => null,
    };

    /// <summary>The members without a description. Only enums of this project are judged: comments of others are not always there to read.</summary>
    private static List<string> Undescribed(INamedTypeSymbol chosen, CancellationToken cancellationToken) => chosen.DeclaringSyntaxReferences.IsEmpty
        ? []
        : [.. chosen.GetMembers().OfType<IFieldSymbol>()
            .Where(member => member.HasConstantValue && !IsDescribed(member, cancellationToken))
            .Select(member => member.Name)];

    private static bool IsDescribed(ISymbol member, CancellationToken cancellationToken) =>
        member.GetAttributes().Any(attribute => attribute.AttributeClass?.Name is "DescriptionAttribute" or "DisplayAttribute")
        || member.DeclaringSyntaxReferences.Any(declaration => HasSummary(declaration.GetSyntax(cancellationToken)));

    /// <summary>Reads the text itself: without a documentation file the compiler takes doc comments for plain ones.</summary>
    internal static bool HasSummary(SyntaxNode declaration) => declaration.HasLeadingTrivia && declaration.GetLeadingTrivia().ToFullString().Contains("<summary>");

    private static string Listed(List<string> names) => names.Count switch
    {
        1 => names[0],
        2 => $"{names[0]} and {names[1]}",
        3 => $"{names[0]}, {names[1]} and {names[2]}",
        _ => $"{names[0]}, {names[1]} and {names.Count - 2} more",
    };

    private static bool IsAsynchronous(IMethodSymbol method) =>
        method.ReturnType.Name is "Task" or "ValueTask" && method.ReturnType.ContainingNamespace is { Name: "Tasks", ContainingNamespace: { Name: "Threading", ContainingNamespace.Name: "System" } }
        || method.ReturnType is { Name: "IAsyncEnumerable", ContainingNamespace: { Name: "Generic", ContainingNamespace: { Name: "Collections", ContainingNamespace.Name: "System" } } };
}
