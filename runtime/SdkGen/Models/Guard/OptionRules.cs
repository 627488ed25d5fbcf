using System.Globalization;
using Microsoft.Extensions.AI;
using SdkGen.Transport;

namespace SdkGen;

/// <summary>What is known of a model's parameters: which its service refuses, their ranges, and what it refuses while it reasons.</summary>
internal sealed class OptionRules(ModelFacts model)
{
    public const string SystemPrompt = "systemPrompt";
    private const string ParallelTools = "parallelTools";

    private readonly int? _maxOutput = model.MaxOutput;
    private readonly List<string> _refused = StandardOf(model.Refused);

    /// <summary>Looked up when a request sets something that may have a range.</summary>
    private LlmParameterAttribute[] Parameters => field ??= [.. model.Parameters];

    /// <inheritdoc cref="ModelRules.JudgeOptions"/>
    public UnsupportedCapabilityException? Judge(ProviderProfile profile, ChatOptions options)
    {
        if (model.Refused is { } refused && JudgeRefused(profile, options, refused) is { } refusal)
            return refusal;
        if (_maxOutput is { } most && options.MaxOutputTokens > most)
            return CapabilityGuard.OutputLimit(profile, model, most, options.MaxOutputTokens.Value);
        return MayBeOutOfRange(options) ? JudgeRanges(profile, options) ?? ReasoningRules.Judge(profile, model, Parameters, options) : null;
    }

    private UnsupportedCapabilityException? JudgeRefused(ProviderProfile profile, ChatOptions options, IReadOnlyDictionary<string, string> refused)
    {
        foreach (var name in _refused)
        {
            if (RequestParameter.IsSet(options, name))
                return Refused(profile, name, refused[name]);
        }

        if (options.Instructions is { Length: > 0 } && refused.ContainsKey(SystemPrompt))
            return CapabilityGuard.NoSystemMessages(profile, model);
        if (options.AllowMultipleToolCalls == true && refused.TryGetValue(ParallelTools, out var why))
        {
            return CapabilityGuard.Lacks(
                CapabilityRules.ParallelTools, profile, model, CapabilityWords.ParallelTools, static card => card.Tools == Fact.Yes, why, ParallelTools);
        }

        if (options.AdditionalProperties is not { Count: > 0 } properties)
            return null;
        foreach (var (wire, value) in properties)
        {
            if (value is not null && refused.TryGetValue(wire, out var reason))
                return Refused(profile, wire, reason);
        }

        return null;
    }

    private UnsupportedCapabilityException? JudgeRanges(ProviderProfile profile, ChatOptions options)
    {
        foreach (var parameter in Parameters)
        {
            if (parameter.Refused)
                continue;
            if (parameter.Option == nameof(ChatOptions.Tools))
            {
                if (options.Tools is { } tools && tools.Count > parameter.Maximum)
                    return CapabilityGuard.TooManyTools(profile, model, parameter, tools.Count);
            }
            else if (parameter.Option == nameof(ChatOptions.StopSequences))
            {
                if (options.StopSequences is { } stops && stops.Count > parameter.Maximum)
                    return CapabilityGuard.OutOfRange(profile, model, parameter, stops.Count, " in number");
            }
            else if (NumberOf(options, parameter) is { } number && (number < parameter.Minimum || number > parameter.Maximum || (double.IsNaN(number) && !(double.IsNaN(parameter.Minimum) && double.IsNaN(parameter.Maximum)))))
            {
                return parameter is { Name: "choices", Maximum: 1 }
                    ? CapabilityGuard.Lacks(CapabilityRules.Choices, profile, model, CapabilityWords.Choices, static _ => false, parameter: parameter.Wire ?? parameter.Name)
                    : CapabilityGuard.OutOfRange(profile, model, parameter, number);
            }
        }

        return null;
    }

    /// <summary>The options set something that may have a range or a word.</summary>
    private static bool MayBeOutOfRange(ChatOptions options) =>
        options.Tools is { Count: > 0 } || options.Temperature is not null || options.TopP is not null || options.TopK is not null || options.FrequencyPenalty is not null
        || options.PresencePenalty is not null || options.MaxOutputTokens is not null || options.Seed is not null || options.StopSequences is not null
        || options.Reasoning is not null || options.AdditionalProperties is { Count: > 0 };

    private static List<string> StandardOf(IReadOnlyDictionary<string, string>? refused)
    {
        var standard = new List<string>();
        if (refused is null)
            return standard;
        foreach (var (name, _) in refused)
        {
            if (RequestParameter.IsStandard(name))
                standard.Add(name);
        }

        return standard;
    }

    private UnsupportedCapabilityException Refused(ProviderProfile profile, string name, string reason)
    {
        // By its own name or by that on the wire; sentences use the latter.
        var parameter = Parameters.FirstOrDefault(known => known.Refused && (known.Name == name || known.Wire == name));
        if (CapabilityRules.OfParameter(parameter?.Name ?? name) is { } special)
        {
            return CapabilityGuard.Lacks(
                special.Rule, profile, model, special.Verb, card => card.Tools == model.Card?.Tools, reason, name, other => other.Refused?.ContainsKey(name) != true);
        }

        return CapabilityGuard.RefusedParameter(profile, model, parameter is null ? RequestParameter.WireNameOf(model, name) : parameter.Wire ?? parameter.Name, reason);
    }

    private static double? NumberOf(ChatOptions options, LlmParameterAttribute parameter)
    {
        if (parameter.Option is { } option)
            return RequestParameter.NumberOf(options, option);
        if (options.AdditionalProperties is not { Count: > 0 } properties)
            return null;
        return properties.TryGetValue(parameter.Wire ?? parameter.Name, out var value) || properties.TryGetValue(parameter.Name, out value) ? Number(value) : null;
    }

    private static double? Number(object? value) => value switch
    {
        int or long or short or byte or double or decimal => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        float single => RequestParameter.Exact(single),
        _ => null,
    };
}
