using Microsoft.CodeAnalysis;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>The rules of family <c>LLM2xxx</c>: what is asked of a model that it cannot do. An id is never reused.</summary>
internal static class CapabilityDescriptors
{
    /// <summary>The format of every sentence: the model's id, what is missing, what to do instead.</summary>
    private const string Sentence = "{0} does not {1}. {2}.";

    /// <summary>The format for parameters, in the words of the <c>[Obsolete]</c> on a model's own options: id, parameter, reason.</summary>
    private const string RefusedSentence = "{0} does not take {1}: {2}.";

    public static readonly DiagnosticDescriptor OutputKind = Error("LLM2001", "The model does not produce this kind of output");

    /// <summary>Not configurable: the client interfaces carry no constraint, so that this rule is the only thing that holds declarations.</summary>
    public static readonly DiagnosticDescriptor ClientInterface =
        Error("LLM2002", "The client interface does not fit the model", Sentence, WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor Tools = Error("LLM2003", "The model does not call tools");

    public static readonly DiagnosticDescriptor RefusedParameter = Error("LLM2011", "The options set a parameter that the model refuses", RefusedSentence);

    private static DiagnosticDescriptor Error(string id, string title, string message = Sentence, params string[] tags) =>
        new(id, title, message, "SdkGen.Capabilities", DiagnosticSeverity.Error, true, helpLinkUri: DiagnosticPage.Of(id), customTags: tags);
}
