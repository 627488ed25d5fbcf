using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>Speaks of a member that clients of another kind have, beside the compiler, which only says that there is none; and of a parameter that other models take.</summary>
internal static class AbsentMember
{
    private static readonly Dictionary<string, CapabilityClient> s_clients = new(StringComparer.Ordinal)
    {
        ["GetResponseAsync"] = CapabilityClient.Chat,
        ["GetStreamingResponseAsync"] = CapabilityClient.Chat,
        ["WithTools"] = CapabilityClient.Chat,
        ["AskAboutImageAsync"] = CapabilityClient.Chat,
        ["GenerateImageAsync"] = CapabilityClient.Images,
        ["GenerateImagesAsync"] = CapabilityClient.Images,
        ["EditImageAsync"] = CapabilityClient.Images,
        ["EditImagesAsync"] = CapabilityClient.Images,
        ["GenerateVectorAsync"] = CapabilityClient.Embeddings,
        ["GenerateVideoAsync"] = CapabilityClient.Videos,
        ["GetTextAsync"] = CapabilityClient.SpeechToText,
        ["GetStreamingTextAsync"] = CapabilityClient.SpeechToText,
        ["GetAudioAsync"] = CapabilityClient.TextToSpeech,
        ["GetStreamingAudioAsync"] = CapabilityClient.TextToSpeech,
        ["CreateSessionAsync"] = CapabilityClient.Realtime,
    };

    /// <summary>What to say of a member that is not there; null where it is none that any client or model has.</summary>
    /// <param name="name">The written name.</param>
    /// <param name="owner">The type that it is asked of.</param>
    /// <param name="call">The call of it; null where it is not called.</param>
    /// <param name="symbols">The symbols.</param>
    public static Diagnostic? Report(SimpleNameSyntax name, ITypeSymbol? owner, InvocationExpressionSyntax? call, CapabilitySymbols symbols)
    {
        var models = symbols.ModelsOf(owner);
        if (symbols.ClientOf(owner) is { } client && !models.IsEmpty)
            return KindOf(name.Identifier.ValueText, call) is { } needed && symbols.Clients.FirstOrDefault(other => other.Type.Name == needed.InterfaceName) is { } kind && kind != client ? Client(kind, client, models, name, symbols) : null;
        return owner is INamedTypeSymbol { Name: "Options", ContainingType: { } type } && symbols.CardOf(type) is { } model ? Parameter(model, name, symbols) : null;
    }

    private static Diagnostic Client(ClientInterface kind, ClientInterface client, System.Collections.Immutable.ImmutableArray<ModelCard> models, SimpleNameSyntax name, CapabilitySymbols symbols)
    {
        var model = models.FirstOrDefault(card => kind.Output.Fact(card) == CapabilityFact.No) ?? models[0];
        if (kind.Output.Fact(model) == CapabilityFact.No)
            return CapabilityReport.Missing(kind.Output, model, client, symbols, name.GetLocation());
        return model.Serves(kind.Operation) == CapabilityFact.No
            ? CapabilityReport.Misfit(kind, model, symbols, name.GetLocation())
            : Diagnostic.Create(CapabilityDescriptors.OutputKind, name.GetLocation(), model.Id, $"{kind.Output.Verb} as {client.Type.Name}", $"Ask for it as {kind.Type.Name}<{model.Name}>");
    }

    /// <summary>A parameter that other models of the provider have in their options.</summary>
    private static Diagnostic? Parameter(ModelCard model, SimpleNameSyntax name, CapabilitySymbols symbols)
    {
        var near = ModelAlternatives.Near(model, symbols, other => other.Parameters.Any(card => !card.IsRefused && card.Property == name.Identifier.ValueText));
        return near.IsEmpty
            ? null
            : Diagnostic.Create(CapabilityDescriptors.RefusedParameter, name.GetLocation(), CapabilityReport.With(near), model.Id, name.Identifier.ValueText, $"it has no such parameter. {CapabilityReport.Instead(model, near)}");
    }

    private static CapabilityClient? KindOf(string name, InvocationExpressionSyntax? call)
    {
        if (s_clients.TryGetValue(name, out var kind))
            return kind;
        if (name != "GenerateAsync")
            return null;

        // What it makes is told by what it is given.
        var given = call?.ArgumentList.Arguments.FirstOrDefault()?.Expression.ToString() ?? "";
        return given.Contains("ImageGeneration") ? CapabilityClient.Images : given.Contains("VideoGeneration") ? CapabilityClient.Videos : CapabilityClient.Embeddings;
    }
}
