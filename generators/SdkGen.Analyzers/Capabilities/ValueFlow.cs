using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>
/// Follows a value to what it was made from: through conversions, locals, fields and properties that have one initialiser and are written nowhere else,
/// and one call deep into a method of the same file that does nothing but return. Beyond that nothing is said.
/// </summary>
internal static class ValueFlow
{
    private const int MostSteps = 8;

    /// <summary>The expression that made a value; the value itself where that cannot be seen.</summary>
    public static IOperation Origin(IOperation value) => Steps(value).Last();

    /// <summary>The type of the typed client that a value is; null where none can be seen.</summary>
    public static ITypeSymbol? ClientType(IOperation value, CapabilitySymbols symbols)
    {
        foreach (var step in Steps(value))
        {
            if (!symbols.ModelsOf(step.Type).IsEmpty)
                return step.Type;
        }

        return null;
    }

    /// <summary>The value, and each expression that it was made from in turn.</summary>
    public static IEnumerable<IOperation> Steps(IOperation value)
    {
        var calls = 0;
        for (var step = 0; step < MostSteps; step++)
        {
            yield return value;
            var before = value switch
            {
                IConversionOperation { OperatorMethod: null } conversion => conversion.Operand,
                IParenthesizedOperation parenthesized => parenthesized.Operand,
                ILocalReferenceOperation local => SingleValue.OfLocal(local),
                IFieldReferenceOperation field => SingleValue.OfField(field),
                IPropertyReferenceOperation property => SingleValue.OfProperty(property),
                IInvocationOperation call when calls++ == 0 => SingleValue.OfCall(call),
                _ => null,
            };
            if (before is null)
                yield break;
            value = before;
        }
    }

    /// <summary>The body that an operation stands in.</summary>
    public static IOperation Root(IOperation operation)
    {
        while (operation.Parent is { } parent)
            operation = parent;
        return operation;
    }

    /// <summary>The lambda or local function that an operation stands in; null for one of the body itself.</summary>
    public static IOperation? Function(IOperation operation)
    {
        for (var around = operation.Parent; around is not null; around = around.Parent)
        {
            if (around is IAnonymousFunctionOperation or ILocalFunctionOperation)
                return around;
        }

        return null;
    }

    /// <summary>Whether two operations stand in one body, so that a message at one is at hand where the other is read.</summary>
    public static bool IsSameBody(IOperation left, IOperation right) =>
        left.Syntax.SyntaxTree == right.Syntax.SyntaxTree && Root(left).Syntax.Span == Root(right).Syntax.Span;

    /// <summary>The constant of a value, also where it is followed to one.</summary>
    public static object? Constant(IOperation value)
    {
        foreach (var step in Steps(value))
        {
            if (step.ConstantValue is { HasValue: true, Value: { } constant })
                return constant;
        }

        return null;
    }

    /// <summary>Whether a value is null, or of a type that says that it may be and cannot be followed further.</summary>
    public static bool MayBeNull(IOperation value)
    {
        var origin = Origin(value);
        if (origin.ConstantValue is { HasValue: true, Value: var constant })
            return constant is null;
        return origin switch
        {
            IConditionalOperation { WhenFalse: { } otherwise } choice => MayBeNull(choice.WhenTrue) || MayBeNull(otherwise),
            ICoalesceOperation choice => MayBeNull(choice.WhenNull),
            IConditionalAccessOperation or IDefaultValueOperation => true,
            IParameterReferenceOperation { Parameter.Type: var type } => IsNullable(type),
            IPropertyReferenceOperation { Property.Type: var type } => IsNullable(type),
            IFieldReferenceOperation { Field.Type: var type } => IsNullable(type),
            ILocalReferenceOperation { Local.Type: var type } => IsNullable(type),
            IInvocationOperation { TargetMethod.ReturnType: var type } => IsNullable(type),
            { Type: { } type } => type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T,
            _ => false,
        };

        static bool IsNullable(ITypeSymbol type) => type.NullableAnnotation == NullableAnnotation.Annotated || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
    }

    /// <summary>The name of the enum member or static member that a value is; null for every other value.</summary>
    public static string? MemberName(IOperation value) => Origin(value) switch
    {
        IFieldReferenceOperation field => field.Field.Name,
        IPropertyReferenceOperation { Property.IsStatic: true } property => property.Property.Name,
        _ => null,
    };
}
