using Microsoft.Extensions.AI;

namespace SdkGen.Dialects;

/// <summary>How hard a model is to reason, in its own words: each has levels of its own, and refuses those of others.</summary>
internal static class ReasoningLevels
{
    /// <summary>The nearest of a model's levels, the higher one of two; no reasoning at all only where that is asked for. What goes beyond the standard levels is asked for by name only.</summary>
    /// <param name="effort">What is asked for.</param>
    /// <param name="known">The model's levels; null where they are unknown, and the common word is as good as any.</param>
    public static string Word(ReasoningEffort effort, IReadOnlyList<string>? known)
    {
        var common = effort switch
        {
            ReasoningEffort.None => ReasoningScale.Off,
            ReasoningEffort.Low => "low",
            ReasoningEffort.Medium => "medium",
            ReasoningEffort.High => "high",
            _ => "xhigh",
        };
        if (known is not { Count: > 0 })
            return common;
        var asked = ReasoningScale.Rank(common);
        string? nearest = null;
        var distance = int.MaxValue;
        foreach (var word in known)
        {
            var place = ReasoningScale.Rank(word);
            if (word == "max" || (place == 0 && asked > 0))
                continue;
            if (place < 0)
                place = ReasoningScale.Middle;
            var away = Math.Abs(place - asked) * 2 - (place > asked ? 1 : 0);
            if (away >= distance)
                continue;
            (nearest, distance) = (word, away);
        }

        return nearest ?? known[^1];
    }
}
