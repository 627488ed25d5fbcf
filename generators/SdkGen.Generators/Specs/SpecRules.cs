using Microsoft.CodeAnalysis;

namespace SdkGen.Generators.Specs;

/// <summary>Everything that can be wrong with a spec file. An id is never reused.</summary>
internal static class SpecRules
{
    private const string Category = "SdkGen.Specs";

    public static readonly DiagnosticDescriptor InvalidJson = Error("LLM0001", "A spec file is not JSON", "The file is not valid JSON: {0}");

    public static readonly DiagnosticDescriptor DuplicateKey = Error("LLM0002", "A key stands twice in an object", "The key '{0}' stands twice in this object");

    public static readonly DiagnosticDescriptor UnknownKey = Error("LLM0003", "A key of a spec file is unknown", "{0} has no key '{1}'{2}");

    public static readonly DiagnosticDescriptor WrongType = Error("LLM0004", "A value of a spec file has the wrong type", "'{0}' must be {1}, not {2}");

    public static readonly DiagnosticDescriptor MissingKey = Error("LLM0005", "A key of a spec file is missing", "{0} needs the key '{1}'");

    public static readonly DiagnosticDescriptor UnresolvedReference = Error("LLM0006", "A reference in a spec file leads nowhere", "There is no {0} '{1}'{2}");

    public static readonly DiagnosticDescriptor DuplicateId = Error("LLM0007", "Two specs have the same id or name", "{0} '{1}' is already taken by {2}");

    public static readonly DiagnosticDescriptor UnknownParameter = Error("LLM0008", "A model names a parameter that its dialect does not have", "The dialect '{0}' has no parameter '{1}'{2}");

    public static readonly DiagnosticDescriptor IncompletePrice = Error("LLM0009", "A price does not say what it counts", "A price needs '{0}', so that it can be compared and trusted");

    public static readonly DiagnosticDescriptor TakenTypeName = Error(
        "LLM0010", "A type that a spec would generate exists already", "The type '{0}' exists already: choose another '{1}' in this spec");

    public static readonly DiagnosticDescriptor InvalidValue = Error("LLM0011", "A value of a spec file is not one of those possible", "'{0}' cannot be '{1}': {2}");

    public static readonly DiagnosticDescriptor Circle = Error("LLM0012", "Specs extend each other in a circle", "'{0}' extends itself by way of '{1}'");

    private static readonly Dictionary<string, DiagnosticDescriptor> s_byId = new[]
    {
        InvalidJson, DuplicateKey, UnknownKey, WrongType, MissingKey, UnresolvedReference, DuplicateId, UnknownParameter, IncompletePrice, TakenTypeName, InvalidValue, Circle,
    }.Concat(Schemas.SchemaRules.All).ToDictionary(rule => rule.Id);

    public static IReadOnlyCollection<DiagnosticDescriptor> All => s_byId.Values;

    public static DiagnosticDescriptor Of(string id) => s_byId[id];

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: DiagnosticPage.Of(id));
}
