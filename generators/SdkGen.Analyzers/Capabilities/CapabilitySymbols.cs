using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>The types that capability rules look for, and the model cards read so far. Made once per compilation; safe for concurrent use.</summary>
internal sealed class CapabilitySymbols
{
    private readonly ConcurrentDictionary<INamedTypeSymbol, ModelCard?> _cards = new(SymbolEqualityComparer.Default);
    private readonly INamedTypeSymbol _modelAttribute;
    private readonly INamedTypeSymbol _parameterAttribute;

    private CapabilitySymbols(
        INamedTypeSymbol modelAttribute, INamedTypeSymbol parameterAttribute, ClientInterface[] clients, INamedTypeSymbol? chatOptions)
    {
        _modelAttribute = modelAttribute;
        _parameterAttribute = parameterAttribute;
        ChatOptions = chatOptions;
        Clients = clients;
    }

    /// <summary>The interfaces of clients that talk to one model.</summary>
    public ClientInterface[] Clients { get; }

    public INamedTypeSymbol? ChatOptions { get; }

    /// <summary>Null where SdkGen is not referenced: then no rule has anything to do.</summary>
    public static CapabilitySymbols? Find(Compilation compilation)
    {
        if (compilation.GetTypeByMetadataName("SdkGen.LlmModelAttribute") is not { } model || compilation.GetTypeByMetadataName("SdkGen.LlmParameterAttribute") is not { } parameter)
            return null;
        var clients = new List<ClientInterface>();
        foreach (var client in CapabilityClient.All)
        {
            if (compilation.GetTypeByMetadataName($"SdkGen.{client.InterfaceName}`1") is { } type)
                clients.Add(new ClientInterface(type, client.Operation, Capability.OfOutput(client.Output)));
        }

        return new CapabilitySymbols(model, parameter, [.. clients], compilation.GetTypeByMetadataName("Microsoft.Extensions.AI.ChatOptions"));
    }

    /// <summary>The card of a model type; null for every other type.</summary>
    public ModelCard? CardOf(ITypeSymbol? type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Class } named
            ? _cards.GetOrAdd(named, key => ModelCard.Read(key, _modelAttribute, _parameterAttribute))
            : null;

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
}
