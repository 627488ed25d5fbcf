using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>The models that code can name without a <c>using</c> of its own: those of namespace <c>SdkGen</c> and of the namespaces around it.</summary>
internal static class KnownModels
{
    private static readonly ConditionalWeakTable<INamespaceSymbol, List<ModelCard>> s_models = new();

    public static IReadOnlyList<ModelCard> Around(ISymbol symbol, Compilation compilation, CapabilitySymbols symbols)
    {
        var all = new List<ModelCard>();
        var isOursSeen = false;
        for (var around = symbol.ContainingNamespace; around is not null; around = around.ContainingNamespace)
        {
            // The namespace that a symbol names is that of its own assembly.
            if (compilation.GetCompilationNamespace(around) is not { } @namespace)
                continue;
            isOursSeen |= SymbolEqualityComparer.Default.Equals(@namespace, symbols.OwnNamespace);
            all.AddRange(In(@namespace, symbols));
        }

        if (!isOursSeen)
            all.AddRange(In(symbols.OwnNamespace, symbols));
        return all;
    }

    /// <summary>The classes that hold models of a provider.</summary>
    public static IEnumerable<INamedTypeSymbol> ProvidersIn(INamespaceSymbol @namespace, CapabilitySymbols symbols) =>
        @namespace.GetTypeMembers().Where(type => type.IsStatic && symbols.IsProvider(type));

    private static List<ModelCard> In(INamespaceSymbol @namespace, CapabilitySymbols symbols)
    {
        if (s_models.TryGetValue(@namespace, out var known))
            return known;
        known = [.. ProvidersIn(@namespace, symbols).SelectMany(type => type.GetTypeMembers()).Select(symbols.CardOf).OfType<ModelCard>()];
        return s_models.GetValue(@namespace, _ => known);
    }
}
