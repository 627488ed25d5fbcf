using System;
using System.Collections.Generic;
using System.Linq;

namespace SdkGen;

/// <summary>Levels of reasoning from least to most, as models name them: by these the compiler and the guard refuse a level, and adapters find the nearest.</summary>
internal static class ReasoningScale
{
    /// <summary>No reasoning at all.</summary>
    public const string Off = "none";

    /// <summary>Stands for the level that a model takes where nothing is said.</summary>
    public const int Middle = 3;

    private static readonly string[] s_levels = [Off, "minimal", "low", "medium", "high", "xhigh", "max"];

    /// <summary>The place of a level; negative where the word is a model's own.</summary>
    public static int Rank(string level) => Array.IndexOf(s_levels, level.ToLowerInvariant());

    /// <summary>Whether a level lies outside of those that a model knows. One between them is rounded to the nearest; a word of the model's own, such as <c>default</c>, stands for any.</summary>
    /// <param name="level">What is asked for.</param>
    /// <param name="known">The model's words; none where they are unknown.</param>
    /// <param name="canBeOff">Whether the model stops reasoning by another parameter.</param>
    public static bool IsOutside(string level, IReadOnlyCollection<string> known, bool canBeOff)
    {
        if (known.Count == 0 || known.Contains(level, StringComparer.OrdinalIgnoreCase) || (level == Off && canBeOff))
            return false;
        var rank = Place(level);
        if (rank < 0)
            return true;
        return level == Off || known.All(word => Place(word) is var place && place >= 0 && place < rank) || known.All(word => Place(word) > rank);
    }

    /// <summary>Whether one of the words of a switch turns reasoning off; so does a switch without words.</summary>
    public static bool TurnsOff(IReadOnlyCollection<string> words) => words.Count == 0 || words.Any(static word => word is "disabled" or "off" or "false");

    /// <summary>The rank, by which the last two levels are the same to models that know one of them.</summary>
    private static int Place(string level) => Math.Min(Rank(level), s_levels.Length - 2);
}
