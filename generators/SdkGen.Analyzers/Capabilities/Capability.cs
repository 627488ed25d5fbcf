using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>What a model may be able to do, and the words and the rule for one that is not.</summary>
/// <param name="Interface">Name of the interface in namespace <c>SdkGen</c> that constrains members to models with the capability.</param>
/// <param name="Verb">Fits after "does not".</param>
/// <param name="Rule">The rule that speaks.</param>
/// <param name="Fact">What a model's attribute says.</param>
internal sealed record Capability(string Interface, string Verb, DiagnosticDescriptor Rule, Func<ModelCard, CapabilityFact> Fact)
{
    public static readonly Capability Text = Output("IProducesText", "text", "produce text");
    public static readonly Capability Images = Output("IProducesImages", "image", "produce images");
    public static readonly Capability Audio = Output("IProducesAudio", "audio", "produce audio");
    public static readonly Capability Video = Output("IProducesVideo", "video", "produce video");
    public static readonly Capability Embeddings = Output("IProducesEmbeddings", "embedding", "produce embeddings");
    public static readonly Capability Tools = new("ICallsTools", CapabilityWords.Tools, CapabilityDescriptors.Tools, static model => model.Tools);
    public static readonly Capability Reasoning = new("IReasons", CapabilityWords.Reasoning, CapabilityDescriptors.Reasoning, static model => model.Reasoning);

    private static readonly Capability[] s_all =
    [
        Text,
        Images,
        Audio,
        Video,
        Embeddings,
        Tools,
        new("IProducesStructuredOutput", CapabilityWords.StructuredOutput, CapabilityDescriptors.StructuredOutput, static model => model.StructuredOutput),
        Input("IAcceptsImages", "image"),
        Input("IAcceptsAudio", "audio"),
        Input("IAcceptsVideo", "video"),
        Input("IAcceptsFiles", "file"),
        Reasoning,
    ];

    /// <summary>The names of the interfaces that a type argument is constrained to, where it is to be a model: any, or one with a capability.</summary>
    public static ImmutableArray<string> Constraints { get; } = ["IModel", .. s_all.Select(static capability => capability.Interface)];

    /// <summary>The capability that an interface stands for; null for every other type.</summary>
    public static Capability? Of(ITypeSymbol constraint)
    {
        foreach (var capability in s_all)
        {
            if (constraint.Name == capability.Interface && constraint.ContainingNamespace is { Name: "SdkGen", ContainingNamespace.IsGlobalNamespace: true })
                return capability;
        }

        return null;
    }

    /// <summary>The capability of models that produce a kind of output.</summary>
    public static Capability OfOutput(string kind) => kind switch
    {
        "image" => Images,
        "audio" => Audio,
        "video" => Video,
        "embedding" => Embeddings,
        _ => Text,
    };

    private static Capability Input(string name, string kind) =>
        new(name, CapabilityWords.Take(kind), CapabilityDescriptors.InputKind, model => model.Takes(kind));

    private static Capability Output(string name, string kind, string verb) =>
        new(name, verb, CapabilityDescriptors.OutputKind, model => model.Produces(kind));
}

/// <summary>The values of <c>SdkGen.Fact</c>, as they stand in attributes.</summary>
internal enum CapabilityFact
{
    Unknown = 0,
    Yes = 1,
    No = 2,
}
