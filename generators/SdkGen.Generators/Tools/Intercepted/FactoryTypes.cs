using Microsoft.CodeAnalysis;
using SdkGen.Generators.Contracts;
using SdkGen.Generators.Contracts.FromSymbols;

namespace SdkGen.Generators.Tools.Intercepted;

/// <summary>Types that System.Text.Json, by which the factory reads and writes, takes in another way than a contract does; and those that emitted code cannot name.</summary>
internal static class FactoryTypes
{
    /// <summary>What is different, as the end of a sentence about the parameter; null where nothing is.</summary>
    public static string? Difference(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol => $"has the type parameter {type.Name} in its type",
        IArrayTypeSymbol array => Difference(array.ElementType),
        INamedTypeSymbol { IsAnonymousType: true } => "has an anonymous type",
        INamedTypeSymbol named => Named(named) ?? named.TypeArguments.Select(Difference).FirstOrDefault(reason => reason is not null)
            ?? (named.ContainingType is { } outer ? Difference(outer) : null),
        _ => null,
    };

    /// <summary>The same of the members of types, as a sentence; null where nothing is different.</summary>
    public static string? Difference(IEnumerable<NamedType> types)
    {
        foreach (var type in types.OfType<ObjectType>())
        {
            if (type.IsTuple)
                return "it takes or returns a tuple, which System.Text.Json does not read";
            if (type.Members.FirstOrDefault(member => IsDifferent(member.Node.Shape)) is { } different)
                return $"{type.ClrType.Replace("global::", "")}.{different.ClrName} is read by System.Text.Json in another way";
        }

        return null;
    }

    private static bool IsDifferent(Shape shape) => shape switch
    {
        EnumShape names => names.IsFlags,
        NumberShape number => number.Kind == NumberKind.BigInteger,
        StringShape text => text.Kind == StringKind.Rune,
        ListShape list => IsDifferent(list.Element.Shape),
        MapShape map => IsDifferent(map.Key) || IsDifferent(map.Value.Shape),
        ContextShape => true,
        _ => false,
    };

    private static string? Named(INamedTypeSymbol type)
    {
        if (type.IsTupleType)
            return "is a tuple, which System.Text.Json does not read";
        if (type.SpecialType == SpecialType.System_Object)
            return "can be anything";
        if (type.TypeKind == TypeKind.Enum && type.Attribute("System.FlagsAttribute") is not null)
            return $"is of {type.Name}, whose [Flags] are read in another way";
        return type.MetadataName() is "System.Numerics.BigInteger" or "System.Text.Rune" ? $"is a {type.Name}, which System.Text.Json does not read" : null;
    }
}
