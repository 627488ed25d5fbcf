using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>The items that a collection is made with, as far as they stand in the source.</summary>
internal static class CollectionItems
{
    private static readonly HashSet<string> s_removing = new(StringComparer.Ordinal) { "Clear", "Remove", "RemoveAt", "RemoveAll", "RemoveRange" };

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
            ICollectionExpressionOperation expression => [.. expression.Elements.Where(element => element is not ISpreadOperation)],
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
            if (operation is not ILocalReferenceOperation other || !SymbolEqualityComparer.Default.Equals(other.Local, local.Local))
                continue;
            if (other.Parent is IInvocationOperation call && call.Instance == other && s_removing.Contains(call.TargetMethod.Name))
                return true;
            if (other.Parent is IPropertyReferenceOperation { Property.IsIndexer: true, Parent: IAssignmentOperation assignment } item && assignment.Target == item)
                return true;
        }

        return false;
    }
}
