using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SdkGen.Generators.Contracts.FromSymbols;

/// <summary>Names of symbols, as emitted code and people write them.</summary>
internal static class SymbolNames
{
    private static readonly SymbolDisplayFormat s_qualified = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>Fully qualified, as declared, with every <c>?</c>.</summary>
    public static string Declared(this ITypeSymbol type)
    {
        // Most members are of these types, and asking the compiler for a name is what costs most in reading one.
        var inner = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;
        var keyword = inner.SpecialType switch
        {
            SpecialType.System_String => "string",
            SpecialType.System_Boolean => "bool",
            SpecialType.System_Int32 => "int",
            SpecialType.System_Int64 => "long",
            SpecialType.System_Double => "double",
            SpecialType.System_Decimal => "decimal",
            _ => null,
        };
        if (keyword is null)
            return type.ToDisplayString(s_qualified);
        return !ReferenceEquals(inner, type) || (type.IsReferenceType && type.NullableAnnotation == NullableAnnotation.Annotated) ? keyword + "?" : keyword;
    }

    /// <summary>Fully qualified, without its own <c>?</c>; those of type arguments stay.</summary>
    public static string Qualified(this ITypeSymbol type) =>
        type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(s_qualified);

    /// <summary>Namespace and name of the definition: <c>System.Collections.Generic.List`1</c>.</summary>
    public static string MetadataName(this ITypeSymbol type)
    {
        var definition = type.OriginalDefinition;
        if (definition.ContainingType is { } outer)
            return outer.MetadataName() + "+" + definition.MetadataName;
        return definition.ContainingNamespace is { IsGlobalNamespace: false } space ? Full(space) + "." + definition.MetadataName : definition.MetadataName;
    }

    /// <summary>Whether the definition has that namespace and name; most that are asked have another name, and are asked no further.</summary>
    public static bool IsNamed(this ITypeSymbol type, string metadataName) =>
        metadataName.EndsWith(type.MetadataName, StringComparison.Ordinal) && type.MetadataName() == metadataName;

    private static string Full(INamespaceSymbol space) =>
        space.ContainingNamespace is { IsGlobalNamespace: false } outer ? Full(outer) + "." + space.Name : space.Name;

    /// <summary>The attribute of that full name; null where there is none.</summary>
    public static AttributeData? Attribute(this ISymbol symbol, string metadataName)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass?.IsNamed(metadataName) == true)
                return attribute;
        }

        return null;
    }

    /// <inheritdoc cref="Attribute"/>
    public static AttributeData? Find(IReadOnlyList<AttributeData> attributes, string metadataName)
    {
        for (var i = 0; i < attributes.Count; i++)
        {
            if (attributes[i].AttributeClass?.IsNamed(metadataName) == true)
                return attributes[i];
        }

        return null;
    }

    /// <summary>The value of the first constructor argument; the default where it is not given or of another type.</summary>
    public static T? First<T>(this AttributeData? attribute) =>
        attribute is { ConstructorArguments.Length: > 0 } && attribute.ConstructorArguments[0] is { Kind: not TypedConstantKind.Array, Value: T value } ? value : default;

    /// <summary>The value of a named argument; the default where it is not given.</summary>
    public static T? Named<T>(this AttributeData attribute, string name)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == name && argument.Value.Value is T value)
                return value;
        }

        return default;
    }

    /// <summary>As System.Text.Json's camel case: <c>URLPath</c> is <c>urlPath</c>.</summary>
    public static string CamelCase(string name)
    {
        if (name.Length == 0 || !char.IsUpper(name[0]))
            return name;
        var chars = name.ToCharArray();
        for (var i = 0; i < chars.Length; i++)
        {
            if (i == 1 && !char.IsUpper(chars[i]))
                break;
            if (i > 0 && i + 1 < chars.Length && !char.IsUpper(chars[i + 1]))
            {
                if (chars[i + 1] == ' ')
                    chars[i] = char.ToLowerInvariant(chars[i]);
                break;
            }

            chars[i] = char.ToLowerInvariant(chars[i]);
        }

        return new string(chars);
    }

    /// <summary>The accessibility that code in the same assembly sees from outside: the least of the type and those around it.</summary>
    public static Accessibility EffectiveAccessibility(this ITypeSymbol type)
    {
        var least = Accessibility.Public;
        for (ISymbol? symbol = type; symbol is ITypeSymbol; symbol = symbol.ContainingType)
        {
            var own = symbol.DeclaredAccessibility;
            if (own is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal)
                return Accessibility.Private;
            if (own is Accessibility.Internal or Accessibility.ProtectedOrInternal)
                least = Accessibility.Internal;
            if (symbol is INamedTypeSymbol { IsFileLocal: true })
                return Accessibility.Private;
        }

        return least;
    }

    /// <summary>Whether naming the symbol is an error that nothing can switch off.</summary>
    public static bool IsObsoleteError(this ISymbol symbol) =>
        symbol.Attribute("System.ObsoleteAttribute") is { ConstructorArguments: { Length: 2 } arguments } && arguments[1].Value is true;

    public static string Escaped(string name) => Emission.CSharpIdentifier.Escape(name);

    public static bool IsValidText(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(text[i]))
                return false;
        }

        return true;
    }
}
