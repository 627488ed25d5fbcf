using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Transport;

namespace SdkGen.Dialects;

/// <summary>The parameters of one request as its model has them. What the service is known to refuse for the model is refused here, before anything is sent.</summary>
/// <param name="profile">The provider.</param>
/// <param name="facts">The model that is asked.</param>
internal readonly struct RequestParameters(ProviderProfile profile, ModelFacts facts)
{
    private readonly List<KeyValuePair<string, JsonElement>>? _renamed = facts.WireNames is null ? null : [];

    /// <summary>The model that is asked.</summary>
    public ModelFacts Facts => facts;

    /// <summary>The parameters of a request to a client of <paramref name="model"/>, which <see cref="ChatOptions.ModelId"/> may send to another.</summary>
    /// <exception cref="ArgumentException">It is empty.</exception>
    public static RequestParameters Of(ProviderProfile profile, ModelFacts model, string? modelId)
    {
        if (modelId is null || modelId == model.Id)
            return new(profile, model);
        if (string.IsNullOrWhiteSpace(modelId))
            throw new ArgumentException($"The {nameof(ChatOptions.ModelId)} of the options is empty. Leave it null to ask {model.Id}, or name another model of {profile.Name}.", nameof(modelId));
        foreach (var listed in profile.Models)
        {
            if (listed.Id == modelId)
                return new(profile, listed);
        }

        return new(profile, new ModelFacts { Id = modelId, WireNames = profile.UnlistedModel?.WireNames, Refused = profile.UnlistedModel?.Refused, Values = profile.UnlistedModel?.Values });
    }

    /// <summary>The name under which the model takes a parameter.</summary>
    /// <param name="name">The dialect's name for the parameter, for example <c>maxOutputTokens</c>.</param>
    /// <param name="wire">The dialect's name for it on the wire.</param>
    public string WireName(string name, string wire) => facts.WireNames is { } names && names.TryGetValue(name, out var own) ? own : wire;

    /// <summary>
    /// The values so far that the model takes under another name than the dialect's, by that name. They are not handed out as values of the dialect's own member:
    /// whoever makes the request sets them by name once all is read.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, JsonElement>> Renamed => _renamed ?? (IReadOnlyList<KeyValuePair<string, JsonElement>>)[];

    /// <summary>Whether the service refuses a parameter for this model.</summary>
    public bool Refuses(string name) => facts.Refused?.ContainsKey(name) == true;

    /// <summary>The words that the model takes for a parameter; none where it takes no such parameter.</summary>
    /// <param name="name">The dialect's name for the parameter.</param>
    /// <param name="all">The words that the dialect lists.</param>
    public IReadOnlyList<string> Values(string name, IReadOnlyList<string> all) =>
        Refuses(name) ? [] : facts.Values is { } values && values.TryGetValue(name, out var own) ? own : all;

    /// <summary>The model's own word for how hard it is to reason.</summary>
    /// <param name="name">The dialect's name for the parameter.</param>
    /// <param name="effort">What is asked for.</param>
    /// <param name="usual">The words of models of which none is known; null where any may be sent.</param>
    public string Effort(string name, ReasoningEffort effort, IReadOnlyList<string>? usual = null) =>
        ReasoningLevels.Word(effort, facts.Values is { } values && values.TryGetValue(name, out var own) ? own : usual);

    /// <summary>Judges a parameter that is about to be sent.</summary>
    /// <exception cref="LlmException">The service refuses it for this model.</exception>
    public void Allow(string name, string wire)
    {
        if (facts.Refused is { } refused && refused.TryGetValue(name, out var reason))
            throw CapabilityGuard.RefusedParameter(profile, facts, WireName(name, wire), reason);
    }

    /// <summary>Refuses what the protocol has no word for, so that nothing is left out without one.</summary>
    /// <param name="name">The parameter, as dialects call it.</param>
    /// <param name="isAsked">Whether the request asks for it.</param>
    /// <param name="reason">Why there is none, and what to do instead.</param>
    /// <exception cref="LlmException">The request asks for it.</exception>
    public void Lack(string name, bool isAsked, string reason = "the protocol does not have it. Leave it out")
    {
        if (isAsked)
            throw CapabilityGuard.RefusedParameter(profile, facts, name, reason);
    }

    /// <summary>Refuses to promise one call at a time over a protocol in which an answer may always hold several.</summary>
    /// <exception cref="LlmException">The request asks for it.</exception>
    public void LackSingleCalls(ChatOptions options) => Lack(
        "parallelToolCalls", options is { AllowMultipleToolCalls: false, Tools.Count: > 0 }, "an answer may hold several calls, and no setting says otherwise. Leave it out, and say it in the instructions");

    /// <summary>Judges a parameter that the caller names by its wire name.</summary>
    /// <exception cref="LlmException">The service refuses it for this model.</exception>
    public void AllowWire(string wire)
    {
        if (facts.Refused is { } refused && refused.TryGetValue(wire, out var reason))
            throw CapabilityGuard.RefusedParameter(profile, facts, wire, reason);
    }

    /// <summary>The value, where there is one, the service takes it, and the dialect's own member is its place.</summary>
    /// <exception cref="LlmException">The service refuses it for this model.</exception>
    public T? Allowed<T>(string name, string wire, T? value)
        where T : struct
    {
        if (value is null)
            return null;
        Allow(name, wire);
        return IsRenamed(name, wire, value.Value) ? null : value;
    }

    /// <inheritdoc cref="Allowed{T}(string, string, T?)"/>
    public string? Allowed(string name, string wire, string? value)
    {
        if (value is null)
            return null;
        Allow(name, wire);
        return IsRenamed(name, wire, value) ? null : value;
    }

    /// <summary>The texts, where there are any, the service takes them, and the dialect's own member is their place.</summary>
    /// <exception cref="LlmException">The service refuses them for this model.</exception>
    public List<string?>? Texts(string name, string wire, IList<string>? values)
    {
        if (values is not { Count: > 0 })
            return null;
        Allow(name, wire);
        return IsRenamed(name, wire, values) ? null : [.. values];
    }

    /// <summary>What a caller says by wire name, and what has another name at this model, as members of a flat request.</summary>
    /// <param name="properties">By wire name; a dot leads into an object.</param>
    /// <param name="members">Where to add them; null makes a new one where it is needed.</param>
    /// <exception cref="LlmException">The service refuses one of them for this model.</exception>
    public Dictionary<string, JsonElement>? Members(IEnumerable<KeyValuePair<string, object?>>? properties, Dictionary<string, JsonElement>? members)
    {
        foreach (var (name, value) in Renamed)
            JsonValues.Put(members ??= [], name, value);
        foreach (var (name, value) in properties ?? [])
        {
            if (value is null)
                continue;
            AllowWire(name);
            JsonValues.Put(members ??= [], name, JsonValues.Of(value));
        }

        return members;
    }

    /// <summary>The number as it was written: options hold 0.7 as a float, and as a double of the same bits it would be sent as 0.699999988079071.</summary>
    /// <exception cref="LlmException">The service refuses it for this model.</exception>
    public double? Number(string name, string wire, float? value) =>
        Allowed<double>(name, wire, value is { } number ? double.Parse(number.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : null);

    private bool IsRenamed(string name, string wire, object value)
    {
        if (_renamed is null || WireName(name, wire) is not { } own || own == wire)
            return false;
        _renamed.Add(new(own, JsonValues.Of(value)));
        return true;
    }
}
