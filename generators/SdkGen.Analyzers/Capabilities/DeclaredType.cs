using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>The type that a declaration is written with, from the symbol that the compiler has made of it already.</summary>
internal static class DeclaredType
{
    /// <summary>The type of the parameter, field or property of which a name is the whole type; null where it is a part of it, or of something else.</summary>
    /// <param name="name">The written name.</param>
    /// <param name="within">The declared symbol that the name stands in.</param>
    public static ITypeSymbol? Of(GenericNameSyntax name, ISymbol? within)
    {
        SyntaxNode type = name;
        while (type.Parent is QualifiedNameSyntax or NullableTypeSyntax)
            type = type.Parent;
        return (type.Parent, within) switch
        {
            (ParameterSyntax { Parent.Parent: BaseMethodDeclarationSyntax } parameter, IMethodSymbol method) => OfParameter(method, parameter),
            (ParameterSyntax { Parent.Parent: TypeDeclarationSyntax } parameter, IMethodSymbol constructor) => OfParameter(constructor, parameter),
            (ParameterSyntax { Parent.Parent: TypeDeclarationSyntax declaration } parameter, INamedTypeSymbol declared) => OfParameter(Primary(declared, declaration), parameter),
            (VariableDeclarationSyntax { Parent: FieldDeclarationSyntax }, IFieldSymbol field) => field.Type,
            (PropertyDeclarationSyntax, IPropertySymbol property) => property.Type,
            _ => null,
        };
    }

    private static IMethodSymbol? Primary(INamedTypeSymbol type, TypeDeclarationSyntax declaration)
    {
        foreach (var constructor in type.InstanceConstructors)
        {
            if (constructor.DeclaringSyntaxReferences is { Length: 1 } references && references[0].Span == declaration.Span && references[0].SyntaxTree == declaration.SyntaxTree)
                return constructor;
        }

        return null;
    }

    private static ITypeSymbol? OfParameter(IMethodSymbol? method, ParameterSyntax parameter)
    {
        foreach (var symbol in method?.Parameters ?? [])
        {
            if (symbol.Name == parameter.Identifier.ValueText)
                return symbol.Type;
        }

        return null;
    }
}
