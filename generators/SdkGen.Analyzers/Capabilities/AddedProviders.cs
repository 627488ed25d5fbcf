using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>The providers that the code of a compilation adds by name. Looked for when a sentence is made that names models: a file is read once, and again only after it was edited.</summary>
internal static class AddedProviders
{
    private static readonly ConditionalWeakTable<SyntaxTree, string[]> s_called = new();

    /// <summary>The classes of models of SdkGen's own providers that are added, in the order of their names.</summary>
    public static ImmutableArray<INamedTypeSymbol> Of(Compilation compilation, CapabilitySymbols symbols)
    {
        var called = new HashSet<string>(compilation.SyntaxTrees.SelectMany(tree => s_called.GetValue(tree, static tree => Read(tree))), StringComparer.Ordinal);
        return called.Count == 0 ? [] : [.. KnownModels.ProvidersIn(symbols.OwnNamespace, symbols).OrderBy(type => type.Name, StringComparer.Ordinal).Where(type => symbols.ProviderOf(type) is { } provider && called.Contains(provider.AddMethod))];
    }

    /// <summary>The methods that are called by names that begin with <c>Add</c>, in a file that speaks of SdkGen's builder.</summary>
    private static string[] Read(SyntaxTree tree) => tree.GetText().ToString() is var text && text.IndexOf("AddLlm", StringComparison.Ordinal) < 0 && text.IndexOf("LlmBuilder", StringComparison.Ordinal) < 0
        ? []
        : [.. tree.GetRoot().DescendantNodes()
            .OfType<InvocationExpressionSyntax>()
            .Select(call => call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } && name.StartsWith("Add", StringComparison.Ordinal) ? name : null)
            .OfType<string>()
            .Distinct()];
}
