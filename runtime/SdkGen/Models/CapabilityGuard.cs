using System.Globalization;
using SdkGen.Transport;

namespace SdkGen;

/// <summary>
/// Refuses, before anything is sent, what the compiler could not see: an untyped client, a value from configuration, generic code. Rule ids and words are the
/// analyzers' own. Only a sourced no refuses; what is unknown is left to the service.
/// </summary>
internal static partial class CapabilityGuard
{
    private const int MostAlternatives = 4;
    private const int MostOthers = 2;

    /// <exception cref="UnsupportedCapabilityException">The model does not call tools.</exception>
    public static void NeedTools(ProviderProfile profile, ModelFacts model)
    {
        if (model.Card is { Tools: Fact.No })
            throw Lacks(CapabilityRules.Tools, profile, model, CapabilityWords.Tools, static card => card.Tools == Fact.Yes);
    }

    /// <exception cref="UnsupportedCapabilityException">The model does not answer by a JSON Schema.</exception>
    public static void NeedStructuredOutput(ProviderProfile profile, ModelFacts model)
    {
        if (model.Card is { StructuredOutput: Fact.No })
            throw Lacks(CapabilityRules.StructuredOutput, profile, model, CapabilityWords.StructuredOutput, static card => card.StructuredOutput == Fact.Yes);
    }

    /// <exception cref="UnsupportedCapabilityException">No operation of the dialect serves the model in this way.</exception>
    public static void NeedOperation(ProviderProfile profile, ModelFacts model, CapabilityClient client)
    {
        if (model.Card is not { Operations.Length: > 0 } card || card.Operations.Contains(client.Operation))
            return;
        var missing = client.Missing(card.Output.Length == 0 || card.Output.Contains(client.Output));
        var advice = Instead(profile, model, Near(profile, model, other => other.Operations.Contains(client.Operation)));
        if (CapabilityClient.All.FirstOrDefault(other => card.Operations.Contains(other.Operation)) is { } fitting)
            advice += $". {model.Id} itself is used as {fitting.InterfaceName}<{NameOf(model)}>";
        throw Refusal(CapabilityRules.ClientInterface, profile, model.Id, advice, [model.Id, missing, advice]);
    }

    /// <summary>The failure of a client for which no protocol of the provider has an operation here, whatever the model itself can do.</summary>
    public static UnsupportedCapabilityException NoOperation(ProviderProfile profile, ModelFacts model, CapabilityClient client)
    {
        var advice = $"No protocol by which {profile.Name} serves it has an operation of the kind '{client.Operation}' here";
        return Refusal(CapabilityRules.ClientInterface, profile, model.Id, advice, [model.Id, client.Missing(producesOutput: true), advice]);
    }

    /// <summary>The failure that a rule speaks of.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="profile">The provider.</param>
    /// <param name="model">The model's id.</param>
    /// <param name="hint">What to do instead.</param>
    /// <param name="words">What the rule's sentence is filled with.</param>
    /// <param name="parameter">The parameter that it is about.</param>
    /// <param name="kind">What kind of failure it is.</param>
    public static UnsupportedCapabilityException Refusal(
        CapabilityRule rule, ProviderProfile profile, string model, string? hint, object[] words, string? parameter = null, LlmErrorKind kind = LlmErrorKind.Unsupported) =>
        new(rule.Id, rule.Say(words), hint, kind) { Provider = profile.Id, Model = model, Parameter = parameter };

    /// <summary>How code names a model: <c>OpenAIModels.Gpt41Mini</c>; its id where there is no type.</summary>
    public static string NameOf(ModelFacts model) => model.Type switch
    {
        { DeclaringType: { } container } type => $"{container.Name}.{type.Name}",
        { } type => type.Name,
        null => model.Id,
    };

    private static string Instead(ProviderProfile profile, ModelFacts model, NearModels near) =>
        CapabilityWords.Instead(profile.Name, near.Own, near.Others, model.Type?.DeclaringType?.Name);

    /// <summary>
    /// The nearest models that fit: four of the provider at most; then one each of other providers that the application has added, two at most. Deprecated ones only where no other
    /// does. As the analyzers have it (<c>ModelAlternatives</c>).
    /// </summary>
    private static NearModels Near(ProviderProfile profile, ModelFacts model, Func<LlmModelAttribute, bool> fits, Func<ModelFacts, bool>? takes = null)
    {
        var others = new List<ModelFacts>();
        foreach (var provider in profile.Accounts.Select(account => account.Profile).Where(other => other.Id != profile.Id).DistinctBy(other => other.Id))
            others.AddRange(Fitting(provider).Take(1));
        others.Sort(Nearer);
        return new(Names(Fitting(profile), MostAlternatives), Names(others, MostOthers));

        List<ModelFacts> Fitting(ProviderProfile provider)
        {
            var fitting = new List<ModelFacts>();
            foreach (var other in provider.Models)
            {
                if (other != model && other.Card is { Retired: null } card && fits(card) && takes?.Invoke(other) != false)
                    fitting.Add(other);
            }

            if (fitting.Exists(static other => !IsOld(other)))
                fitting.RemoveAll(IsOld);
            fitting.Sort(Nearer);
            return fitting;
        }

        int Nearer(ModelFacts left, ModelFacts right)
        {
            var order = IsSnapshot(left.Id).CompareTo(IsSnapshot(right.Id));
            if (order == 0)
                order = Prefix(right).CompareTo(Prefix(left));
            if (order == 0)
                order = Likeness(right.Card!, model.Card).CompareTo(Likeness(left.Card!, model.Card));
            return order != 0 ? order : string.CompareOrdinal(left.Id, right.Id);
        }

        int Prefix(ModelFacts other) => other.Id.AsSpan().CommonPrefixLength(model.Id);
        static bool IsOld(ModelFacts other) => other.Card!.Deprecated is not null;
        static List<string> Names(List<ModelFacts> models, int most) => models.GetRange(0, Math.Min(models.Count, most)).ConvertAll(NameOf);
    }

    /// <summary>The id ends in a day: one state of a model that has a name of its own.</summary>
    private static bool IsSnapshot(string id) =>
        id.Length > 11 && id[^11] == '-' && DateOnly.TryParseExact(id.AsSpan(id.Length - 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static int Likeness(LlmModelAttribute left, LlmModelAttribute? right) => right is null
        ? 0
        : Shared(left.Input, right.Input) + Shared(left.Output, right.Output) + (left.Tools == right.Tools ? 1 : 0);

    private static int Shared(string[] left, string[] right) => Array.FindAll(left, right.Contains).Length;

    /// <summary>Models that can what one cannot, as code names them, the nearest first.</summary>
    /// <param name="Own">Those of the same provider.</param>
    /// <param name="Others">Those of other providers.</param>
    private readonly record struct NearModels(List<string> Own, List<string> Others)
    {
        public bool IsEmpty => Own.Count + Others.Count == 0;

        public override string ToString() => string.Join(", ", [.. Own, .. Others]);
    }
}
