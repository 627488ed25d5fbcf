using System.Collections.Immutable;
using SdkGen.Generators.Contracts;
using SdkGen.Generators.Specs;

namespace SdkGen.Generators.Catalog;

/// <summary>The classes that hold rows, in order of their providers' ids: equal while providers neither come nor go.</summary>
internal sealed record CatalogIndex(string Namespace, EquatableArray<string> Classes)
{
    /// <returns>One index, or none where there is no provider.</returns>
    public static IEnumerable<CatalogIndex> Of(ImmutableArray<ProviderSource> sources) => sources.IsEmpty
        ? []
        : [new CatalogIndex(
            sources[0].Namespace,
            sources.Select(source => source.Model).OrderBy(provider => provider.Id, StringComparer.Ordinal).Select(CatalogEmitter.ClassName).ToEquatableArray())];
}
