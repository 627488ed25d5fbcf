namespace SdkGen;

/// <summary>A setting of a model as an interface shows it: what kind of control, and what it may be set to.</summary>
public abstract record ModelControl
{
    private protected ModelControl(string name) => Name = name;

    /// <summary>The parameter's name, for example <c>temperature</c> or <c>reasoningEffort</c>: its key in configuration.</summary>
    public string Name { get; }

    /// <summary>The property of <c>ChatOptions</c> that carries it; null where it goes by <see cref="Wire"/>.</summary>
    public string? Option { get; init; }

    /// <summary>Its key in <c>ChatOptions.AdditionalProperties</c>; a dot leads into an object.</summary>
    public string Wire { get; init; } = "";

    /// <summary>What has to be known about it: that it goes without reasoning only; null where there is nothing.</summary>
    public string? Note { get; init; }
}

/// <summary>One of a few words: a choice.</summary>
/// <param name="Name">The parameter's name.</param>
/// <param name="Choices">The words, in the order in which to show them.</param>
/// <param name="Default">The word where a request says none; null where unknown.</param>
public sealed record ChoiceControl(string Name, IReadOnlyList<string> Choices, string? Default) : ModelControl(Name)
{
    /// <inheritdoc/>
    public override string ToString() => $"{nameof(ChoiceControl)} {{ {nameof(Name)} = {Name}, {nameof(Option)} = {Option}, {nameof(Wire)} = {Wire}, {nameof(Note)} = {Note}, {nameof(Choices)} = {string.Join(", ", Choices)}, {nameof(Default)} = {Default} }}";
}

/// <summary>A number: a slider where both ends are known, else a field.</summary>
/// <param name="Name">The parameter's name.</param>
/// <param name="Minimum">Least value; null where unknown.</param>
/// <param name="Maximum">Greatest value; null where unknown.</param>
/// <param name="IsInteger">Whole numbers only.</param>
/// <param name="Default">The number where a request says none; null where unknown.</param>
public sealed record SliderControl(string Name, double? Minimum, double? Maximum, bool IsInteger, double? Default) : ModelControl(Name);

/// <summary>On or off: a toggle.</summary>
/// <param name="Name">The parameter's name.</param>
/// <param name="Off">The word that is sent for off; null where <c>false</c> is.</param>
/// <param name="On">The word that is sent for on; null where <c>true</c> is.</param>
public sealed record ToggleControl(string Name, string? Off, string? On) : ModelControl(Name);
