using Microsoft.CodeAnalysis;

namespace SdkGen.Generators.Tools;

/// <summary>The rules for tools.</summary>
internal static class ToolRules
{
    private const string Category = "SdkGen.Tools";

    public static readonly DiagnosticDescriptor UnsupportedType = Error(
        "LLM1001", "A tool cannot use this type", "{0} of tool method {1} has the type {2}: {3} {4}");

    public static readonly DiagnosticDescriptor DuplicateName = Error(
        "LLM1002", "Two tools of a class have the same name", "{0} has two tools named {1}: give one of them another name with [LlmTool(\"…\")]");

    public static readonly DiagnosticDescriptor InvalidName = Error(
        "LLM1003", "A tool has a name that services refuse", "The tool name {0} is not valid: 1 to 64 letters (a to z), digits, '_' or '-'");

    public static readonly DiagnosticDescriptor Undescribed = Info(
        "LLM1004", "A tool is not described", "{0} has no description, so the model can only guess what it is for: write a <summary> or a [Description]");

    public static readonly DiagnosticDescriptor UnsupportedHost = Error(
        "LLM1005", "A tool stands where generated code cannot call it", "{0} cannot be a tool: {1}");

    public static readonly DiagnosticDescriptor UnsupportedParameter = Error(
        "LLM1006", "A tool cannot take this parameter", "Parameter {0} of tool method {1} cannot be filled: {2}");

    public static readonly DiagnosticDescriptor AsyncVoid = Error(
        "LLM1007", "A tool is async void", "{0} is async void, so nobody can wait for it or see it fail: return Task");

    public static readonly DiagnosticDescriptor UndescribedParameter = Info(
        "LLM1008", "A parameter of a tool is not described", "Parameter {0} of tool {1} has no description: write a <param> or a [Description]");

    public static readonly DiagnosticDescriptor NoForm = Info(
        "LLM1020", "A service takes a tool only without strict mode",
        "Tool {0} has no schema for {1}: {2}. The plain schema is sent there, and the arguments are checked when the call comes.");

    public static readonly DiagnosticDescriptor RefusedByService = Create(
        "LLM1021", "A service refuses a tool", "{0} refuses the tool {1}: {2}", DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor TooManyForService = Info(
        "LLM1022", "The tools of a class are too many for one request", "{0} has {1} {2}, and {3} takes {4} in one request: offer a part of them, or split the class");

    public static readonly DiagnosticDescriptor Unenforced = Create(
        "LLM1030", "An annotation is not enforced", "{0} of tool {1} is not enforced: {2}", DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor NotIntercepted = Info(
        "LLM1032", "A call of AIFunctionFactory.Create is left as it is", "This function is made by reflection, not generated: {0}");

    public static readonly DiagnosticDescriptor Unfilled = Info(
        "LLM1033", "A collection that arguments cannot fill",
        "{0} of {1}, which tool {2} takes, has no setter, so no argument fills it and no schema has it: give it an init, or mark it with [JsonIgnore]");

    public static readonly DiagnosticDescriptor NoTools = Create(
        "LLM1031", "A type that tools are asked for has none", "{0} has no method with [LlmTool], nor inherits one", DiagnosticSeverity.Warning);

    /// <summary>In the words of the shared table of rules about models; a test holds them together.</summary>
    public static readonly DiagnosticDescriptor RefusedByModel = Error(
        "LLM2030", "The model's service refuses the schema of a tool", "{0} cannot be given the tool {1}: {2}.");

    private static DiagnosticDescriptor Error(string id, string title, string message) => Create(id, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Info(string id, string title, string message) => Create(id, title, message, DiagnosticSeverity.Info);

    private static DiagnosticDescriptor Create(string id, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, Category, severity, isEnabledByDefault: true, helpLinkUri: DiagnosticPage.Of(id));
}
