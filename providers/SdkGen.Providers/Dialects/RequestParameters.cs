using System.Globalization;
using Microsoft.Extensions.AI;
using SdkGen.Transport;

namespace SdkGen.Dialects;

/// <summary>The parameters of one request as its model has them. What the service is known to refuse for the model is refused here, before anything is sent.</summary>
/// <param name="profile">The provider.</param>
/// <param name="facts">The model that is asked.</param>
internal readonly struct RequestParameters(ProviderProfile profile, ModelFacts facts)
{
    /// <summary>The model that is asked.</summary>
    public ModelFacts Facts => facts;

    /// <summary>The parameters of a request to a client of <paramref name="model"/>, which <see cref="ChatOptions.ModelId"/> may send to another.</summary>
    public static RequestParameters Of(ProviderProfile profile, ModelFacts model, string? modelId)
    {
        if (modelId is null || modelId == model.Id)
            return new(profile, model);
        foreach (var listed in profile.Models)
        {
            if (listed.Id == modelId)
                return new(profile, listed);
        }

        return new(profile, new ModelFacts { Id = modelId, WireNames = profile.UnlistedModel?.WireNames, Refused = profile.UnlistedModel?.Refused });
    }

    /// <summary>The name under which the model takes a parameter.</summary>
    /// <param name="name">The dialect's name for the parameter, for example <c>maxOutputTokens</c>.</param>
    /// <param name="wire">The dialect's name for it on the wire.</param>
    public string WireName(string name, string wire) => facts.WireNames is { } names && names.TryGetValue(name, out var own) ? own : wire;

    /// <summary>Judges a parameter that is about to be sent.</summary>
    /// <exception cref="LlmException">The service refuses it for this model.</exception>
    public void Allow(string name, string wire)
    {
        if (facts.Refused is { } refused && refused.TryGetValue(name, out var reason))
            throw CapabilityGuard.RefusedParameter(profile, facts, WireName(name, wire), reason);
    }

    /// <summary>The value, where there is one and the service takes it.</summary>
    /// <exception cref="LlmException">The service refuses it for this model.</exception>
    public T? Allowed<T>(string name, string wire, T? value)
        where T : struct
    {
        if (value is not null)
            Allow(name, wire);
        return value;
    }

    /// <summary>The number as it was written: options hold 0.7 as a float, and as a double of the same bits it would be sent as 0.699999988079071.</summary>
    /// <exception cref="LlmException">The service refuses it for this model.</exception>
    public double? Number(string name, string wire, float? value) =>
        Allowed(name, wire, value) is { } number ? double.Parse(number.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : null;
}
