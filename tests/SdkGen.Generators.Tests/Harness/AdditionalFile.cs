using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace SdkGen.Generators.Tests.Harness;

/// <summary>A file that a project hands to the generator.</summary>
/// <param name="metadata">The item's metadata by name, without <c>build_metadata.AdditionalFiles.</c>.</param>
internal sealed class AdditionalFile(string path, string content, params (string Name, string Value)[] metadata) : AdditionalText
{
    public override string Path => path;

    public IReadOnlyList<(string Name, string Value)> Metadata => metadata;

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(content, System.Text.Encoding.UTF8);
}

/// <summary>Build properties and item metadata as MSBuild would hand them over.</summary>
internal sealed class HarnessOptions(IReadOnlyDictionary<string, string> properties) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Options(
        properties.ToDictionary(property => "build_property." + property.Key, property => property.Value, StringComparer.OrdinalIgnoreCase));

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Options(
        ((AdditionalFile)textFile).Metadata.ToDictionary(
            item => "build_metadata.AdditionalFiles." + item.Name, item => item.Value, StringComparer.OrdinalIgnoreCase));

    private sealed class Options(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
