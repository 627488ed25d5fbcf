using Microsoft.Extensions.AI;

namespace SdkGen.Dialects;

/// <summary>How hard a model is to reason, in its own words: each has levels of its own, and refuses those of others.</summary>
internal static class ReasoningLevels
{
    private const int Middle = 3;

    // From least to most. What goes beyond is asked for by name only.
    private static readonly string[] s_order = ["none", "minimal", "low", "medium", "high", "xhigh"];

    /// <summary>The nearest of a model's levels, the higher one of two; no reasoning at all only where that is asked for.</summary>
    /// <param name="effort">What is asked for.</param>
    /// <param name="known">The model's levels; null where they are unknown, and the common word is as good as any.</param>
    public static string Word(ReasoningEffort effort, IReadOnlyList<string>? known)
    {
        var asked = effort switch
        {
            ReasoningEffort.None => 0,
            ReasoningEffort.Low => 2,
            ReasoningEffort.Medium => 3,
            ReasoningEffort.High => 4,
            _ => 5,
        };
        if (known is not { Count: > 0 })
            return s_order[asked];
        string? nearest = null;
        var distance = int.MaxValue;
        foreach (var word in known)
        {
            var place = Array.IndexOf(s_order, word);
            if (word == "max" || (place == 0 && asked > 0))
                continue;
            if (place < 0)
                place = Middle;
            var away = Math.Abs(place - asked) * 2 - (place > asked ? 1 : 0);
            if (away >= distance)
                continue;
            (nearest, distance) = (word, away);
        }

        return nearest ?? known[^1];
    }
}
