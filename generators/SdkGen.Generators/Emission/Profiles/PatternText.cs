namespace SdkGen.Generators.Emission.Profiles;

/// <summary>Finds the parts of a regular expression that not every provider knows, without judging it otherwise.</summary>
internal static class PatternText
{
    /// <summary>Repetitions beyond this are large: a grammar unrolls them.</summary>
    private const int LargestRepetition = 100;

    public static PatternParts PartsOf(string pattern)
    {
        var parts = PatternParts.None;
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\' when i + 1 < pattern.Length:
                    i++;
                    parts |= inClass ? PatternParts.None : Escaped(pattern[i]);
                    break;
                case '[' when !inClass:
                    inClass = true;
                    // A bracket right after the opening one, or after its ^, is a character of the class.
                    if (i + 1 < pattern.Length && pattern[i + 1] == '^')
                        i++;
                    break;
                case ']':
                    inClass = false;
                    break;
                case '^' or '$' when !inClass:
                    parts |= PatternParts.Anchor;
                    break;
                case '(' when !inClass && IsLookAround(pattern, i):
                    parts |= PatternParts.LookAround;
                    break;
                case '{' when !inClass && LargestIn(pattern, i) > LargestRepetition:
                    parts |= PatternParts.LongRepetition;
                    break;
            }
        }

        return parts;
    }

    private static PatternParts Escaped(char c) => c switch
    {
        'b' or 'B' => PatternParts.WordBoundary,
        (>= '1' and <= '9') or 'k' => PatternParts.BackReference,
        _ => PatternParts.None,
    };

    private static bool IsLookAround(string pattern, int at) =>
        Follows(pattern, at, "(?=") || Follows(pattern, at, "(?!") || Follows(pattern, at, "(?<=") || Follows(pattern, at, "(?<!");

    private static bool Follows(string pattern, int at, string text) => string.CompareOrdinal(pattern, at, text, 0, text.Length) == 0;

    private static int LargestIn(string pattern, int at)
    {
        var (largest, number) = (0, 0);
        for (var i = at + 1; i < pattern.Length && pattern[i] != '}'; i++)
        {
            number = pattern[i] is >= '0' and <= '9' ? Math.Min((number * 10) + pattern[i] - '0', LargestRepetition + 1) : 0;
            largest = Math.Max(largest, number);
        }

        return largest;
    }
}
