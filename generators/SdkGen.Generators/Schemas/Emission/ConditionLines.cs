namespace SdkGen.Generators.Schemas.Emission;

/// <summary>Breaks long C# conditions at their operators, so that emitted code can be read.</summary>
internal static class ConditionLines
{
    private const int Longest = 140;

    /// <summary>A whole line or several, the later ones indented.</summary>
    public static string If(string condition)
    {
        var line = $"if ({condition})";
        if (line.Length <= Longest)
            return line;
        return "if (" + string.Join("\n", Break(condition).Select((part, i) => i == 0 ? part : "    " + part)) + ")";
    }

    /// <summary>The bracket after <c>!</c> closes at the very end: <c>!(a) &amp;&amp; (b)</c> is no negation as a whole.</summary>
    public static bool IsNegation(string expression) =>
        expression.StartsWith("!(", StringComparison.Ordinal) && Array.IndexOf(Depths(expression), 0, 1) == expression.Length - 1;

    private static IEnumerable<string> Break(string condition)
    {
        foreach (var part in Split(condition, 0))
        {
            if (part.Length <= Longest)
            {
                yield return part;
                continue;
            }

            foreach (var inner in Split(part, 1))
                yield return inner;
        }
    }

    /// <summary>Pieces that begin with their operator, cut where brackets are nested so deep.</summary>
    private static IEnumerable<string> Split(string text, int depth)
    {
        var depths = Depths(text);
        var start = 0;
        for (var i = 1; i + 3 < text.Length; i++)
        {
            if (depths[i] != depth || (string.CompareOrdinal(text, i, " || ", 0, 4) != 0 && string.CompareOrdinal(text, i, " && ", 0, 4) != 0))
                continue;
            yield return text.Substring(start, i - start);
            start = i + 1;
        }

        yield return text.Substring(start);
    }

    /// <summary>How many brackets are open after each character; -1 in string literals.</summary>
    private static int[] Depths(string text)
    {
        var result = new int[text.Length];
        var depth = 0;
        var isText = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"')
                isText = !isText;
            else if (!isText && text[i] == '(')
                depth++;
            else if (!isText && text[i] == ')')
                depth--;
            result[i] = isText ? -1 : depth;
            if (isText && text[i] == '\\')
                result[++i] = -1;
        }

        return result;
    }
}
