using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>The items that a collection is made with, as far as they stand in the source.</summary>
internal static class CollectionItems
{
    /// <summary>The items; empty where the collection is made in another way, or something may be taken out of it.</summary>
    public static ImmutableArray<IOperation> Of(IOperation collection)
    {
        foreach (var step in ValueFlow.Steps(collection))
        {
            if (step is ILocalReferenceOperation local && IsChanged(local))
                return [];
        }

        return ValueFlow.Origin(collection) switch
        {
            ICollectionExpressionOperation expression => [.. expression.Elements.SelectMany(element => element is ISpreadOperation spread ? Of(spread.Operand) : [element])],
            IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
            IObjectCreationOperation { Initializer: { } initializer } => [.. initializer.Initializers.OfType<IInvocationOperation>().Where(add => add.Arguments.Length == 1).Select(add => add.Arguments[0].Value)],
            _ => [],
        };
    }

    /// <summary>Whether items of a list in a variable may be others than those it begins with. Adding some takes none away.</summary>
    private static bool IsChanged(ILocalReferenceOperation local)
    {
        foreach (var operation in ValueFlow.Root(local).Descendants())
        {
            if (operation is ILocalReferenceOperation other && SymbolEqualityComparer.Default.Equals(other.Local, local.Local) && ChangedValue.Is(other))
                return true;
        }

        return false;
    }
}
