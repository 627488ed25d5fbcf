using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SdkGen.Generators.Contracts;

namespace SdkGen.Generators.Models.AnyOf;

/// <summary>
/// Writes each method that carries <c>[LlmAnyOf]</c> again for the <c>AnyOf</c> of two, three and four models, constrained on each member: a combination of
/// models cannot implement an interface only where all of them do.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class AnyOfGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var methods = context.SyntaxProvider
            .ForAttributeWithMetadataName("SdkGen.LlmAnyOfAttribute", static (node, _) => node is MethodDeclarationSyntax, static (method, _) => AnyOfMethod.Read((IMethodSymbol)method.TargetSymbol, method.Attributes[0]))
            .Where(static method => method is not null)
            .Select(static (method, _) => method!)
            .WithTrackingName(TrackingNames.AnyOfMethods);

        var classes = methods.Collect()
            .SelectMany(static (all, _) => all
                .GroupBy(method => method.Owner)
                .OrderBy(owner => owner.Key.Name, StringComparer.Ordinal)
                .Select(owner => new AnyOfClass(owner.Key, owner.OrderBy(method => method.DocumentationId, StringComparer.Ordinal).ToEquatableArray())))
            .WithTrackingName(TrackingNames.AnyOfClasses);

        context.RegisterSourceOutput(classes, static (output, owner) => output.AddSource(owner.Owner.HintName, AnyOfEmitter.Emit(owner)));
    }
}
