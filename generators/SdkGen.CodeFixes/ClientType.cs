using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SdkGen.CodeFixes;

/// <summary>Finds where the type of a client is written.</summary>
internal static class ClientType
{
    /// <summary>The written <c>IChatClient&lt;…&gt;</c> that a diagnostic is about: the node itself, or the declared type of what the call is made on; null where it is inferred.</summary>
    public static async Task<GenericNameSyntax?> FindAsync(Document document, SyntaxNode node, CancellationToken cancellationToken)
    {
        if (node is GenericNameSyntax { TypeArgumentList.Arguments.Count: 1 } name && node.Parent is not MemberAccessExpressionSyntax)
            return OfOne(name);
        if (Receiver(node) is not { } receiver || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } semantics)
            return null;
        var declarations = semantics.GetSymbolInfo(receiver, cancellationToken).Symbol?.DeclaringSyntaxReferences ?? [];
        return declarations.Length == 0 ? null : OfOne(TypeOf(await declarations[0].GetSyntaxAsync(cancellationToken).ConfigureAwait(false)));
    }

    private static ExpressionSyntax? Receiver(SyntaxNode node)
    {
        if (node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call)
            return null;
        return call.Expression switch
        {
            // What options or messages say is the matter of the client that they are handed to.
            MemberAccessExpressionSyntax access when call.ArgumentList.Span.Contains(node.Span) => access.Expression,
            // A static call has the client as its first argument, and its name in front of the dot is a type.
            MemberAccessExpressionSyntax { Name: var name } access when name == node => access.Expression,
            MemberBindingExpressionSyntax { Name: var name } when name == node => call.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>()?.Expression,
            _ => null,
        };
    }

    /// <summary>Of one model: which of several is to be another, nobody but a person knows.</summary>
    private static GenericNameSyntax? OfOne(GenericNameSyntax? type) => type?.TypeArgumentList.Arguments[0] is GenericNameSyntax or QualifiedNameSyntax { Right: GenericNameSyntax } ? null : type;

    private static GenericNameSyntax? TypeOf(SyntaxNode declaration)
    {
        var type = declaration switch
        {
            ParameterSyntax parameter => parameter.Type,
            PropertyDeclarationSyntax property => property.Type,
            VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax variable } => variable.Type,
            _ => null,
        };
        while (type is not null)
        {
            switch (type)
            {
                case NullableTypeSyntax nullable:
                    type = nullable.ElementType;
                    break;
                case QualifiedNameSyntax qualified:
                    type = qualified.Right;
                    break;
                case GenericNameSyntax { TypeArgumentList.Arguments.Count: 1 } generic:
                    return generic;
                default:
                    return null;
            }
        }

        return null;
    }
}
