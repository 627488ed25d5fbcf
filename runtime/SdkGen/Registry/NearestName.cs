namespace SdkGen;

/// <summary>Finds what somebody may have meant.</summary>
internal static class NearestName
{
    private const int Most = 3;

    /// <returns><c> Did you mean a, b or c?</c>; empty where nothing is near.</returns>
    public static string Sentence(string name, IEnumerable<string> known) => Of(name, known) switch
    {
        [] => "",
        [var one] => $" Did you mean {one}?",
        [.. var others, var last] => $" Did you mean {string.Join(", ", others)} or {last}?",
    };

    /// <summary>The nearest of some names, the nearest first: those that a third of the letters, or a piece at the end, tells apart.</summary>
    public static string[] Of(string name, IEnumerable<string> known) =>
    [
        .. known.Distinct(StringComparer.Ordinal)
            .Select(other => (Name: other, Distance: Distance(Plain(name), Plain(other))))
            .Where(other => other.Distance <= Math.Max(1, name.Length / 3))
            .OrderBy(other => other.Distance).ThenBy(other => other.Name, StringComparer.Ordinal)
            .Take(Most).Select(other => other.Name),
    ];

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    /// <summary>Least number of letters to change, add or take away.</summary>
    private static int Distance(string left, string right)
    {
        var row = new int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++)
            row[j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (left[i - 1] == right[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[right.Length];
    }
}
