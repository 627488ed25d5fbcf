using Microsoft.Extensions.AI;
using SdkGen.Transport;

namespace SdkGen;

/// <summary>Judges how a request asks a model to reason: levels that it does not know, and parameters that it refuses meanwhile.</summary>
internal static class ReasoningRules
{
    private const string Off = "none";

    /// <summary>Levels from least to most; the last two are the same to those that know one of them.</summary>
    private static readonly string[] s_levels = [Off, "minimal", "low", "medium", "high", "xhigh", "max"];

    /// <param name="profile">The provider.</param>
    /// <param name="model">The model.</param>
    /// <param name="parameters">What is known of its parameters.</param>
    /// <param name="options">The options of the request.</param>
    /// <param name="roundsEffort">The protocol's adapter makes the nearest level that the model knows of a standard one.</param>
    public static UnsupportedCapabilityException? Judge(
        ProviderProfile profile, ModelFacts model, LlmParameterAttribute[] parameters, ChatOptions options, bool roundsEffort)
    {
        var effort = Knob(parameters, "effort");
        var word = effort is null ? null : RequestParameter.TextOf(options, effort);
        var level = word ?? Word(options.Reasoning?.Effort);
        var isUnknown = level is not null && (model.Card is { Reasoning: Fact.No } ? level != Off : (word is not null || !roundsEffort) && IsUnknown(level, parameters, effort));
        if (isUnknown)
            return CapabilityGuard.UnknownLevel(profile, model, level!, effort?.Values ?? [], effort?.Wire ?? effort?.Name ?? "reasoning");
        if ((level ?? model.Card?.DefaultEffort) is null or Off)
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

    /// <summary>A level outside of those that the model knows. One between them is rounded by services and clients.</summary>
    private static bool IsUnknown(string level, LlmParameterAttribute[] parameters, LlmParameterAttribute? effort)
    {
        if (effort is not { Values.Length: > 0 } || effort.Values.Contains(level, StringComparer.OrdinalIgnoreCase))
            return false;
        if (level == Off && (Knob(parameters, "budget") is not null || Knob(parameters, "toggle") is { } toggle && (toggle.Values.Length == 0 || toggle.Values.Any(word => word is "disabled" or "off" or "false"))))
            return false;
        var rank = Rank(level);
        return rank < 0 || effort.Values.All(known => Rank(known) > rank) || effort.Values.All(known => Rank(known) < rank);
    }

    private static LlmParameterAttribute? Knob(LlmParameterAttribute[] parameters, string knob)
    {
        foreach (var parameter in parameters)
        {
            if (!parameter.Refused && parameter.Knob == knob)
                return parameter;
        }

        return null;
    }

    private static int Rank(string level)
    {
        var rank = Array.IndexOf(s_levels, level.ToLowerInvariant());
        return rank == s_levels.Length - 1 ? rank - 1 : rank;
    }

    private static string? Word(ReasoningEffort? effort) => effort switch
    {
        null => null,
        ReasoningEffort.None => Off,
        ReasoningEffort.Low => "low",
        ReasoningEffort.Medium => "medium",
        ReasoningEffort.High => "high",
        _ => "xhigh",
    };
}
