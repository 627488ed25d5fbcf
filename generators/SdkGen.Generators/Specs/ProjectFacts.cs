using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SdkGen.Generators.Specs;

/// <summary>What the project that is compiled says of itself.</summary>
/// <param name="Namespace">Where types from its specs go.</param>
/// <param name="IsCatalog">Specs become rows of data and no clients.</param>
internal sealed record ProjectFacts(string Namespace, bool IsCatalog)
{
    /// <summary>Where types go in a project without a root namespace.</summary>
    private const string Otherwise = "SdkGen.Generated";

    public static ProjectFacts Read(AnalyzerConfigOptionsProvider options)
    {
        options.GlobalOptions.TryGetValue("build_property.RootNamespace", out var root);
        options.GlobalOptions.TryGetValue("build_property.SdkGenSpecOutput", out var output);
        return new ProjectFacts(string.IsNullOrWhiteSpace(root) ? Otherwise : root!.Trim(), string.Equals(output?.Trim(), "catalog", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Where the types of a spec live that a package brought along; null for a spec of the project itself.</summary>
    public static string? ReferenceNamespace(AnalyzerConfigOptionsProvider options, AdditionalText file)
    {
        var own = options.GetOptions(file);
        if (!own.TryGetValue("build_metadata.AdditionalFiles.SdkGenSpec", out var role) || !string.Equals(role, "reference", StringComparison.OrdinalIgnoreCase))
            return null;
        return own.TryGetValue("build_metadata.AdditionalFiles.SdkGenNamespace", out var name) && !string.IsNullOrWhiteSpace(name) ? name : "SdkGen";
    }
}
