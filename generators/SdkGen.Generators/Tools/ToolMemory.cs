using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SdkGen.Generators.Contracts;
using SdkGen.Generators.Contracts.FromSymbols;

namespace SdkGen.Generators.Tools;

/// <summary>Keeps what was read of a tool until something changes that it was read from.</summary>
/// <remarks>
/// The compiler asks for every tool anew after any edit, because symbols belong to one compilation. A tool means what it meant when the files of the types that its
/// signature leads to are the very same (<see cref="DeclaringTrees"/>) and names still mean the same in all others (<see cref="ProjectNames"/>). One memory
/// belongs to one initialized generator. It holds models and the files of the last compilation, never a symbol or a compilation.
/// </remarks>
internal sealed class ToolMemory
{
    private readonly ProjectNames _names;
    private readonly ConcurrentDictionary<(SyntaxTree File, int Place), Memory> _tools = new();

    public ToolMemory() => _names = new ProjectNames(Forget);

    /// <summary>The tool that an attributed method is; empty where it cannot be one.</summary>
    public EquatableArray<ToolModel> OfMethod(GeneratorAttributeSyntaxContext context, CancellationToken token) => Remembered(context, token, static (context, token) =>
    {
        var (method, compilation) = ((IMethodSymbol)context.TargetSymbol, context.SemanticModel.Compilation);
        var (model, _, documentedIn) = ToolReader.Read(method, context.Attributes[0], compilation, token);
        return (model is null ? EquatableArray<ToolModel>.Empty : new([model]), DeclaringTrees.Of([(method, method.ContainingType)], documentedIn, compilation, token));
    });

    /// <summary>The tools of the types that attributes of the assembly ask for.</summary>
    public EquatableArray<ToolModel> OfAssembly(GeneratorAttributeSyntaxContext context, CancellationToken token) => Remembered(context, token, static (context, token) =>
    {
        var compilation = context.SemanticModel.Compilation;
        var hosts = context.Attributes.Select(ToolHosts.Of).OfType<INamedTypeSymbol>().ToArray();
        var tools = hosts.SelectMany(host => ToolHosts.Methods(host).Select(tool => (tool.Method, tool.Attribute, Host: host))).ToArray();
        var read = tools.Select(tool => ToolReader.Read(tool.Method, tool.Attribute, compilation, token, tool.Host)).ToArray();
        return (read.Select(tool => tool.Model).OfType<ToolModel>().ToEquatableArray(), DeclaringTrees.Of(tools.Select(tool => (tool.Method, tool.Host)), read.SelectMany(tool => tool.DocumentedIn), compilation, token));
    });

    private EquatableArray<ToolModel> Remembered(
        GeneratorAttributeSyntaxContext context, CancellationToken token,
        Func<GeneratorAttributeSyntaxContext, CancellationToken, (EquatableArray<ToolModel> Tools, ImmutableArray<SyntaxTree>? Trees)> read)
    {
        var compilation = (CSharpCompilation)context.SemanticModel.Compilation;
        var names = _names.Version(compilation, token);
        var place = (context.TargetNode.SyntaxTree, context.TargetNode.SpanStart);
        if (_tools.TryGetValue(place, out var known) && ReferenceEquals(known.Names, names) && known.Trees.All(compilation.ContainsSyntaxTree))
            return known.Tools;
        var (models, trees) = read(context, token);
        if (trees is { } whole)
            _tools[place] = new Memory(models, names, whole);
        else
            _tools.TryRemove(place, out _);
        return models;
    }

    /// <summary>Lets go of the files that a compilation does not have any more.</summary>
    private void Forget(Compilation compilation)
    {
        foreach (var known in _tools)
        {
            if (!compilation.ContainsSyntaxTree(known.Key.File))
                _tools.TryRemove(known.Key, out _);
        }
    }

    private sealed record Memory(EquatableArray<ToolModel> Tools, object Names, ImmutableArray<SyntaxTree> Trees);
}
