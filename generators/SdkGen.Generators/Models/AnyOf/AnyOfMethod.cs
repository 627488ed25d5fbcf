using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SdkGen.Generators.Contracts;

namespace SdkGen.Generators.Models.AnyOf;

/// <summary>A class whose members are written for combinations of models. Equal by value.</summary>
internal sealed record AnyOfClass(AnyOfOwner Owner, EquatableArray<AnyOfMethod> Methods);

/// <param name="Namespace">Empty for the global one.</param>
/// <param name="Name">The class's name.</param>
/// <param name="Accessibility"><c>public</c> or <c>internal</c>.</param>
internal sealed record AnyOfOwner(string Namespace, string Name, string Accessibility)
{
    public string HintName => (Namespace.Length == 0 ? Name : $"{Namespace}.{Name}") + ".AnyOf.g.cs";
}

/// <summary>A method that is written for combinations of models.</summary>
/// <remarks>Equal by value. Types are texts in which <see cref="Model"/> stands for the type parameter.</remarks>
/// <param name="DocumentationId">The id by which its documentation is inherited.</param>
/// <param name="Body">The method of the same class that does the work for any model.</param>
/// <param name="Constraints">The types that a model must be.</param>
internal sealed record AnyOfMethod(
    AnyOfOwner Owner, string Name, string Accessibility, string DocumentationId, string Body, string ReturnType, EquatableArray<string> Constraints, EquatableArray<AnyOfParameter> Parameters)
{
    /// <summary>Stands for the model in texts of types; no text of C# has it.</summary>
    public const string Model = "\u0001";

    private static readonly SymbolDisplayFormat s_type = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>Reads the method; null where its shape is another: a static method of a partial static class that is not nested, with one type parameter.</summary>
    public static AnyOfMethod? Read(IMethodSymbol method, AttributeData attribute)
    {
        if (method is not { IsStatic: true, TypeParameters.Length: 1, ContainingType: { ContainingType: null, IsGenericType: false } owner }
            || attribute.ConstructorArguments.FirstOrDefault().Value is not string body || !SyntaxFacts.IsValidIdentifier(body))
        {
            return null;
        }

        var model = method.TypeParameters[0];
        var parameters = method.Parameters.Select(parameter => new AnyOfParameter(
            parameter.Name, Text(parameter.Type, model), parameter.Ordinal == 0 && method.IsExtensionMethod, parameter.IsParams, DefaultOf(parameter)));
        return new AnyOfMethod(
            new AnyOfOwner(owner.ContainingNamespace.IsGlobalNamespace ? "" : owner.ContainingNamespace.ToDisplayString(), owner.Name, SyntaxFacts.GetText(owner.DeclaredAccessibility)),
            method.Name,
            SyntaxFacts.GetText(method.DeclaredAccessibility),
            method.GetDocumentationCommentId() ?? "",
            body,
            Text(method.ReturnType, model),
            model.ConstraintTypes.Select(type => Text(type, model)).ToEquatableArray(),
            parameters.ToEquatableArray());
    }

    private static string Text(ITypeSymbol type, ITypeParameterSymbol model) => string.Concat(type.ToDisplayParts(s_type)
        .Select(part => SymbolEqualityComparer.Default.Equals(part.Symbol, model) ? Model : part.ToString()));

    private static string? DefaultOf(IParameterSymbol parameter) => parameter switch
    {
        { HasExplicitDefaultValue: false } => null,
        { ExplicitDefaultValue: { } value } when parameter.Type.TypeKind != TypeKind.Enum => SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false),
        { ExplicitDefaultValue: { } value } => $"({parameter.Type.ToDisplayString(s_type)}){SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false)}",
        _ => "default",
    };
}

/// <param name="Type">A text in which <see cref="AnyOfMethod.Model"/> stands for the type parameter.</param>
/// <param name="Default">The default value as code; null where there is none.</param>
internal sealed record AnyOfParameter(string Name, string Type, bool IsThis, bool IsParams, string? Default);
