using Microsoft.CodeAnalysis;

namespace SdkGen.Generators.Schemas;

/// <summary>What can be wrong with a JSON Schema beyond what can be wrong with any spec file. An id is never reused.</summary>
internal static class SchemaRules
{
    private const string Category = "SdkGen.Schemas";

    public static readonly DiagnosticDescriptor UnsupportedKeyword = Rule(
        "LLM0101", "A JSON Schema uses a keyword that is not compiled", "'{0}' is not supported: {1}", DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor UnsupportedDialect = Rule(
        "LLM0102", "A JSON Schema is written for another draft", "Schemas of '{0}' are not supported: only JSON Schema 2020-12 is", DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor InvalidPattern = Rule(
        "LLM0103", "A pattern of a JSON Schema cannot be compiled", "The pattern '{0}' cannot be compiled: {1}", DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor EndlessSchema = Rule(
        "LLM0104", "A JSON Schema refers to itself without end", "The schema at '{0}' leads back to itself on the same value, so no value can ever be judged", DiagnosticSeverity.Error);

    public static readonly DiagnosticDescriptor CompiledAsSimple = Rule(
        "LLM0105", "An unevaluated keyword is compiled like its simple form", "'{0}' is compiled like '{1}': what the schemas beside it evaluate is known without a value",
        DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor NoType = Rule(
        "LLM0106", "A JSON Schema has no C# type", "The schema at '{0}' has no C# type: {1}. Ask for a validator (SdkGenValidator), which takes every schema", DiagnosticSeverity.Error);

    public static IReadOnlyList<DiagnosticDescriptor> All { get; } = [UnsupportedKeyword, UnsupportedDialect, InvalidPattern, EndlessSchema, CompiledAsSimple, NoType];

    private static DiagnosticDescriptor Rule(string id, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, Category, severity, isEnabledByDefault: true, helpLinkUri: DiagnosticPage.Of(id));
}
