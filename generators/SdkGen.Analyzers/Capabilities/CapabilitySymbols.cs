using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>The types that capability rules look for, and the model cards read so far. Made once per compilation; safe for concurrent use.</summary>
internal sealed class CapabilitySymbols
{
    private static readonly ConditionalWeakTable<Compilation, Found> s_found = new();

    private readonly ConcurrentDictionary<INamedTypeSymbol, ModelCard?> _cards = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<GenericNameSyntax, INamedTypeSymbol?> _named = new();
    private readonly HashSet<string> _clientNames;
    private readonly Lazy<ImmutableArray<INamedTypeSymbol>> _addedProviders;
    private readonly INamedTypeSymbol _modelAttribute;
    private readonly INamedTypeSymbol _parameterAttribute;

    private CapabilitySymbols(
        Compilation compilation, INamedTypeSymbol modelAttribute, INamedTypeSymbol parameterAttribute, ClientInterface[] clients, INamedTypeSymbol? chatOptions, INamespaceSymbol ownNamespace)
    {
        _modelAttribute = modelAttribute;
        _parameterAttribute = parameterAttribute;
        ChatOptions = chatOptions;
        _addedProviders = new(() => Capabilities.AddedProviders.Of(compilation, this));
        Clients = clients;
        _clientNames = [.. clients.Select(client => client.Type.Name)];
        OwnNamespace = ownNamespace;
    }

    /// <summary>The interfaces of clients that talk to one model.</summary>
    public ClientInterface[] Clients { get; }

    public INamedTypeSymbol? ChatOptions { get; }

    /// <summary>The namespace of SdkGen, in all assemblies.</summary>
    public INamespaceSymbol OwnNamespace { get; }

    /// <summary>The client type that a written name is; null for every other name. Nearly all are told by their text; what has to be bound is bound for the first rule that asks.</summary>
    public INamedTypeSymbol? ClientNamed(GenericNameSyntax name, SemanticModel semantics, CancellationToken cancellationToken)
    {
        if (name.TypeArgumentList.Arguments.Count != 1 || !_clientNames.Contains(name.Identifier.ValueText))
            return null;
        if (!_named.TryGetValue(name, out var type))
            _named[name] = type = semantics.GetSymbolInfo(name, cancellationToken).Symbol is INamedTypeSymbol bound && ClientOf(bound) is not null ? bound : null;
        return type;
    }

    /// <summary>The classes of models of the providers that the code adds. Looked for when they are first needed, which is when something is wrong.</summary>
    public ImmutableArray<INamedTypeSymbol> AddedProviders => _addedProviders.Value;

    /// <summary>What the class of a provider's models says of the provider; null for every other type.</summary>
    public ProviderCard? ProviderOf(INamedTypeSymbol? container)
    {
        foreach (var attribute in container?.GetAttributes() ?? [])
        {
            if (attribute.AttributeClass is { Name: "LlmProviderAttribute" } type && IsOurs(type) && attribute.ConstructorArguments.Length == 3)
                return new ProviderCard(attribute.ConstructorArguments[1].Value as string ?? "", attribute.ConstructorArguments[2].Value as string ?? "");
        }

        return null;
    }

    /// <summary>Whether a class holds the models of a provider.</summary>
    public bool IsProvider(INamedTypeSymbol type) => ProviderOf(type) is not null;

    /// <summary>Whether a member is a method that carries <c>[LlmTool]</c>.</summary>
    public bool IsTool(ISymbol member) =>
        member is IMethodSymbol && member.GetAttributes().Any(attribute => attribute.AttributeClass is { Name: "LlmToolAttribute" } type && IsOurs(type));

    public bool IsChatOptions(ITypeSymbol? type) => type is not null && SymbolEqualityComparer.Default.Equals(type, ChatOptions);

    /// <summary>Null where SdkGen is not referenced: then no rule has anything to do. Analyzers of one compilation share what is found.</summary>
    public static CapabilitySymbols? Find(Compilation compilation) => s_found.GetValue(compilation, static key => new Found(Look(key))).Symbols;

    private static CapabilitySymbols? Look(Compilation compilation)
    {
        if (compilation.GetTypeByMetadataName("SdkGen.LlmModelAttribute") is not { } model || compilation.GetTypeByMetadataName("SdkGen.LlmParameterAttribute") is not { } parameter)
            return null;
        var clients = new List<ClientInterface>();
        foreach (var client in CapabilityClient.All)
        {
            if (compilation.GetTypeByMetadataName($"SdkGen.{client.InterfaceName}`1") is { } type)
                clients.Add(new ClientInterface(type, client.Operation, Capability.OfOutput(client.Output)));
        }

        return new CapabilitySymbols(compilation, model, parameter, [.. clients], compilation.GetTypeByMetadataName("Microsoft.Extensions.AI.ChatOptions"),
            compilation.GlobalNamespace.GetNamespaceMembers().First(@namespace => @namespace.Name == "SdkGen"));
    }

    /// <summary>The card of a model type; null for every other type.</summary>
    public ModelCard? CardOf(ITypeSymbol? type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Class } named
            ? _cards.GetOrAdd(named, key => ModelCard.Read(key, _modelAttribute, _parameterAttribute))
            : null;

    /// <summary>The models that a type argument stands for: one, or the members of an <c>AnyOf</c>; empty for every other type.</summary>
    public ImmutableArray<ModelCard> CardsOf(ITypeSymbol? type)
    {
        if (CardOf(type) is { } card)
            return [card];
        return type is INamedTypeSymbol { Name: "AnyOf", Arity: > 0 } any && IsOurs(any)
            ? [.. any.TypeArguments.Select(CardOf).OfType<ModelCard>()]
            : [];
    }

    /// <summary>Whether a symbol stands in namespace <c>SdkGen</c>.</summary>
    public static bool IsOurs(ISymbol symbol) => symbol.ContainingNamespace is { Name: "SdkGen", ContainingNamespace.IsGlobalNamespace: true };

    /// <summary>Whether a symbol stands in namespace <c>Microsoft.Extensions.AI</c>.</summary>
    public static bool IsAbstraction(ISymbol symbol) =>
        symbol.ContainingNamespace is { Name: "AI", ContainingNamespace: { Name: "Extensions", ContainingNamespace: { Name: "Microsoft", ContainingNamespace.IsGlobalNamespace: true } } };

    /// <summary>The models that a value of a type talks to: one, or those of an <c>AnyOf</c>; empty where the type is no typed client, or one of several kinds.</summary>
    public ImmutableArray<ModelCard> ModelsOf(ITypeSymbol? type)
    {
        if (type is null || type.SpecialType != SpecialType.None)
            return [];
        if (ClientOf(type) is not null)
            return CardsOf(((INamedTypeSymbol)type).TypeArguments[0]);
        return ModelOf(type) is { } model ? [model] : [];
    }

    /// <summary>The model of the same provider that has an id; null where none has.</summary>
    public ModelCard? ModelById(ModelCard beside, string id)
    {
        foreach (var type in beside.Type.ContainingType?.GetTypeMembers() ?? [])
        {
            if (CardOf(type) is { } card && card.Id == id)
                return card;
        }

        return null;
    }

    /// <summary>The client interface that a constructed type is; null for every other type.</summary>
    public ClientInterface? ClientOf(ITypeSymbol? type)
    {
        if (type is not INamedTypeSymbol { Arity: 1 } named)
            return null;
        foreach (var client in Clients)
        {
            if (SymbolEqualityComparer.Default.Equals(named.OriginalDefinition, client.Type))
                return client;
        }

        return null;
    }

    /// <summary>The model that a value of a type talks to; null where the type is no typed client, or one of several models.</summary>
    public ModelCard? ModelOf(ITypeSymbol? type)
    {
        if (type is null)
            return null;
        if (ClientOf(type) is not null)
            return CardOf(((INamedTypeSymbol)type).TypeArguments[0]);
        if (type is ITypeParameterSymbol parameter)
            return Single(parameter.ConstraintTypes.Select(ModelOf));
        return type.TypeKind is TypeKind.Class or TypeKind.Struct or TypeKind.Interface && !type.AllInterfaces.IsEmpty
            ? Single(type.AllInterfaces.Where(implemented => ClientOf(implemented) is not null).Select(implemented => CardOf(implemented.TypeArguments[0])))
            : null;
    }

    private static ModelCard? Single(IEnumerable<ModelCard?> cards)
    {
        ModelCard? single = null;
        foreach (var card in cards)
        {
            if (card is null)
                continue;
            if (single is not null && single != card)
                return null;
            single = card;
        }

        return single;
    }

    /// <summary>What a compilation has, also where that is nothing.</summary>
    private sealed class Found(CapabilitySymbols? symbols)
    {
        public CapabilitySymbols? Symbols { get; } = symbols;
    }
}

/// <summary>Who serves the models of a class.</summary>
/// <param name="Name">As people write it.</param>
/// <param name="AddMethod">The method that adds the provider to an application.</param>
internal sealed record ProviderCard(string Name, string AddMethod);
