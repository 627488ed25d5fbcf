using System.Globalization;
using Microsoft.CodeAnalysis;

namespace SdkGen.Analyzers.Capabilities;

/// <summary>Makes the diagnostics about what options ask of a model.</summary>
internal static class OptionsReport
{
    /// <summary>Name of the property that holds the type of the model's own options, for code fixes.</summary>
    public const string OptionsType = nameof(OptionsType);

    /// <summary>Name of the property that holds the value to write instead, for code fixes.</summary>
    public const string Value = nameof(Value);

    /// <summary>A parameter that the service refuses: by the rule of what it takes away, where there is one.</summary>
    public static Diagnostic Refused(ParameterCard parameter, ModelCard model, CapabilitySymbols symbols, Location location)
    {
        if (CapabilityRules.OfParameter(parameter.Name) is not { } special)
            return Diagnostic.Create(CapabilityDescriptors.RefusedParameter, location, model.Id, parameter.Wire, CapabilityWords.Reason(parameter.Reason, parameter.Option));
        return Lacks(DescriptorOf(special.Rule), special.Verb, parameter.Reason, model, symbols, other => other.Refuses(parameter.Name) is null && other.Tools == model.Tools, location);
    }

    /// <summary>Something that the model does not do, with the reason where its spec gives one.</summary>
    public static Diagnostic Lacks(DiagnosticDescriptor rule, string verb, string? reason, ModelCard model, CapabilitySymbols symbols, Func<ModelCard, bool> fits, Location location)
    {
        var near = ModelAlternatives.Near(model, symbols, other => other.Serves("chat") != CapabilityFact.No && fits(other));
        var instead = CapabilityReport.Instead(model, near);
        var advice = reason is null ? instead : near.IsEmpty ? Capital(CapabilityWords.Reason(reason, null)) : $"{Capital(CapabilityWords.Reason(reason, null))}. {instead}";
        return Diagnostic.Create(rule, location, CapabilityReport.With(near), model.Id, verb, advice);
    }

    public static Diagnostic OutOfRange(ParameterCard parameter, ModelCard model, double value, Location location)
    {
        var range = CapabilityWords.Range(Text(parameter.Minimum), Text(parameter.Maximum));
        var nearest = value < parameter.Minimum ? parameter.Minimum : parameter.Maximum;
        return Diagnostic.Create(
            CapabilityDescriptors.Range, location, Properties(Value, Number(nearest)), model.Id, parameter.Wire, range, Number(value));
    }

    /// <summary>A list with more or fewer items than the model takes.</summary>
    public static Diagnostic OutOfCount(ParameterCard parameter, ModelCard model, int count, Location location) => Diagnostic.Create(
        CapabilityDescriptors.Range, location, model.Id, parameter.Wire, CapabilityWords.Range(Text(parameter.Minimum), Text(parameter.Maximum)) + " in number", Number(count));

    public static Diagnostic AboveOutputLimit(ModelCard model, double asked, CapabilitySymbols symbols, Location location)
    {
        var near = ModelAlternatives.Near(model, symbols, other => other.MaxOutput >= asked && other.Serves("chat") != CapabilityFact.No);
        var advice = near.IsEmpty ? $"Ask for {Number(model.MaxOutput)} or fewer" : $"Ask for fewer, or ask a model that answers longer: {Names(near)}";
        return Diagnostic.Create(
            CapabilityDescriptors.OutputLimit, location, CapabilityReport.With(near).SetItem(Value, Number(model.MaxOutput)), model.Id, Number(model.MaxOutput), Number(asked), advice);
    }

    public static Diagnostic UnknownLevel(ModelCard model, string level, IReadOnlyCollection<string> levels, Location location) => Diagnostic.Create(
        CapabilityDescriptors.ReasoningLevel, location, model.Id, level, levels.Count == 0 ? "none" : string.Join(", ", levels));

    public static Diagnostic WhileReasoning(ParameterCard parameter, ModelCard model, Location location) => Diagnostic.Create(
        CapabilityDescriptors.WhileReasoning, location, model.Id, parameter.Wire, CapabilityWords.Reason(parameter.WhileReasoning, parameter.Option));

    /// <summary>Options of one model, handed to another.</summary>
    public static Diagnostic OtherOptions(ModelCard model, ModelCard other, Location location)
    {
        var own = model.Type.GetTypeMembers("Options").FirstOrDefault();
        var use = own is null ? "a plain ChatOptions" : $"{model.Name}.Options";
        var written = own?.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) ?? "global::Microsoft.Extensions.AI.ChatOptions";
        return Diagnostic.Create(CapabilityDescriptors.OtherOptions, location, Properties(OptionsType, written), model.Id, other.Id, use);
    }

    public static Diagnostic OtherModel(ModelCard model, ModelCard asked, Location location) => Diagnostic.Create(
        CapabilityDescriptors.OtherModel, location, CapabilityReport.With([asked]), model.Id, asked.Id, $"Leave ModelId out, or take an IChatClient<{asked.Name}>");

    public static Diagnostic TooManyTools(ParameterCard limit, ModelCard model, int count, CapabilitySymbols symbols, Location location)
    {
        var near = ModelAlternatives.Near(model, symbols, other => other.Tools == CapabilityFact.Yes && other.Parameters.Any(card => card.Name == limit.Name && card.Maximum >= count));
        var advice = near.IsEmpty ? "Offer those that fit the task" : $"Offer those that fit the task, or ask a model that takes more: {Names(near)}";
        return Diagnostic.Create(CapabilityDescriptors.ToolCount, location, CapabilityReport.With(near), model.Id, Number(limit.Maximum), Number(count), advice);
    }

    /// <summary>A prompt that is longer than the model's context.</summary>
    /// <param name="tokens">About as many as the prompt has.</param>
    public static Diagnostic TooLong(ModelCard model, long tokens, CapabilitySymbols symbols, Location location)
    {
        var near = ModelAlternatives.Near(model, symbols, other => other.Context > tokens && other.Serves("chat") != CapabilityFact.No);
        var advice = near.IsEmpty ? "Send a part of it" : $"Send a part of it, or ask a model with a greater context: {Names(near)}";
        return Diagnostic.Create(CapabilityDescriptors.Context, location, CapabilityReport.With(near), model.Id, Number(model.Context), Number(tokens), advice);
    }

    private static DiagnosticDescriptor DescriptorOf(CapabilityRule rule) =>
        rule == CapabilityRules.ToolChoice ? CapabilityDescriptors.ToolChoice
        : rule == CapabilityRules.Logprobs ? CapabilityDescriptors.Logprobs
        : rule == CapabilityRules.Choices ? CapabilityDescriptors.Choices
        : CapabilityDescriptors.PromptCaching;

    private static System.Collections.Immutable.ImmutableDictionary<string, string?> Properties(string name, string value) =>
        System.Collections.Immutable.ImmutableDictionary<string, string?>.Empty.Add(name, value);

    private static string Names(IEnumerable<ModelCard> models) => string.Join(", ", models.Select(model => model.Name));

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text.Substring(1);

    private static string? Text(double bound) => double.IsNaN(bound) ? null : Number(bound);

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
}
