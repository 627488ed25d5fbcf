using Microsoft.Extensions.AI;
using SdkGen.Transport;

namespace SdkGen;

/// <summary>Judges how a request asks a model to reason: levels that it does not know, and parameters that it refuses meanwhile.</summary>
internal static class ReasoningRules
{
    /// <param name="profile">The provider.</param>
    /// <param name="model">The model.</param>
    /// <param name="parameters">What is known of its parameters.</param>
    /// <param name="options">The options of the request.</param>
    public static UnsupportedCapabilityException? Judge(ProviderProfile profile, ModelFacts model, LlmParameterAttribute[] parameters, ChatOptions options)
    {
        var effort = Knob(parameters, "effort");
        var level = (effort is null ? null : RequestParameter.TextOf(options, effort)) ?? Word(options.Reasoning?.Effort);
        if (model.Card is { Reasoning: Fact.No })
        {
            return level is null or ReasoningScale.Off
                ? null
                : CapabilityGuard.Lacks(CapabilityRules.Reasoning, profile, model, CapabilityWords.Reasoning, static card => card.Reasoning == Fact.Yes, parameter: effort?.Wire ?? effort?.Name ?? "reasoning");
        }

        if (level is not null && ReasoningScale.IsOutside(level, effort?.Values ?? [], CanBeOff(parameters)))
            return CapabilityGuard.UnknownLevel(profile, model, level, effort?.Values ?? [], effort?.Wire ?? effort?.Name ?? "reasoning");
        if ((level ?? model.Card?.DefaultEffort) is null or ReasoningScale.Off)
            return null;
        foreach (var parameter in parameters)
        {
            if (parameter is { Refused: false, WhileReasoning: { } why } && IsSet(options, parameter))
                return CapabilityGuard.WhileReasoning(profile, model, parameter, why);
        }

        return null;
    }

    /// <summary>A value of one is what services sample with where nothing is said.</summary>
    private static bool IsSet(ChatOptions options, LlmParameterAttribute parameter) => parameter.Option is { } option
        ? RequestParameter.NumberOf(options, option) is { } number && number != 1
        : options.AdditionalProperties is { Count: > 0 } properties && properties.TryGetValue(parameter.Wire ?? parameter.Name, out var value) && value is not (null or false or 1 or 1f or 1d);

    private static bool CanBeOff(LlmParameterAttribute[] parameters) =>
        Knob(parameters, "budget") is not null || Knob(parameters, "toggle") is { } toggle && ReasoningScale.TurnsOff(toggle.Values);

    private static LlmParameterAttribute? Knob(LlmParameterAttribute[] parameters, string knob)
    {
        foreach (var parameter in parameters)
        {
            if (!parameter.Refused && parameter.Knob == knob)
                return parameter;
        }

        return null;
    }

    private static string? Word(ReasoningEffort? effort) => effort switch
    {
        null => null,
        ReasoningEffort.None => ReasoningScale.Off,
        ReasoningEffort.Low => "low",
        ReasoningEffort.Medium => "medium",
        ReasoningEffort.High => "high",
        _ => "xhigh",
    };
}
