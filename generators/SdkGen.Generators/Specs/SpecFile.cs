using SdkGen.Generators.Contracts;

namespace SdkGen.Generators.Specs;

/// <summary>One spec file, read: a dialect or a provider (null when it is too broken to use), and what is wrong with it.</summary>
/// <param name="IsReference">The file describes what a package already holds: it is read, and nothing is emitted for it.</param>
internal sealed record SpecFile(string Path, bool IsReference, DialectSpec? Dialect, ProviderSpec? Provider, EquatableArray<SpecProblem> Problems)
{
    /// <summary>Where the file says its id.</summary>
    public SpecPlace IdPlace { get; init; }
}
