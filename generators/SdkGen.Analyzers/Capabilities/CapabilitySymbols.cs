using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>The types that capability rules look for, and the model cards read so far. Made once per compilation; safe for concurrent use.</summary>
internal sealed class CapabilitySymbols
{
    private static readonly ConditionalWeakTable<Compilation, Found> s_found = new();

    private readonly ConcurrentDictionary<INamedTypeSymbol, ModelCard?> _cards = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, CallKinds> _calls = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ITypeSymbol, ImmutableArray<ModelCard>> _models = new(SymbolEqualityComparer.Default);
    private readonly HashSet<string> _clientNames;
    private readonly Lazy<INamespaceSymbol> _ownNamespace;
    private readonly Lazy<ImmutableArray<INamedTypeSymbol>> _addedProviders;
    private readonly INamedTypeSymbol _modelAttribute;
    private readonly INamedTypeSymbol _parameterAttribute;

    private CapabilitySymbols(Compilation compilation, INamedTypeSymbol modelAttribute, INamedTypeSymbol parameterAttribute, ClientInterface[] clients)
    {
        _modelAttribute = modelAttribute;
        _parameterAttribute = parameterAttribute;
        _addedProviders = new(() => Capabilities.AddedProviders.Of(compilation, this));
        _ownNamespace = new(() => compilation.GlobalNamespace.GetNamespaceMembers().First(@namespace => @namespace.Name == "SdkGen"));
        Clients = clients;
        _clientNames = [.. clients.Select(client => client.Type.Name)];
    }

    /// <summary>The interfaces of clients that talk to one model.</summary>
    public ClientInterface[] Clients { get; }

    /// <summary>The namespace of SdkGen, in all assemblies.</summary>
    public INamespaceSymbol OwnNamespace => _ownNamespace.Value;

    /// <summary>
    /// The client type that a written name is; null for every other name. Nearly all are told by their text, and those of parameters, fields and properties by the symbol
    /// that the compiler has made of them: only what is left is bound.
    /// </summary>
    public INamedTypeSymbol? ClientNamed(SyntaxNodeAnalysisContext context)
    {
        var name = (GenericNameSyntax)context.Node;
        if (name.TypeArgumentList.Arguments.Count != 1 || !_clientNames.Contains(name.Identifier.ValueText))
            return null;
        var type = DeclaredType.Of(name, context.ContainingSymbol);
        if (ClientOf(type) is null)
            type = context.SemanticModel.GetSymbolInfo(name, context.CancellationToken).Symbol as ITypeSymbol;
        return ClientOf(type) is null ? null : (INamedTypeSymbol)type!;
    }

    /// <summary>What a called method is to the rules. Found once per method: nearly every call of a program is none's business.</summary>
    public CallKinds KindsOf(IMethodSymbol method)
    {
        method = method.OriginalDefinition;
        if (!_calls.TryGetValue(method, out var kinds))
            _calls[method] = kinds = Kinds(method);
        return kinds;
    }

    private CallKinds Kinds(IMethodSymbol method) =>
        (ClientCall.MayAsk(method) ? CallKinds.Request : 0)
        | (PassedOn.MayHandOn(method) ? CallKinds.HandsOn : 0)
        | (ConstrainedMemberRules.MayFallBack(method) ? CallKinds.MayFallBack : 0)
        | (ModelIdRule.MayName(method) ? CallKinds.NamesModel : 0)
        | (StreamRules.MayOpen(method) ? CallKinds.Opens : 0)
        | (RegistrationRule.MayAdd(method) ? CallKinds.Adds : 0);

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
    public static bool IsTool(ISymbol member) =>
        member is IMethodSymbol && member.GetAttributes() is { IsEmpty: false } attributes && attributes.Any(static attribute => attribute.AttributeClass is { Name: "LlmToolAttribute" } type && IsOurs(type));

    public static bool IsChatOptions(ITypeSymbol? type) => type is { Name: "ChatOptions" } && IsAbstraction(type);

    /// <summary>Null where SdkGen is not referenced: then no rule has anything to do. Analyzers of one compilation share what is found.</summary>
    public static CapabilitySymbols? Find(Compilation compilation) => s_found.GetValue(compilation, static key => new Found(Look(key))).Symbols;

    /// <summary>Asks the assembly that has them: a compilation that is asked for a type by name reads all that it refers to.</summary>
    private static CapabilitySymbols? Look(Compilation compilation)
    {
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            if (assembly.Name != "SdkGen" || assembly.GetTypeByMetadataName("SdkGen.LlmModelAttribute") is not { } model || assembly.GetTypeByMetadataName("SdkGen.LlmParameterAttribute") is not { } parameter)
                continue;
            var clients = new List<ClientInterface>();
            foreach (var client in CapabilityClient.All)
            {
                if (assembly.GetTypeByMetadataName($"SdkGen.{client.InterfaceName}`1") is { } type)
                    clients.Add(new ClientInterface(type, client.Operation, Capability.OfOutput(client.Output)));
            }

            return new CapabilitySymbols(compilation, model, parameter, [.. clients]);
        }

        return null;
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
        if (!_models.TryGetValue(type, out var models))
            _models[type] = models = ClientOf(type) is not null ? CardsOf(((INamedTypeSymbol)type).TypeArguments[0]) : ModelOf(type) is { } model ? [model] : [];
        return models;
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
