using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>A property of options that is given a value.</summary>
internal sealed record OptionWrite(IPropertySymbol Property, Location Location);

/// <summary>Finds what an options object is given before it is passed on.</summary>
internal static class OptionWrites
{
    /// <summary>The properties set in the object initialiser and, where the object is in a local, on that local; none that is also set to null.</summary>
    public static IEnumerable<OptionWrite> Of(IObjectCreationOperation creation, IOperation passed)
    {
        var writes = new List<OptionWrite>();
        var cleared = new HashSet<string>(StringComparer.Ordinal);
        foreach (var initializer in creation.Initializer?.Initializers ?? [])
            Add(initializer);
        if (Unwrapped(passed) is ILocalReferenceOperation local)
        {
            foreach (var operation in ClientValue.Root(local).Descendants())
            {
                if (operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Instance: ILocalReferenceOperation owner } }
                    && SymbolEqualityComparer.Default.Equals(owner.Local, local.Local))
                {
                    Add(operation);
                }
            }
        }

        return writes.Where(write => !cleared.Contains(write.Property.Name));

        void Add(IOperation operation)
        {
            if (operation is not ISimpleAssignmentOperation { Target: IPropertyReferenceOperation target } assignment)
                return;
            if (IsNothing(assignment.Value))
                cleared.Add(target.Property.Name);
            else
                writes.Add(new OptionWrite(target.Property, NameOf(target.Syntax)));
        }
    }

    private static bool IsNothing(IOperation value) => Unwrapped(value) switch
    {
        { ConstantValue: { HasValue: true, Value: null } } => true,
        IDefaultValueOperation => true,
        ICollectionExpressionOperation { Elements.IsEmpty: true } => true,
        _ => false,
    };

    private static IOperation Unwrapped(IOperation operation)
    {
        while (operation is IConversionOperation conversion)
            operation = conversion.Operand;
        return operation;
    }

    private static Location NameOf(SyntaxNode target) => target is MemberAccessExpressionSyntax access ? access.Name.GetLocation() : target.GetLocation();
}
