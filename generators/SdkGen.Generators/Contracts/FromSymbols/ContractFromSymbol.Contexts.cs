using Microsoft.CodeAnalysis;

namespace SdkGen.Generators.Contracts.FromSymbols;

/// <content>Types whose JSON a serializer context of the program knows: <c>[LlmJsonContext]</c>.</content>
internal sealed partial class ContractFromSymbol
{
    private const string ContextAttribute = "SdkGen.LlmJsonContextAttribute";

    /// <summary>The contexts that a method may use, the nearest first.</summary>
    public static IReadOnlyList<INamedTypeSymbol> Contexts(IMethodSymbol method)
    {
        var contexts = new List<INamedTypeSymbol>();
        for (ISymbol? place = method; place is IMethodSymbol or INamedTypeSymbol; place = place.ContainingType)
            Add(place.GetAttributes());
        Add(method.ContainingAssembly.GetAttributes());
        return contexts;

        void Add(IEnumerable<AttributeData> attributes)
        {
            foreach (var attribute in attributes)
            {
                if (attribute.AttributeClass is { Name: "LlmJsonContextAttribute" } type && type.MetadataName() == ContextAttribute && attribute.First<INamedTypeSymbol>() is { } context)
                    contexts.Add(context);
            }
        }
    }

    /// <summary>The type as its context has it; null where no context lists it.</summary>
    private ContextShape? InContext(INamedTypeSymbol type)
    {
        foreach (var context in contexts)
        {
            foreach (var attribute in context.GetAttributes())
            {
                if (attribute.AttributeClass?.Name == "JsonSerializableAttribute" && SymbolEqualityComparer.Default.Equals(attribute.First<ITypeSymbol>(), type)
                    && IsReachable(context) && context.EffectiveAccessibility() != Accessibility.Private)
                {
                    return new ContextShape(context.Qualified(), type.Qualified());
                }
            }
        }

        return null;
    }

    /// <summary>Reads a type; one that cannot be read and that a context lists is left to the context, as if it had never been looked at.</summary>
    private Shape OrInContext(INamedTypeSymbol type, string name, Location? location)
    {
        if (InContext(type) is not { } shape)
            return Unlisted(type, name, location);
        var (problems, types, keys) = (_problems.Count, _types.Count, _keys.ToArray());
        var own = Unlisted(type, name, location);
        if (_problems.Count == problems)
            return own;
        _problems.RemoveRange(problems, _problems.Count - problems);
        _types.RemoveRange(types, _types.Count - types);
        _keys.Clear();
        foreach (var key in keys)
            _keys.Add(key.Key, key.Value);
        return shape;
    }
}
