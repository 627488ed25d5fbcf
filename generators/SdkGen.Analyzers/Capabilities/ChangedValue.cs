using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>Whether a variable or a property, as it stands somewhere, has another value after that, or a list in it other items. Adding an item takes none away.</summary>
internal static class ChangedValue
{
    public static bool Is(IOperation value)
    {
        while (value.Parent is IConversionOperation conversion)
            value = conversion;
        return value.Parent switch
        {
            IInvocationOperation call => call.Instance == value && IsTaking(call.TargetMethod.Name),
            IConditionalAccessOperation { WhenNotNull: IInvocationOperation call } access => access.Operation == value && IsTaking(call.TargetMethod.Name),
            IPropertyReferenceOperation { Property.IsIndexer: true } item => item.Instance == value && IsSet(item),
            IArrayElementReferenceOperation item => item.ArrayReference == value && IsSet(item),
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var method }, Parameter: { } parameter } when IsSomebodyElses(method) => IsOpen(parameter.Type),
            _ => IsSet(value),
        };
    }

    /// <summary>The same of a written <c>owner.Property</c>, of which nothing is bound.</summary>
    public static bool Is(MemberAccessExpressionSyntax value)
    {
        var around = value.Parent is PostfixUnaryExpressionSyntax { OperatorToken.Text: "!" } known ? known.Parent : value.Parent;
        return around switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left == value,
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: var called } => IsTaking(called),
            ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax { Name.Identifier.ValueText: var called } } } => IsTaking(called),
            ElementAccessExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } item => assignment.Left == item,
            PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax => true,
            ArgumentSyntax { Parent: TupleExpressionSyntax { Parent: AssignmentExpressionSyntax deconstruction } tuple } => deconstruction.Left == tuple,
            _ => false,
        };
    }

    /// <summary>The properties of an object that are changed on the variables which it goes through.</summary>
    public static HashSet<string> Properties(IOperation value)
    {
        var changed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var local in ValueFlow.Steps(value).OfType<ILocalReferenceOperation>())
        {
            foreach (var operation in ValueFlow.Root(local).Descendants())
            {
                if (operation is IPropertyReferenceOperation { Instance: ILocalReferenceOperation owner } property && SymbolEqualityComparer.Default.Equals(owner.Local, local.Local) && Is(property))
                    changed.Add(property.Property.Name);
            }
        }

        return changed;
    }

    /// <summary>Whether a method is neither of SdkGen nor of the abstractions, which change nothing that they are given.</summary>
    public static bool IsSomebodyElses(IMethodSymbol method) => !CapabilitySymbols.IsOurs(method) && !CapabilitySymbols.IsAbstraction(method);

    private static bool IsSet(IOperation value) => value.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target == value,
        IIncrementOrDecrementOperation => true,
        ITupleOperation { Parent: IDeconstructionAssignmentOperation deconstruction } tuple => deconstruction.Target == tuple,
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => true,
        _ => false,
    };

    private static bool IsTaking(string method) => method is "Clear" || method.StartsWith("Remove", StringComparison.Ordinal) || method.StartsWith("Set", StringComparison.Ordinal);

    /// <summary>Whether a parameter is more than something to read.</summary>
    private static bool IsOpen(ITypeSymbol type) =>
        type is { IsReferenceType: true, SpecialType: SpecialType.None } && type.Name != "IEnumerable" && !type.Name.StartsWith("IReadOnly", StringComparison.Ordinal);
}
