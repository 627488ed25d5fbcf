using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>
/// Chat options of one model, typed. Generated <c>Options</c> classes derive from it; their own settings live in
/// <see cref="ChatOptions.AdditionalProperties"/> under their wire names, so they survive <see cref="ChatOptions.Clone"/> and every pipeline.
/// </summary>
public abstract class ModelOptions : ChatOptions
{
    /// <summary>Nothing is set: the service's defaults.</summary>
    protected ModelOptions()
    {
    }

    /// <summary>Copies every setting.</summary>
    /// <param name="other">The options to copy.</param>
    protected ModelOptions(ModelOptions other) : base(other)
    {
    }

    /// <summary>The failure of a refused property that is reached in spite of its build error, by reflection.</summary>
    protected static NotSupportedException Refused() => new("The model's service refuses this parameter.");

    /// <summary>Reads a setting.</summary>
    /// <param name="wire">Its wire name.</param>
    protected T? GetValue<T>(string wire)
        where T : struct => AdditionalProperties is { } properties && properties.TryGetValue<T>(wire, out var value) ? value : null;

    /// <summary>Reads a setting that is an object.</summary>
    /// <param name="wire">Its wire name.</param>
    protected T? GetObject<T>(string wire)
        where T : class => AdditionalProperties is { } properties && properties.TryGetValue<T>(wire, out var value) ? value : null;

    /// <summary>Writes a setting; null removes it.</summary>
    /// <param name="wire">Its wire name.</param>
    /// <param name="value">The value.</param>
    protected void Set(string wire, object? value)
    {
        if (value is null)
            AdditionalProperties?.Remove(wire);
        else
            (AdditionalProperties ??= [])[wire] = value;
    }

    /// <summary>Reads a setting that is one of a few words.</summary>
    /// <param name="wire">Its wire name.</param>
    /// <param name="words">The words.</param>
    /// <returns>Position of the word; null where none of them is set.</returns>
    protected int? GetWord(string wire, string[] words) =>
        GetObject<string>(wire) is { } word && Array.IndexOf(words, word) is >= 0 and var index ? index : null;

    /// <summary>Writes a setting that is one of a few words; null removes it.</summary>
    /// <param name="wire">Its wire name.</param>
    /// <param name="words">The words.</param>
    /// <param name="index">Position of the word.</param>
    protected void SetWord(string wire, string[] words, int? index) => Set(wire, index is { } position ? words[position] : null);
}
