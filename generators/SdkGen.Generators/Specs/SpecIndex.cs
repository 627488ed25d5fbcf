using SdkGen.Generators.Contracts;

namespace SdkGen.Generators.Specs;

/// <summary>What specs may refer to: every dialect and provider there is, in order of their paths.</summary>
internal sealed record SpecIndex(EquatableArray<IndexedDialect> Dialects, EquatableArray<IndexedProvider> Providers)
{
    public static SpecIndex Of(IEnumerable<SpecFile> files)
    {
        var ordered = files.OrderBy(file => file.Path, StringComparer.Ordinal).ToArray();
        return new SpecIndex(
            ordered.Where(file => file.Dialect is not null).Select(file => new IndexedDialect(file.Path, file.IsReference, file.Dialect!.Facts)).ToEquatableArray(),
            ordered.Where(file => file.Provider is not null).Select(file => new IndexedProvider(file.Path, file.IsReference, file.Provider!)).ToEquatableArray());
    }

    public DialectFacts? Dialect(string id) => Dialects.FirstOrDefault(dialect => dialect.Facts.Id == id)?.Facts;

    public ProviderSpec? Provider(string id) => Providers.FirstOrDefault(provider => provider.Spec.Id.Value == id)?.Spec;

    /// <summary>The path of another file that has the id and goes first: references, then paths in order.</summary>
    public string? Earlier(SpecFile file)
    {
        var others = file.Dialect is { } dialect
            ? Dialects.Where(other => other.Facts.Id == dialect.Facts.Id).Select(other => (other.Path, other.IsReference))
            : Providers.Where(other => other.Spec.Id.Value == file.Provider?.Id.Value).Select(other => (other.Path, other.IsReference));
        return others
            .Where(other => other.Path != file.Path && (other.IsReference || string.CompareOrdinal(other.Path, file.Path) < 0))
            .Select(other => other.Path)
            .FirstOrDefault();
    }

    /// <summary>The path of an earlier file of the project whose types have the same names, upper and lower case alike: files are named after them.</summary>
    public string? EarlierTypeName(SpecFile file)
    {
        var name = file.Dialect?.Facts.TypeName ?? ProviderResolver.StemName(file.Provider!);
        var others = file.Dialect is not null
            ? Dialects.Where(other => !other.IsReference).Select(other => (other.Path, Name: other.Facts.TypeName))
            : Providers.Where(other => !other.IsReference).Select(other => (other.Path, Name: ProviderResolver.StemName(other.Spec)));
        return others
            .Where(other => string.CompareOrdinal(other.Path, file.Path) < 0 && string.Equals(other.Name, name, StringComparison.OrdinalIgnoreCase))
            .Select(other => other.Path)
            .FirstOrDefault();
    }

    public static string FileName(string path) => path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);
}

internal sealed record IndexedDialect(string Path, bool IsReference, DialectFacts Facts);

internal sealed record IndexedProvider(string Path, bool IsReference, ProviderSpec Spec);
