using Microsoft.CodeAnalysis;
using SdkGen.Generators.Emission;

namespace SdkGen.Generators.Contracts.FromSymbols;

/// <content>Types whose derived types are named: <c>[JsonPolymorphic]</c>, <c>[JsonDerivedType]</c>.</content>
internal sealed partial class ContractFromSymbol
{
    private static IReadOnlyList<AttributeData> DerivedTypes(INamedTypeSymbol type) =>
        type.GetAttributes().Where(attribute => attribute.AttributeClass?.IsNamed(Json + "JsonDerivedTypeAttribute") == true).ToArray();

    private UnionType Union(INamedTypeSymbol type, string key, IReadOnlyList<AttributeData> derived, Location? location)
    {
        var discriminator = type.Attribute(Json + "JsonPolymorphicAttribute")?.Named<string>("TypeDiscriminatorPropertyName") ?? "$type";
        var cases = new List<UnionCase>();
        foreach (var attribute in derived)
        {
            if (attribute.ConstructorArguments.Length != 2
                || attribute.ConstructorArguments[0].Value is not INamedTypeSymbol target || attribute.ConstructorArguments[1].Value is not { } tag)
            {
                Reject(type, "has a derived type without a discriminator: give [JsonDerivedType] a second argument", location);
                continue;
            }

            if (SymbolEqualityComparer.Default.Equals(target, type) || target.IsAbstract || DerivedTypes(target).Count > 0)
            {
                Reject(type, $"names {target.Name} as a derived type, which is the type itself, abstract or a union again", location);
                continue;
            }

            var node = Place(target, [], location);
            if (node.Shape is not ReferenceShape reference)
                continue;
            _discriminators[reference.Key] = discriminator;
            var place = _types.FindIndex(own => own?.Key == reference.Key);
            if (place >= 0 && _types[place] is ObjectType known)
                _types[place] = Case(type, known, location);
            cases.Add(new UnionCase(tag is string text ? JsonText.Quote(text) : ConstantText.Number(tag), target.Name, node));
        }

        return new UnionType(key, type.Qualified(), discriminator, cases.ToEquatableArray()) { Description = Describe(type) };
    }

    /// <summary>The object with the discriminator of the union that it is a case of. It may be read before its union is, or be what the union was met in.</summary>
    private ObjectType Case(INamedTypeSymbol type, ObjectType target, Location? location)
    {
        if (!_discriminators.TryGetValue(target.Key, out var discriminator))
            return target;
        if (target.Members.Any(own => own.WireName == discriminator))
            Reject(type, $"has a derived type with a member {discriminator}, which is the name of the discriminator", location);
        return target with { Discriminator = discriminator };
    }
}
