using SdkGen.Generators.Emission;
using SdkGen.Generators.Providers;

namespace SdkGen.Generators.Models;

/// <summary>What is told of a parameter: to analyzers by an attribute on the class that models with it derive from, to the runtime in the model's row.</summary>
internal static class ParameterFact
{
    /// <summary>Whether there is anything that a request could get wrong.</summary>
    public static bool IsTold(ModelParameter parameter) =>
        parameter.Refused is not null || parameter.WhileReasoning is not null || parameter.Declared.Knob is not null || (parameter.Minimum ?? parameter.Maximum) is not null;

    public static string Attribute(ModelParameter parameter) => $"[global::SdkGen.LlmParameter({string.Join(", ", Named(parameter).Prepend(CSharpLiteral.Of(parameter.Name)))})]";

    public static string Creation(ModelParameter parameter) => $"new({CSharpLiteral.Of(parameter.Name)}) {{ {string.Join(", ", Named(parameter))} }}";

    private static IEnumerable<string> Named(ModelParameter parameter)
    {
        if (parameter.Declared.Option is { } option)
            yield return $"Option = {CSharpLiteral.Of(option)}";
        if (parameter.Wire != parameter.Name)
            yield return $"Wire = {CSharpLiteral.Of(parameter.Wire)}";
        if (parameter.Refused is { } reason)
        {
            yield return $"Refused = true, Reason = {CSharpLiteral.Of(reason)}";
            yield break;
        }

        if (parameter.Minimum is { } minimum)
            yield return $"Minimum = {minimum}d";
        if (parameter.Maximum is { } maximum)
            yield return $"Maximum = {maximum}d";
        if (parameter.Declared.Knob is { } knob)
            yield return $"Knob = {CSharpLiteral.Of(knob)}";
        if (parameter.Declared.Knob is not null && parameter.Values.Count > 0)
            yield return $"Values = new[] {{ {string.Join(", ", parameter.Values.Select(CSharpLiteral.Of))} }}";
        if (parameter.WhileReasoning is { } why)
            yield return $"WhileReasoning = {CSharpLiteral.Of(why)}";
    }
}
