using SdkGen.Generators.Emission;
using SdkGen.Generators.Providers;

namespace SdkGen.Generators.Models;

/// <summary>What analyzers read of a parameter: an attribute on the class that models with it derive from.</summary>
internal static class ParameterFact
{
    /// <summary>Whether there is anything that a request could get wrong.</summary>
    public static bool IsTold(ModelParameter parameter) =>
        parameter.Refused is not null || parameter.WhileReasoning is not null || parameter.Declared.Knob is not null || (parameter.Minimum ?? parameter.Maximum) is not null;

    public static string Attribute(ModelParameter parameter)
    {
        var parts = new List<string> { CSharpLiteral.Of(parameter.Name) };
        if (parameter.Declared.Option is { } option)
            parts.Add($"Option = {CSharpLiteral.Of(option)}");
        if (parameter.Wire != parameter.Name)
            parts.Add($"Wire = {CSharpLiteral.Of(parameter.Wire)}");
        if (parameter.Refused is { } reason)
        {
            parts.Add($"Refused = true, Reason = {CSharpLiteral.Of(reason)}");
            return $"[global::SdkGen.LlmParameter({string.Join(", ", parts)})]";
        }

        if (parameter.Minimum is { } minimum)
            parts.Add($"Minimum = {minimum}d");
        if (parameter.Maximum is { } maximum)
            parts.Add($"Maximum = {maximum}d");
        if (parameter.Declared.Knob is { } knob)
            parts.Add($"Knob = {CSharpLiteral.Of(knob)}");
        if (parameter.Declared.Knob is not null && parameter.Values.Count > 0)
            parts.Add($"Values = new[] {{ {string.Join(", ", parameter.Values.Select(CSharpLiteral.Of))} }}");
        if (parameter.WhileReasoning is { } why)
            parts.Add($"WhileReasoning = {CSharpLiteral.Of(why)}");
        return $"[global::SdkGen.LlmParameter({string.Join(", ", parts)})]";
    }
}
