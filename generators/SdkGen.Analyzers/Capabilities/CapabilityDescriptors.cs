using Microsoft.CodeAnalysis;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>The rules of family <c>LLM2xxx</c>, as the compiler reports them.</summary>
internal static class CapabilityDescriptors
{
    public static readonly DiagnosticDescriptor OutputKind = Of(CapabilityRules.OutputKind);

    /// <summary>Not configurable: the client interfaces carry no constraint, so that this rule is the only thing that holds declarations.</summary>
    public static readonly DiagnosticDescriptor ClientInterface = Of(CapabilityRules.ClientInterface, WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor Tools = Of(CapabilityRules.Tools);
    public static readonly DiagnosticDescriptor RefusedParameter = Of(CapabilityRules.Parameter);

    private static DiagnosticDescriptor Of(CapabilityRule rule, params string[] tags) =>
        new(rule.Id, rule.Title, rule.Sentence, "SdkGen.Capabilities", rule.IsWarning ? DiagnosticSeverity.Warning : DiagnosticSeverity.Error, true, helpLinkUri: DiagnosticPage.Of(rule.Id), customTags: tags);
}
