using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>Finds models that can do what one cannot.</summary>
internal static class ModelAlternatives
{
    private const int Most = 4;
    private const int MostOthers = 2;

    /// <summary>
    /// The nearest models that fit: of the same container, nearest first, four at most; then one each of other providers that the code adds, two at most. Deprecated ones only
    /// where no other does.
    /// </summary>
    public static ImmutableArray<ModelCard> Near(ModelCard model, CapabilitySymbols symbols, Func<ModelCard, bool> fits)
    {
        if (model.Type.ContainingType is not { } container)
            return [];
        var others = symbols.AddedProviders.Where(other => !SymbolEqualityComparer.Default.Equals(other, container)).Select(other => In(other).FirstOrDefault()).OfType<ModelCard>();
        return [.. In(container).Take(Most), .. Ordered(others).Take(MostOthers)];

        IEnumerable<ModelCard> In(INamedTypeSymbol type)
        {
            var fitting = type.GetTypeMembers().Select(symbols.CardOf).OfType<ModelCard>().Where(other => other != model && other.Retired is null && fits(other)).ToArray();
            var current = fitting.Where(other => other.Deprecated is null).ToArray();
            return Ordered(current.Length == 0 ? fitting : current);
        }

        IEnumerable<ModelCard> Ordered(IEnumerable<ModelCard> models) => models
            .OrderBy(other => other.IsSnapshot)
            .ThenByDescending(other => CommonPrefix(model.Id, other.Id))
            .ThenByDescending(other => Likeness(model, other))
            .ThenBy(other => other.Id, StringComparer.Ordinal);
    }

    /// <summary>Whether two models are those of one container.</summary>
    public static bool IsBeside(ModelCard model, ModelCard other) => SymbolEqualityComparer.Default.Equals(model.Type.ContainingType, other.Type.ContainingType);

    private static int CommonPrefix(string left, string right)
    {
        var length = 0;
        while (length < left.Length && length < right.Length && left[length] == right[length])
            length++;
        return length;
    }

    private static int Likeness(ModelCard left, ModelCard right) =>
        left.Input.Intersect(right.Input).Count() + left.Output.Intersect(right.Output).Count() + (left.Tools == right.Tools ? 1 : 0);
}
