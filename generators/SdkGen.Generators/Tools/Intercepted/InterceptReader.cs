using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace SdkGen.Generators.Tools.Intercepted;

/// <summary>Reads a call of <c>AIFunctionFactory.Create</c>: into a model, or into the reason for which it stays as it is.</summary>
internal static class InterceptReader
{
    private const string Factory = "Microsoft.Extensions.AI.AIFunctionFactory";

    /// <summary>Whether an invocation may be a call of the factory, by its text alone.</summary>
    public static bool MayBeCall(SyntaxNode node) => node is InvocationExpressionSyntax { ArgumentList.Arguments.Count: > 0 } invocation && invocation.Expression switch
    {
        IdentifierNameSyntax { Identifier.ValueText: "Create" } => true,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Create", Expression: var type } => type switch
        {
            IdentifierNameSyntax name => name.Identifier.ValueText == "AIFunctionFactory",
            MemberAccessExpressionSyntax qualified => qualified.Name.Identifier.ValueText == "AIFunctionFactory",
            AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText == "AIFunctionFactory",
            _ => false,
        },
        _ => false,
    };

    public static bool IsCall(IMethodSymbol method) => method.Name == "Create" && method.ContainingType?.ToDisplayString() == Factory;

    /// <summary>One of both is null.</summary>
    public static (InterceptedCall? Call, string? Reason) Read(IInvocationOperation invocation, CancellationToken token)
    {
        if (invocation.Syntax is not InvocationExpressionSyntax syntax || !MayBeCall(syntax))
            return (null, "it is not written as a call of AIFunctionFactory.Create");
        if (((CSharpParseOptions)syntax.SyntaxTree.Options).LanguageVersion < LanguageVersion.CSharp12)
            return (null, "generated code is written in C# 12");
        var method = invocation.TargetMethod;
        if (method.Parameters[0].Type.Name != "Delegate")
            return (null, "its method is a MethodInfo, which only exists when the program runs: give it the method itself");
        var value = invocation.Arguments.First(argument => argument.Parameter?.Ordinal == 0).Value;
        while (value is IConversionOperation or IParenthesizedOperation)
            value = value is IConversionOperation conversion ? conversion.Operand : ((IParenthesizedOperation)value).Operand;
        if (value is not IDelegateCreationOperation creation)
            return (null, "its delegate was made elsewhere, where its method is not seen: write the method or the lambda in the call");

        var (function, reason) = creation.Target switch
        {
            IMethodReferenceOperation reference => InterceptedFunctionReader.Read(reference.Method, creation.Type, IsDirect(reference), invocation.SemanticModel!, token),
            IAnonymousFunctionOperation lambda => InterceptedFunctionReader.Read(lambda.Symbol, creation.Type, isDirect: false, invocation.SemanticModel!, token),
            _ => (null, "its method is not seen"),
        };
        if (function is null)
            return (null, reason);
        return invocation.SemanticModel!.GetInterceptableLocation(syntax, token) is { } location
            ? (new InterceptedCall(function, method.Parameters.Length == 2, location.Version, location.Data), null)
            : (null, "the compiler cannot intercept it here");
    }

    /// <summary>Whether the method can be called in the place of the delegate: not of a struct, whose instance is in a box. Of <c>base.Method</c>, too, reflection calls what overrides it.</summary>
    private static bool IsDirect(IMethodReferenceOperation reference) =>
        reference.Method.MethodKind is MethodKind.Ordinary
        && (reference.Method.IsStatic || reference.Method.ContainingType is { IsReferenceType: true, TypeKind: not TypeKind.Interface });
}
