using System;
using System.Collections.Generic;
using System.Linq;

namespace SdkGen;

/// <summary>The valid name that a mistyped one probably means.</summary>
internal static class NearestName
{
    /// <summary>The end of a sentence: <c>; did you mean 'tools'?</c>, the names there are when nothing is near and they are few, or nothing.</summary>
    public static string Hint(string name, IEnumerable<string> valid)
    {
        var names = valid.Distinct(StringComparer.Ordinal).OrderBy(n => n, StringComparer.Ordinal).ToArray();
        var nearest = Of(name, names);
        if (nearest is not null)
            return $"; did you mean '{nearest}'?";
        return names.Length is > 0 and <= 12 ? $"; there are {string.Join(", ", names)}" : "";
    }

    /// <summary>The nearest name; null when none is within a third of the name's length.</summary>
    public static string? Of(string name, IEnumerable<string> valid)
    {
        string? nearest = null;
        var least = Math.Max(2, name.Length / 3) + 1;
        foreach (var candidate in valid)
        {
            var distance = Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (distance >= least)
                continue;
            least = distance;
            nearest = candidate;
        }

        return nearest;
    }

    /// <summary>Inserted, dropped, replaced and swapped characters (optimal string alignment).</summary>
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            rows[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            rows[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                rows[i, j] = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[a.Length, b.Length];
    }
}
