using Microsoft.CodeAnalysis;
using SdkGen.Generators.Providers;

namespace SdkGen.Generators.Specs;

/// <summary>Finds types that a spec would emit a second time. All of the compilation that outlives the step is whether there is one.</summary>
internal static class TakenTypes
{
    public static CheckedProvider Check(PlacedProvider provider, Compilation compilation)
    {
        var (path, model, @namespace, place) = provider;
        foreach (var name in (string[])[model.TypeName, model.StemName + "Provider", model.StemName + "LlmBuilderExtensions"])
        {
            var taken = compilation.GetTypesByMetadataName($"{@namespace}.{name}");
            if (!taken.Any(type => type.DeclaredAccessibility == Accessibility.Public || SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly)))
                continue;
            var problems = new SpecProblems(path);
            problems.Add(SpecRules.TakenTypeName, place, $"{@namespace}.{name}", "typeName");
            return new CheckedProvider(model, @namespace, problems.ToArray()[0]);
        }

        return new CheckedProvider(model, @namespace, null);
    }
}

/// <param name="Place">Where the spec names its type, or else its id.</param>
internal sealed record PlacedProvider(string Path, ProviderModel Model, string Namespace, SpecPlace Place);

/// <param name="Problem">A type that exists already; null where the provider can be emitted.</param>
internal sealed record CheckedProvider(ProviderModel Model, string Namespace, SpecProblem? Problem);
