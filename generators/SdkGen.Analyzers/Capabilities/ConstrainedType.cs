using Microsoft.CodeAnalysis;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>Judges a type that is constrained to models, or to models with a capability, by what it is made for: beside the compiler, which only tells of conversions.</summary>
internal static class ConstrainedType
{
    /// <summary>What to say of the first argument that is not what it must be; null where all are, or are unknown.</summary>
    public static Diagnostic? Judge(INamedTypeSymbol type, CapabilitySymbols symbols, Compilation compilation, Location location)
    {
        for (var i = 0; i < type.TypeArguments.Length; i++)
        {
            foreach (var constraint in type.OriginalDefinition.TypeParameters[i].ConstraintTypes)
            {
                var capability = Capability.Of(constraint);
                if ((capability is not null || IsModel(constraint)) && type.TypeArguments[i] is { TypeKind: not TypeKind.Error } argument && !compilation.HasImplicitConversion(argument, constraint))
                    return Misfit(argument, constraint, capability, symbols, location);
            }
        }

        return null;
    }

    private static Diagnostic Misfit(ITypeSymbol argument, ITypeSymbol constraint, Capability? capability, CapabilitySymbols symbols, Location location)
    {
        var models = symbols.CardsOf(argument);
        if (capability is not null && models.FirstOrDefault(model => !model.Type.AllInterfaces.Contains(constraint, SymbolEqualityComparer.Default)) is { } lacking)
            return CapabilityReport.Missing(capability, lacking, null, symbols, location);
        var advice = argument is ITypeParameterSymbol ? $"Constrain it by where {argument.Name} : {constraint.Name}"
            : !models.IsEmpty ? "A combination has no interface of its members: name one of them"
            : "Name the class of a model" + (Example(symbols) is { } example ? $", for example {example.Name}" : "");
        return capability is not null && (argument is ITypeParameterSymbol || argument.AllInterfaces.Any(IsModel))
            ? Diagnostic.Create(capability.Rule, location, Written(argument), capability.Verb, advice)
            : Diagnostic.Create(CapabilityDescriptors.ClientInterface, location, Written(argument), CapabilityWords.Model, advice);
    }

    private static bool IsModel(ITypeSymbol type) => type.Name == "IModel" && CapabilitySymbols.IsOurs(type);

    /// <summary>A model of a provider that the code adds.</summary>
    private static ModelCard? Example(CapabilitySymbols symbols) => symbols.AddedProviders
        .SelectMany(provider => provider.GetTypeMembers()).Select(symbols.CardOf).OfType<ModelCard>()
        .FirstOrDefault(model => model is { Deprecated: null, Retired: null } && model.Serves("chat") == CapabilityFact.Yes);

    private static string Written(ITypeSymbol type) =>
        type is INamedTypeSymbol { SpecialType: SpecialType.None } ? CombinationRule.Written(type) : type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
