using Microsoft.CodeAnalysis;
using SdkGen.Generators.Contracts.FromSymbols;

namespace SdkGen.Generators.Tools;

/// <summary>Types that <c>[assembly: LlmTools&lt;T&gt;]</c> asks tools for.</summary>
internal static class ToolHosts
{
    public const string Attribute = "SdkGen.LlmToolsAttribute`1";

    /// <summary>The type that an attribute names; null where it names none that is known.</summary>
    public static INamedTypeSymbol? Of(AttributeData attribute) =>
        attribute.AttributeClass is { TypeArguments.Length: 1 } type ? type.TypeArguments[0] as INamedTypeSymbol : null;

    /// <summary>Every tool method of a type, of what it derives from and of its interfaces; the most derived first.</summary>
    public static IEnumerable<(IMethodSymbol Method, AttributeData Attribute)> Methods(INamedTypeSymbol host)
    {
        var levels = new List<INamedTypeSymbol>();
        for (var level = host; level is not null; level = level.BaseType)
            levels.Add(level);
        levels.AddRange(host.AllInterfaces);
        foreach (var method in levels.SelectMany(level => level.GetMembers()).OfType<IMethodSymbol>())
        {
            if (method.Attribute(ToolReader.Attribute) is { } attribute)
                yield return (method, attribute);
        }
    }

    /// <summary>Whether an attribute of the compilation says for which types a generic type is meant.</summary>
    public static bool IsClosed(INamedTypeSymbol generic, Compilation compilation) => compilation.Assembly.GetAttributes().Any(attribute =>
        attribute.AttributeClass?.MetadataName() == Attribute && Of(attribute) is { } host && Includes(host, generic));

    private static bool Includes(INamedTypeSymbol host, INamedTypeSymbol generic)
    {
        for (var level = host; level is not null; level = level.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(level.OriginalDefinition, generic.OriginalDefinition))
                return true;
        }

        return host.AllInterfaces.Any(level => SymbolEqualityComparer.Default.Equals(level.OriginalDefinition, generic.OriginalDefinition));
    }
}
