using System.Globalization;
using SdkGen.Transport;

namespace SdkGen;

/// <summary>
/// Refuses, before anything is sent, what the compiler could not see: an untyped client, a value from configuration, generic code. Rule ids and words are the
/// analyzers' own. Only a sourced no refuses; what is unknown is left to the service.
/// </summary>
internal static class CapabilityGuard
{
    private const int MostAlternatives = 4;

    /// <exception cref="LlmException">The model does not call tools.</exception>
    public static void NeedTools(ProviderProfile profile, ModelFacts model)
    {
        if (model.Card is { Tools: Fact.No })
            throw Sentence("LLM2003", profile, model, "call tools", static card => card.Tools == Fact.Yes);
    }

    /// <exception cref="LlmException">The model does not answer by a JSON Schema.</exception>
    public static void NeedStructuredOutput(ProviderProfile profile, ModelFacts model)
    {
        if (model.Card is { StructuredOutput: Fact.No })
            throw Sentence(null, profile, model, "answer by a JSON Schema", static card => card.StructuredOutput == Fact.Yes);
    }

    /// <exception cref="LlmException">No operation of the dialect serves the model in this way.</exception>
    public static void NeedOperation(ProviderProfile profile, ModelFacts model, string operation, string verb)
    {
        if (model.Card is { Operations.Length: > 0 } card && !card.Operations.Contains(operation))
            throw Sentence("LLM2002", profile, model, verb, other => other.Operations.Contains(operation));
    }

    /// <summary>The failure of a request that sets a parameter which the service refuses.</summary>
    public static LlmException RefusedParameter(ProviderProfile profile, ModelFacts model, string parameter, string reason) =>
        Unsupported("LLM2011", profile, model, $"{model.Id} does not take {parameter}: {reason.TrimEnd('.', ' ')}.");

    private static LlmException Sentence(string? rule, ProviderProfile profile, ModelFacts model, string verb, Func<LlmModelAttribute, bool> fits)
    {
        var near = profile.Models
            .Where(other => other != model && other.Card is { } card && fits(card))
            .OrderBy(other => other.Card!.Deprecated is not null)
            .ThenBy(other => IsSnapshot(other.Id))
            .ThenByDescending(other => other.Id.AsSpan().CommonPrefixLength(model.Id))
            .ThenByDescending(other => Likeness(other.Card!, model.Card!))
            .ThenBy(other => other.Id, StringComparer.Ordinal)
            .Take(MostAlternatives)
            .Select(other => other.Type!.DeclaringType is { } container ? $"{container.Name}.{other.Type.Name}" : other.Type.Name)
            .ToArray();
        var advice = near.Length == 0 ? $"No model of {profile.Name} does" : $"Models of {profile.Name} that do: {string.Join(", ", near)}";
        return Unsupported(rule, profile, model, $"{model.Id} does not {verb}. {advice}.");
    }

    /// <summary>The id ends in a day: one state of a model that has a name of its own.</summary>
    private static bool IsSnapshot(string id) =>
        id.Length > 11 && id[^11] == '-' && DateOnly.TryParseExact(id.AsSpan(id.Length - 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static int Likeness(LlmModelAttribute left, LlmModelAttribute right) =>
        left.Input.Intersect(right.Input).Count() + left.Output.Intersect(right.Output).Count() + (left.Tools == right.Tools ? 1 : 0);

    private static LlmException Unsupported(string? rule, ProviderProfile profile, ModelFacts model, string message) =>
        new(LlmErrorKind.Unsupported, rule is null ? message : $"{rule}: {message}") { Provider = profile.Id, Model = model.Id };
}
