using Microsoft.Extensions.AI;

namespace SdkGen;

/// <summary>The parameters that one request loses because its model does not take them.</summary>
internal sealed class DroppedParameters(RequestGuard guard)
{
    /// <summary>Under which name an answer tells of them.</summary>
    public const string Key = "sdkgen.warnings";

    private readonly List<string> _warnings = [];

    public bool Any => _warnings.Count > 0;

    /// <summary>The options of a request without what its model refuses; those that were given stay as they are.</summary>
    /// <exception cref="UnsupportedCapabilityException">The model refuses something that is no parameter.</exception>
    public ChatOptions? TakeFrom(ref IEnumerable<ChatMessage> messages, ChatOptions? options, bool streaming)
    {
        while (guard.Judge(ref messages, options, streaming) is { } refusal)
        {
            if (!TryTake(refusal, ref options))
                throw refusal;
        }

        return options;
    }

    /// <summary>Takes out the parameter that was refused.</summary>
    /// <returns>False where the refusal is about something else, or the options do not have it.</returns>
    public bool TryTake(UnsupportedCapabilityException refusal, ref ChatOptions? options)
    {
        if (refusal.Parameter is not { } parameter || options is null)
            return false;
        var rest = Any ? options : options.Clone();
        if (!RequestParameter.Remove(rest, parameter))
            return false;
        options = rest;
        _warnings.Add($"{refusal.Message} It was left out.");
        guard.LogDropped(parameter, refusal);
        return true;
    }

    /// <summary>Writes the warnings into an answer.</summary>
    public void Tell(AdditionalPropertiesDictionary properties) => properties[Key] = _warnings;
}
