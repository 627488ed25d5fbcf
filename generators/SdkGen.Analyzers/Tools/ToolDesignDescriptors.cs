using Microsoft.CodeAnalysis;

namespace SdkGen.Analyzers.Tools;

/// <summary>Rules for tools that work but could serve the model, or the user, better. What keeps a method from being a tool is said by the generator's own rules.</summary>
internal static class ToolDesignDescriptors
{
    private const string Category = "SdkGen.Tools";

    public static readonly DiagnosticDescriptor UndescribedEnum = Create(
        "LLM1009", "An enum that a model chooses from is not described", "{0} of tool {1} is chosen from {2}, and the model sees only the names of {3}: describe them with a <summary>", DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor SecretParameter = Create(
        "LLM1010",
        "A tool asks the model for a secret",
        "{0} of tool {1} looks like a secret, which a model must not know and would have to invent: take it from configuration or a service",
        DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor NoCancellation = Create(
        "LLM1011", "An asynchronous tool cannot be cancelled", "{0} goes on when the caller has left: take a CancellationToken", DiagnosticSeverity.Info);

    private static DiagnosticDescriptor Create(string id, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, Category, severity, isEnabledByDefault: true, helpLinkUri: DiagnosticPage.Of(id));
}
