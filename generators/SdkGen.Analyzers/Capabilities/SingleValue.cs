using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>What a variable holds whenever it is read: its initialiser, where nothing else writes it. Null where that is not sure.</summary>
internal static class SingleValue
{
    public static IOperation? OfLocal(ILocalReferenceOperation reference)
    {
        IOperation? initializer = null;
        foreach (var operation in ValueFlow.Root(reference).Descendants())
        {
            if (operation is IVariableDeclaratorOperation declarator && SymbolEqualityComparer.Default.Equals(declarator.Symbol, reference.Local))
                initializer = declarator.GetVariableInitializer()?.Value;
            else if (operation is ILocalReferenceOperation other && SymbolEqualityComparer.Default.Equals(other.Local, reference.Local) && IsWrite(other))
                return null;
        }

        return initializer;
    }

    /// <summary>A private or read-only field of the same file. Constants have their value themselves.</summary>
    public static IOperation? OfField(IFieldReferenceOperation reference)
    {
        var field = reference.Field;
        if (field.IsConst || !(field.IsReadOnly || field.DeclaredAccessibility == Accessibility.Private)
            || Declaration(field, reference) is not VariableDeclaratorSyntax { Initializer.Value: { } value } || IsWritten(field))
        {
            return null;
        }

        return Operation(value, reference);
    }

    /// <summary>A property of the same file that has a getter alone.</summary>
    public static IOperation? OfProperty(IPropertyReferenceOperation reference)
    {
        if (!reference.Property.IsReadOnly || reference.Property.IsVirtual || reference.Property.IsOverride || Declaration(reference.Property, reference) is not PropertyDeclarationSyntax declaration)
            return null;
        if (declaration.ExpressionBody is { Expression: var expression })
            return Operation(expression, reference);
        return declaration.Initializer is { Value: var value } && !IsWritten(reference.Property) ? Operation(value, reference) : null;
    }

    /// <summary>A method of the same file that does nothing but return.</summary>
    public static IOperation? OfCall(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (method.IsVirtual || method.IsOverride || method.IsAbstract || method.IsAsync)
            return null;
        var (body, block) = Declaration(method, call) switch
        {
            MethodDeclarationSyntax declaration => (declaration.ExpressionBody, declaration.Body),
            LocalFunctionStatementSyntax function => (function.ExpressionBody, function.Body),
            _ => (null, null),
        };
        var returned = body?.Expression ?? (block?.Statements is { Count: 1 } statements && statements[0] is ReturnStatementSyntax { Expression: { } expression } ? expression : null);
        return returned is null ? null : Operation(returned, call);
    }

    private static SyntaxNode? Declaration(ISymbol symbol, IOperation reference)
    {
        foreach (var declaration in symbol.DeclaringSyntaxReferences)
        {
            if (declaration.SyntaxTree == reference.Syntax.SyntaxTree && symbol.DeclaringSyntaxReferences.Length == 1)
                return declaration.GetSyntax();
        }

        return null;
    }

    private static IOperation? Operation(ExpressionSyntax expression, IOperation reference) => reference.SemanticModel?.GetOperation(expression);

    /// <summary>Looks through the type that declares a member for anything that may write it. By name: a namesake that is written costs a message, and no more.</summary>
    private static bool IsWritten(ISymbol member) => MemberNames.Of(member).Any(IsWritten);

    private static bool IsWritten(IdentifierNameSyntax name)
    {
        SyntaxNode target = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
        return target.Parent switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left == target,
            ArgumentSyntax { Parent: TupleExpressionSyntax { Parent: AssignmentExpressionSyntax deconstruction } tuple } => deconstruction.Left == tuple,
            ArgumentSyntax argument => !argument.RefKindKeyword.IsKind(SyntaxKind.None) && !argument.RefKindKeyword.IsKind(SyntaxKind.InKeyword),
            RefExpressionSyntax => true,
            _ => false,
        };
    }

    private static bool IsWrite(IOperation reference) => reference.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target == reference,
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => true,
        ITupleOperation { Parent: IDeconstructionAssignmentOperation deconstruction } tuple => deconstruction.Target == tuple,
        _ => false,
    };
}
