using SdkGen.Generators.Emission;
using SdkGen.Generators.Providers;
using SdkGen.Generators.Specs;

namespace SdkGen.Generators.Models;

/// <summary>How a parameter looks as a property of options.</summary>
internal static class OptionProperty
{
    /// <summary>Types of the properties of <c>ChatOptions</c> that a dialect may name as a parameter's option.</summary>
    private static readonly Dictionary<string, string> s_standard = new(StringComparer.Ordinal)
    {
        ["Temperature"] = "float?",
        ["TopP"] = "float?",
        ["TopK"] = "int?",
        ["FrequencyPenalty"] = "float?",
        ["PresencePenalty"] = "float?",
        ["MaxOutputTokens"] = "int?",
        ["Seed"] = "long?",
        ["StopSequences"] = "global::System.Collections.Generic.IList<string>?",
        ["AllowMultipleToolCalls"] = "bool?",
    };

    /// <summary>The property; null where options have none for the parameter.</summary>
    public static string? Name(ModelParameter parameter) => parameter.Declared switch
    {
        { Option: { } option } => s_standard.ContainsKey(option) ? option : null,
        { Type: ParameterType.Object } => null,
        _ => CSharpIdentifier.Pascal(parameter.Name),
    };

    /// <summary>Whether <c>ChatOptions</c> has the property already.</summary>
    public static bool IsStandard(ModelParameter parameter) => parameter.Declared.Option is { } option && s_standard.ContainsKey(option);

    /// <summary>Whether the parameter becomes a property of generated options.</summary>
    public static bool IsOwn(ModelParameter parameter) => parameter is { Refused: null, Declared: { Option: null, Type: not ParameterType.Object } };

    public static string ClrType(ModelParameter parameter) => parameter.Declared switch
    {
        { Option: { } option } => s_standard[option],
        { Type: ParameterType.Integer } => "int?",
        { Type: ParameterType.Number } => "double?",
        { Type: ParameterType.Boolean } => "bool?",
        { Type: ParameterType.Strings } => "global::System.Collections.Generic.IList<string>?",
        _ => "string?",
    };

    /// <summary>The constant that holds why the service refuses the parameter.</summary>
    public static string Refusal(ModelParameter parameter) => "No" + Name(parameter);

    /// <summary>The name and the range on the wire, as documentation.</summary>
    public static string Wire(ModelParameter parameter)
    {
        var range = (parameter.Minimum, parameter.Maximum) switch
        {
            ({ } minimum, { } maximum) => $", {minimum} to {maximum}",
            ({ } minimum, null) => $", {minimum} or more",
            (null, { } maximum) => $", {maximum} at most",
            _ => "",
        };
        return $"{XmlDoc.Code(parameter.Wire)} on the wire{range}.";
    }
}
