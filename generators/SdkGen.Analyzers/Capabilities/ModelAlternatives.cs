using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>Finds the models beside one that can do what it cannot.</summary>
internal static class ModelAlternatives
{
    private const int Most = 4;

    /// <summary>The nearest models of the same container that fit, nearest first, four at most.</summary>
    public static ImmutableArray<ModelCard> Near(ModelCard model, CapabilitySymbols symbols, Func<ModelCard, bool> fits) =>
        model.Type.ContainingType is not { } container
            ? []
            : [.. container.GetTypeMembers()
                .Select(symbols.CardOf)
                .OfType<ModelCard>()
                .Where(other => other != model && fits(other))
                .Where(other => other.Retired is null)
                .OrderBy(other => other.Deprecated is not null)
                .ThenBy(other => other.IsSnapshot)
                .ThenByDescending(other => CommonPrefix(model.Id, other.Id))
                .ThenByDescending(other => Likeness(model, other))
                .ThenBy(other => other.Id, StringComparer.Ordinal)
                .Take(Most)];

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
