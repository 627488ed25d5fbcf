using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>Finds a parameter in the options of a request, by the name that dialects have for it or by its name on the wire.</summary>
internal static class RequestParameter
{
    /// <summary>Whether the options set the parameter that dialects name so. What they set by wire name is not looked at.</summary>
    public static bool IsSet(ChatOptions options, string name) => name switch
    {
        "temperature" => options.Temperature is not null,
        "topP" => options.TopP is not null,
        "topK" => options.TopK is not null,
        "frequencyPenalty" => options.FrequencyPenalty is not null,
        "presencePenalty" => options.PresencePenalty is not null,
        "maxOutputTokens" => options.MaxOutputTokens is not null,
        "seed" => options.Seed is not null,
        "stop" => options.StopSequences is { Count: > 0 },
        "parallelToolCalls" => options.AllowMultipleToolCalls is not null && options.Tools is { Count: > 0 },
        "requiredToolChoice" => options.ToolMode is RequiredChatToolMode && options.Tools is { Count: > 0 },
        _ => false,
    };

    /// <summary>The number that a property of the options is set to; null where it is not, or it is none.</summary>
    public static double? NumberOf(ChatOptions options, string property) => property switch
    {
        nameof(ChatOptions.Temperature) => Exact(options.Temperature),
        nameof(ChatOptions.TopP) => Exact(options.TopP),
        nameof(ChatOptions.TopK) => options.TopK,
        nameof(ChatOptions.FrequencyPenalty) => Exact(options.FrequencyPenalty),
        nameof(ChatOptions.PresencePenalty) => Exact(options.PresencePenalty),
        nameof(ChatOptions.MaxOutputTokens) => options.MaxOutputTokens,
        nameof(ChatOptions.Seed) => options.Seed,
        _ => null,
    };

    /// <summary>The word that the options set a parameter to by its name on the wire; null where they do not.</summary>
    public static string? TextOf(ChatOptions options, LlmParameterAttribute parameter) =>
        options.AdditionalProperties is { Count: > 0 } properties && properties.TryGetValue(parameter.Wire ?? parameter.Name, out var value) ? value as string : null;

    /// <summary>The number as it was written: options hold 0.7 as a float.</summary>
    public static double? Exact(float? value) => value switch
    {
        null => null,
        { } number when float.Abs(number) < 1e9f => (double)(decimal)number,
        { } number => number,
    };

    /// <summary>Whether options have a property for the parameter that dialects name so.</summary>
    public static bool IsStandard(string name) => name is "temperature" or "topP" or "topK" or "frequencyPenalty" or "presencePenalty" or "maxOutputTokens" or "seed" or "stop"
        or "parallelToolCalls" or "requiredToolChoice";

    /// <summary>The name on the wire of a parameter that a model refuses, as far as its facts tell.</summary>
    public static string WireNameOf(ModelFacts model, string name)
    {
        if (model.WireNames is { } names && names.TryGetValue(name, out var own))
            return own;
        return model.Refused?.Keys.FirstOrDefault(key => key != name && Plain(key) == Plain(name)) ?? name;
    }

    /// <summary>Takes the parameter out of the options, by any of its names.</summary>
    /// <returns>False where they do not set it.</returns>
    public static bool Remove(ChatOptions options, string name)
    {
        if (options.AdditionalProperties is { } properties && properties.Keys.FirstOrDefault(key => Squashed(key) == Squashed(name)) is { } set)
            return properties.Remove(set);
        var found = false;
        switch (Plain(name))
        {
            case "temperature":
                found |= options.Temperature is not null;
                options.Temperature = null;
                break;
            case "topp" or "p":
                found |= options.TopP is not null;
                options.TopP = null;
                break;
            case "topk" or "k":
                found |= options.TopK is not null;
                options.TopK = null;
                break;
            case "frequencypenalty":
                found |= options.FrequencyPenalty is not null;
                options.FrequencyPenalty = null;
                break;
            case "presencepenalty":
                found |= options.PresencePenalty is not null;
                options.PresencePenalty = null;
                break;
            case "maxoutputtokens" or "maxtokens" or "maxcompletiontokens" or "numpredict":
                found |= options.MaxOutputTokens is not null;
                options.MaxOutputTokens = null;
                break;
            case "seed" or "randomseed":
                found |= options.Seed is not null;
                options.Seed = null;
                break;
            case "stop" or "stopsequences":
                found |= options.StopSequences is not null;
                options.StopSequences = null;
                break;
            case "paralleltoolcalls":
                found |= options.AllowMultipleToolCalls is not null;
                options.AllowMultipleToolCalls = null;
                break;
            case "requiredtoolchoice":
                found |= options.ToolMode is not null;
                options.ToolMode = null;
                break;
            default:
                if (!name.Contains("reasoning", StringComparison.OrdinalIgnoreCase) && !name.Contains("thinking", StringComparison.OrdinalIgnoreCase))
                    break;
                found |= options.Reasoning is not null;
                options.Reasoning = null;
                break;
        }

        return found;
    }

    /// <summary>What the spellings of one name have in common: the last step of a path, without capitals and underscores.</summary>
    private static string Plain(string name) =>
        name[(name.LastIndexOf('.') + 1)..].Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    private static string Squashed(string name) => name.Replace("_", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal).ToLowerInvariant();
}
