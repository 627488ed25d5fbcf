using System.Globalization;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;

namespace SdkGen;

/// <summary>The settings of a model as controls of an interface, and values from configuration held against them.</summary>
public static class ModelControls
{
    private static readonly string[] s_integers =
        ["maxOutputTokens", "topK", "seed", "choices", "topLogprobs", "contextLength", "embeddingDimensions", "imageCompression", "maxToolCalls", "priority", "reasoningTokens", "threads"];

    /// <summary>What is a part of the conversation, and bounds of which are counts.</summary>
    private static readonly string[] s_lists = ["StopSequences", "Tools"];

    /// <summary>The settings of a model that is known at compile time.</summary>
    /// <typeparam name="TModel">The model.</typeparam>
    /// <returns>In the order of its spec; what the model refuses is not among them.</returns>
    public static IReadOnlyList<ModelControl> Of<TModel>()
        where TModel : IModel => Of(typeof(TModel));

    /// <summary>The settings of the model that a client talks to.</summary>
    /// <param name="client">The client.</param>
    /// <returns>Empty where nothing is known of the model.</returns>
    public static IReadOnlyList<ModelControl> Of(IChatClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.GetService<ModelFacts>()?.Type is { } type ? Of(type) : [];
    }

    /// <summary>Reads the settings of a model from a section of configuration, each by its name, and checks them.</summary>
    /// <param name="controls">The settings that the model has.</param>
    /// <param name="section">The section, for example <c>Llm:Settings:gpt-5</c> with <c>reasoningEffort</c> and <c>maxOutputTokens</c> in it.</param>
    /// <returns>Options with these settings, for <c>WithDefaults</c> or a request.</returns>
    /// <exception cref="InvalidOperationException">Values do not fit, or are of settings that the model does not have; the message names each key and what it may be.</exception>
    public static ChatOptions Read(IReadOnlyList<ModelControl> controls, IConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(controls);
        ArgumentNullException.ThrowIfNull(section);
        var options = new ChatOptions();
        var problems = new List<string>();
        foreach (var child in section.GetChildren())
        {
            if (controls.FirstOrDefault(control => string.Equals(control.Name, child.Key, StringComparison.OrdinalIgnoreCase)) is not { } control)
                problems.Add($"{child.Path} is no setting of the model.{NameAdvice.Sentence(child.Key, controls.Select(other => other.Name))}");
            else if (Parse(control, child.Value) is { } value)
                Set(options, control, value);
            else
                problems.Add($"{child.Path} is '{child.Value}'; it must be {Allowed(control)}.");
        }

        return problems.Count == 0 ? options : throw new InvalidOperationException(string.Join(Environment.NewLine, problems));
    }

    private static List<ModelControl> Of(Type model)
    {
        var card = (LlmModelAttribute?)Attribute.GetCustomAttribute(model, typeof(LlmModelAttribute));
        var known = card is null ? null : ModelCatalog.Default.OfProvider(card.Provider).FirstOrDefault(other => other.Id == card.Id);
        var controls = new List<ModelControl>();
        foreach (var parameter in (LlmParameterAttribute[])Attribute.GetCustomAttributes(model, typeof(LlmParameterAttribute)))
        {
            if (!parameter.Refused && !s_lists.Contains(parameter.Option) && Of(parameter, card, known) is { } control)
                controls.Add(control with { Option = parameter.Option, Wire = parameter.Wire ?? parameter.Name, Note = parameter.WhileReasoning is { } reason ? $"Not while the model reasons: {reason}" : null });
        }

        return controls;
    }

    private static ModelControl? Of(LlmParameterAttribute parameter, LlmModelAttribute? card, CatalogModel? known)
    {
        switch (parameter.Knob)
        {
            case "effort" when parameter.Values.Length > 0:
                return new ChoiceControl(parameter.Name, parameter.Values, card?.DefaultEffort ?? known?.ReasoningKnobs.OfType<ReasoningLevels>().FirstOrDefault()?.Default);
            case "toggle":
                var toggle = known?.ReasoningKnobs.OfType<ReasoningSwitch>().FirstOrDefault();
                return new ToggleControl(parameter.Name, toggle?.Off, toggle?.On);
            case "budget":
                var budget = known?.ReasoningKnobs.OfType<ReasoningBudget>().FirstOrDefault();
                return new SliderControl(parameter.Name, budget?.Minimum ?? Bound(parameter.Minimum), budget?.Maximum ?? Bound(parameter.Maximum), IsInteger: true, budget?.Default);
        }

        if (parameter.Values.Length > 0)
            return new ChoiceControl(parameter.Name, parameter.Values, null);
        var (minimum, maximum) = (Bound(parameter.Minimum), Bound(parameter.Maximum));
        if (parameter.Option == "MaxOutputTokens")
            maximum ??= card is { MaxOutput: > 0 } ? card.MaxOutput : null;
        return minimum is null && maximum is null ? null : new SliderControl(parameter.Name, minimum, maximum, s_integers.Contains(parameter.Name), null);
    }

    private static double? Bound(double value) => double.IsNaN(value) ? null : value;

    private static object? Parse(ModelControl control, string? text) => control switch
    {
        ChoiceControl choice => choice.Choices.FirstOrDefault(word => string.Equals(word, text, StringComparison.OrdinalIgnoreCase)),
        ToggleControl toggle => bool.TryParse(text, out var on) ? on ? toggle.On ?? (object)true : toggle.Off ?? (object)false : null,
        SliderControl { IsInteger: true } slider => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) && Fits(slider, whole) ? whole : null,
        SliderControl slider => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) && Fits(slider, number) ? number : null,
        _ => null,
    };

    private static bool Fits(SliderControl slider, double value) => !(value < slider.Minimum) && !(value > slider.Maximum);

    private static string Allowed(ModelControl control) => control switch
    {
        ChoiceControl choice => $"one of {string.Join(", ", choice.Choices)}",
        ToggleControl => "true or false",
        SliderControl slider => (slider.IsInteger ? "a whole number" : "a number") + (slider.Minimum, slider.Maximum) switch
        {
            ({ } least, { } most) => string.Create(CultureInfo.InvariantCulture, $" from {least} to {most}"),
            ({ } least, null) => string.Create(CultureInfo.InvariantCulture, $" from {least}"),
            (null, { } most) => string.Create(CultureInfo.InvariantCulture, $" up to {most}"),
            _ => "",
        },
        _ => "",
    };

    private static void Set(ChatOptions options, ModelControl control, object value)
    {
        switch (control.Option)
        {
            case "Temperature":
                options.Temperature = Convert.ToSingle(value, CultureInfo.InvariantCulture);
                break;
            case "TopP":
                options.TopP = Convert.ToSingle(value, CultureInfo.InvariantCulture);
                break;
            case "FrequencyPenalty":
                options.FrequencyPenalty = Convert.ToSingle(value, CultureInfo.InvariantCulture);
                break;
            case "PresencePenalty":
                options.PresencePenalty = Convert.ToSingle(value, CultureInfo.InvariantCulture);
                break;
            case "TopK" when value is int topK:
                options.TopK = topK;
                break;
            case "MaxOutputTokens" when value is int most:
                options.MaxOutputTokens = most;
                break;
            case "Seed" when value is int seed:
                options.Seed = seed;
                break;
            default:
                (options.AdditionalProperties ??= [])[control.Wire] = value;
                break;
        }
    }
}
