using Microsoft.CodeAnalysis;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>The rules of family <c>LLM2xxx</c>, as the compiler reports them.</summary>
internal static class CapabilityDescriptors
{
    public static readonly DiagnosticDescriptor OutputKind = Of(CapabilityRules.OutputKind);

    /// <summary>Not configurable: the client interfaces carry no constraint, so that this rule is the only thing that holds declarations.</summary>
    public static readonly DiagnosticDescriptor ClientInterface = Of(CapabilityRules.ClientInterface, WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor Tools = Of(CapabilityRules.Tools);
    public static readonly DiagnosticDescriptor InputKind = Of(CapabilityRules.InputKind);
    public static readonly DiagnosticDescriptor StructuredOutput = Of(CapabilityRules.StructuredOutput);
    public static readonly DiagnosticDescriptor Streaming = Of(CapabilityRules.Streaming);
    public static readonly DiagnosticDescriptor ParallelTools = Of(CapabilityRules.ParallelTools);
    public static readonly DiagnosticDescriptor ToolChoice = Of(CapabilityRules.ToolChoice);
    public static readonly DiagnosticDescriptor SystemMessages = Of(CapabilityRules.SystemMessages);
    public static readonly DiagnosticDescriptor RefusedParameter = Of(CapabilityRules.Parameter);
    public static readonly DiagnosticDescriptor OtherOptions = Of(CapabilityRules.OtherOptions);
    public static readonly DiagnosticDescriptor OtherModel = Of(CapabilityRules.OtherModel);
    public static readonly DiagnosticDescriptor Range = Of(CapabilityRules.Range);
    public static readonly DiagnosticDescriptor OutputLimit = Of(CapabilityRules.OutputLimit);
    public static readonly DiagnosticDescriptor ReasoningLevel = Of(CapabilityRules.ReasoningLevel);
    public static readonly DiagnosticDescriptor WhileReasoning = Of(CapabilityRules.WhileReasoning);
    public static readonly DiagnosticDescriptor Logprobs = Of(CapabilityRules.Logprobs);
    public static readonly DiagnosticDescriptor Choices = Of(CapabilityRules.Choices);
    public static readonly DiagnosticDescriptor PromptCaching = Of(CapabilityRules.PromptCaching);
    public static readonly DiagnosticDescriptor Reasoning = Of(CapabilityRules.Reasoning);
    public static readonly DiagnosticDescriptor Combination = Of(CapabilityRules.Combination);
    public static readonly DiagnosticDescriptor ToolCount = Of(CapabilityRules.ToolCount);
    public static readonly DiagnosticDescriptor Deprecated = Of(CapabilityRules.Deprecated);
    public static readonly DiagnosticDescriptor Retired = Of(CapabilityRules.Retired);
    public static readonly DiagnosticDescriptor UnknownModel = Of(CapabilityRules.UnknownModel);
    public static readonly DiagnosticDescriptor NotAdded = Of(CapabilityRules.NotAdded, WellKnownDiagnosticTags.CompilationEnd);
    public static readonly DiagnosticDescriptor Context = Of(CapabilityRules.Context);
    public static readonly DiagnosticDescriptor UnreadStream = Of(CapabilityRules.UnreadStream);
    public static readonly DiagnosticDescriptor StreamReadTwice = Of(CapabilityRules.StreamReadTwice);
    public static readonly DiagnosticDescriptor Undisposed = Of(CapabilityRules.Undisposed);
    public static readonly DiagnosticDescriptor KeyInSource = Of(CapabilityRules.KeyInSource);

    private static DiagnosticDescriptor Of(CapabilityRule rule, params string[] tags) =>
        new(rule.Id, rule.Title, rule.Sentence, "SdkGen.Capabilities", rule.IsWarning ? DiagnosticSeverity.Warning : DiagnosticSeverity.Error, true, helpLinkUri: DiagnosticPage.Of(rule.Id), customTags: tags);
}
