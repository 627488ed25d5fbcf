using Microsoft.CodeAnalysis;

namespace SdkGen.Benchmarks.Generators;

/// <summary>Finds what carries an attribute and writes nothing: the compiler's share of what any generator costs.</summary>
internal sealed class NothingGenerator(string attribute) : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
        context.SyntaxProvider.ForAttributeWithMetadataName(attribute, static (_, _) => true, static (found, _) => found.TargetSymbol.Name),
        static (_, _) => { });
}
