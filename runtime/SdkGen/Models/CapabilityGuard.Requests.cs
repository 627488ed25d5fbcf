using System.Globalization;
using SdkGen.Transport;

namespace SdkGen;

/// <content>What is wrong with one request. The sentences are those of the analyzers.</content>
internal static partial class CapabilityGuard
{
    /// <summary>The failure of a request that needs what the model does not do.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="profile">The provider.</param>
    /// <param name="model">The model.</param>
    /// <param name="verb">What it does not do.</param>
    /// <param name="fits">Whether the card of another model tells that it does.</param>
    /// <param name="reason">Why not, where the spec says it.</param>
    /// <param name="parameter">The parameter that it is about.</param>
    /// <param name="takes">Whether the facts of another model tell that it does; null where its card says enough.</param>
    public static UnsupportedCapabilityException Lacks(
        CapabilityRule rule, ProviderProfile profile, ModelFacts model, string verb, Func<LlmModelAttribute, bool> fits, string? reason = null, string? parameter = null,
        Func<ModelFacts, bool>? takes = null)
    {
        var near = Near(profile, model, card => Serves(card, model.Card) && fits(card), takes);
        var instead = Instead(profile, model, near);
        var why = reason is null ? null : Capital(CapabilityWords.Reason(reason, null));
        var advice = why is null ? instead : near.IsEmpty ? why : $"{why}. {instead}";
        return Refusal(rule, profile, model.Id, advice, [model.Id, verb, advice], parameter);
    }

    /// <summary>The failure of a request that sets a parameter which the service refuses.</summary>
    public static UnsupportedCapabilityException RefusedParameter(ProviderProfile profile, ModelFacts model, string parameter, string reason)
    {
        var advice = CapabilityWords.Reason(reason, null);
        return Refusal(CapabilityRules.Parameter, profile, model.Id, advice, [model.Id, parameter, advice], parameter);
    }

    public static UnsupportedCapabilityException NoSystemMessages(ProviderProfile profile, ModelFacts model) => Lacks(
        CapabilityRules.SystemMessages, profile, model, CapabilityWords.SystemMessages, static _ => true,
        model.Refused?.GetValueOrDefault(OptionRules.SystemPrompt), takes: other => other.Refused?.ContainsKey(OptionRules.SystemPrompt) != true);

    public static UnsupportedCapabilityException Retired(ProviderProfile profile, ModelFacts model, LlmModelAttribute card)
    {
        var successor = card.Successor is { } id ? profile.Models.FirstOrDefault(other => other.Id == id) is { } known ? NameOf(known) : id : null;
        var advice = successor is null ? $"Use another model of {profile.Name}" : $"Use {successor}";
        return Refusal(CapabilityRules.Retired, profile, model.Id, advice, [model.Id, card.Retired == "yes" ? "" : $" since {card.Retired}", advice]);
    }

    public static UnsupportedCapabilityException OutputLimit(ProviderProfile profile, ModelFacts model, int most, int asked)
    {
        var near = Near(profile, model, card => Chats(card) && card.MaxOutput >= asked);
        var advice = near.IsEmpty ? $"Ask for {Number(most)} or fewer" : $"Ask for fewer, or ask a model that answers longer: {near}";
        return Refusal(CapabilityRules.OutputLimit, profile, model.Id, advice, [model.Id, Number(most), Number(asked), advice], "maxOutputTokens");
    }

    /// <summary>A number out of the parameter's range, or a list of too many or too few items.</summary>
    public static UnsupportedCapabilityException OutOfRange(ProviderProfile profile, ModelFacts model, LlmParameterAttribute parameter, double value, string unit = "")
    {
        var range = CapabilityWords.Range(Bound(parameter.Minimum), Bound(parameter.Maximum)) + unit;
        return Refusal(CapabilityRules.Range, profile, model.Id, null, [model.Id, parameter.Wire ?? parameter.Name, range, Number(value)], parameter.Wire ?? parameter.Name);
    }

    public static UnsupportedCapabilityException TooManyTools(ProviderProfile profile, ModelFacts model, LlmParameterAttribute limit, int count)
    {
        const string Advice = "Offer those that fit the task";
        return Refusal(CapabilityRules.ToolCount, profile, model.Id, Advice, [model.Id, Number(limit.Maximum), Number(count), Advice]);
    }

    public static UnsupportedCapabilityException UnknownLevel(ProviderProfile profile, ModelFacts model, string level, string[] levels, string parameter)
    {
        var known = levels.Length == 0 ? "none" : string.Join(", ", levels);
        return Refusal(CapabilityRules.ReasoningLevel, profile, model.Id, null, [model.Id, level, known], parameter);
    }

    public static UnsupportedCapabilityException WhileReasoning(ProviderProfile profile, ModelFacts model, LlmParameterAttribute parameter, string reason)
    {
        var advice = CapabilityWords.Reason(reason, parameter.Option);
        return Refusal(CapabilityRules.WhileReasoning, profile, model.Id, advice, [model.Id, parameter.Wire ?? parameter.Name, advice], parameter.Wire ?? parameter.Name);
    }

    public static UnsupportedCapabilityException TooLong(ProviderProfile profile, ModelFacts model, int context, long least)
    {
        var wider = Near(profile, model, card => Chats(card) && card.Context >= least);
        var advice = wider.IsEmpty ? "Shorten it" : $"Shorten it, or ask a model that takes more: {wider}";
        return Refusal(CapabilityRules.Context, profile, model.Id, advice, [model.Id, Number(context), Number(least), advice], kind: LlmErrorKind.ContextLength);
    }

    /// <summary>The failure of options that send a typed client elsewhere.</summary>
    /// <param name="model">The model, or the models, that the client talks to.</param>
    /// <param name="asked">The id in the options.</param>
    /// <param name="advice">What to do instead.</param>
    public static UnsupportedCapabilityException OtherModel(string model, string asked, string advice) =>
        new(CapabilityRules.OtherModel.Id, CapabilityRules.OtherModel.Say(model, asked, advice), advice) { Model = model };

    /// <summary>The failure of one model's own options, given to another.</summary>
    /// <param name="model">The model, or the models, that the client talks to.</param>
    /// <param name="options">The options.</param>
    /// <param name="use">The type to use instead.</param>
    public static UnsupportedCapabilityException OtherOptions(string model, ModelOptions options, string use)
    {
        var owner = options.GetType().DeclaringType;
        var other = owner is null ? options.GetType().Name : ((LlmModelAttribute?)Attribute.GetCustomAttribute(owner, typeof(LlmModelAttribute)))?.Id ?? owner.Name;
        return new(CapabilityRules.OtherOptions.Id, CapabilityRules.OtherOptions.Say(model, other, use), $"Use {use}") { Model = model };
    }

    /// <summary>Whether a model can stand in the place of another: it chats, or does what the other does that does not chat.</summary>
    private static bool Serves(LlmModelAttribute card, LlmModelAttribute? other) => other is null || Chats(other) ? Chats(card) : Shared(card.Operations, other.Operations) > 0;

    private static bool Chats(LlmModelAttribute card) => card.Operations.Length == 0 || card.Operations.Contains("chat");

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string? Bound(double bound) => double.IsNaN(bound) ? null : Number(bound);

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
}
