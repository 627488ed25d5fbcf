using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>LLM2022: a combination of models that is a member of another one, wherever it is written.</summary>
internal static class CombinationRule
{
    /// <summary>The name of the types that combine models.</summary>
    public const string Name = "AnyOf";

    private const int Most = 4;

    public static void SeeName(SyntaxNodeAnalysisContext context, GenericNameSyntax name)
    {
        if (context.SemanticModel.GetSymbolInfo(name, context.CancellationToken).Symbol is not INamedTypeSymbol type || !Is(type) || type.TypeArguments.FirstOrDefault(Is) is not { } nested)
            return;
        var members = Members(type).Select(Written).Distinct(StringComparer.Ordinal).ToArray();
        var flat = $"{Name}<{string.Join(", ", members)}>";
        var isClear = members.Length is > 1 and <= Most;
        context.ReportDiagnostic(Diagnostic.Create(
            CapabilityDescriptors.Combination,
            name.GetLocation(),
            isClear ? ImmutableDictionary<string, string?>.Empty.Add(OptionsReport.Value, flat) : null,
            Written(nested),
            isClear ? $"Write {flat}" : $"Name its members in its place: {Name} takes up to {Most}"));
    }

    private static bool Is(ITypeSymbol type) => type.Name == Name && CapabilitySymbols.IsOurs(type);

    private static IEnumerable<ITypeSymbol> Members(ITypeSymbol type) => Is(type) ? ((INamedTypeSymbol)type).TypeArguments.SelectMany(Members) : [type];

    /// <summary>How code names a model, a combination or another type.</summary>
    public static string Written(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol combination when Is(type) => $"{Name}<{string.Join(", ", combination.TypeArguments.Select(Written))}>",
        { ContainingType: { } container } => $"{container.Name}.{type.Name}",
        _ => type.Name,
    };
}
