using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>Follows a value to what it was made from: through conversions and locals that are written once.</summary>
internal static class ClientValue
{
    private const int MostSteps = 8;

    /// <summary>The type of the typed client that a value is; null where none can be seen.</summary>
    public static ITypeSymbol? TypeOf(IOperation value, CapabilitySymbols symbols)
    {
        foreach (var step in Steps(value))
        {
            if (symbols.ModelOf(step.Type) is not null)
                return step.Type;
        }

        return null;
    }

    /// <summary>The expression that made a value; the value itself where that cannot be seen.</summary>
    public static IOperation Origin(IOperation value) => Steps(value).Last();

    private static IEnumerable<IOperation> Steps(IOperation value)
    {
        for (var step = 0; step < MostSteps; step++)
        {
            yield return value;
            var before = value switch
            {
                IConversionOperation { OperatorMethod: null } conversion => conversion.Operand,
                IParenthesizedOperation parenthesized => parenthesized.Operand,
                ILocalReferenceOperation local => Initializer(local),
                _ => null,
            };
            if (before is null)
                yield break;
            value = before;
        }
    }

    /// <summary>The initialiser of a local that nothing else writes; null for every other local.</summary>
    private static IOperation? Initializer(ILocalReferenceOperation reference)
    {
        IOperation? initializer = null;
        foreach (var operation in Root(reference).Descendants())
        {
            if (operation is IVariableDeclaratorOperation declarator && SymbolEqualityComparer.Default.Equals(declarator.Symbol, reference.Local))
                initializer = declarator.GetVariableInitializer()?.Value;
            else if (operation is ILocalReferenceOperation other && SymbolEqualityComparer.Default.Equals(other.Local, reference.Local) && IsWrite(other))
                return null;
        }

        return initializer;
    }

    /// <summary>The body that an operation stands in.</summary>
    public static IOperation Root(IOperation operation)
    {
        while (operation.Parent is { } parent)
            operation = parent;
        return operation;
    }

    private static bool IsWrite(IOperation reference) => reference.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target == reference,
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => true,
        ITupleOperation { Parent: IDeconstructionAssignmentOperation deconstruction } tuple => deconstruction.Target == tuple,
        _ => false,
    };
}
