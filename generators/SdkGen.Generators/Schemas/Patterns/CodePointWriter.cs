using System.Globalization;
using System.Text;

namespace SdkGen.Generators.Schemas.Patterns;

/// <summary>Writes a set of code points as a .NET pattern over UTF-16 units that never takes a surrogate pair apart.</summary>
internal static class CodePointWriter
{
    /// <summary>Stands around the name of a general category whose code points above U+FFFF only the runtime can list.</summary>
    public const char AstralMark = '\u0001';

    private const string High = "[\\ud800-\\udbff]";
    private const string Low = "[\\udc00-\\udfff]";
    private const int FirstAstral = 0x10000;

    /// <summary>One atom: a quantifier may follow.</summary>
    public static string Write(CodePointSet set) => set.Categories.Count > 0 ? WriteCategories(set) : Write(set.IsNegated ? CodePointSet.Complement(set.Ranges) : set.Ranges);

    /// <summary>
    /// The units that a run of any length of the set may be made of; null where pairs must be told apart. A run of a set that holds every pair and every
    /// half is the same as a run of its units, and much faster to match.
    /// </summary>
    public static string? WriteRun(CodePointSet set)
    {
        if (set.Categories.Count > 0)
            return null;
        var ranges = set.IsNegated ? CodePointSet.Complement(set.Ranges) : set.Ranges;
        return Holds(ranges, 0xD800, 0xDFFF) && Holds(ranges, FirstAstral, CodePointSet.Last) ? Class(CodePointSet.Within(ranges, 0, 0xFFFF)) : null;
    }

    public static string WriteOne(int codePoint) =>
        codePoint is >= 0xD800 and <= 0xDFFF or >= FirstAstral ? Write(new CodePointSet().Add(codePoint)) : Unit(codePoint, "\\*+?|{}[]()^$.# ");

    private static string Write(IReadOnlyList<(int From, int To)> ranges)
    {
        var choices = new List<string>();
        var plain = CodePointSet.Within(ranges, 0, 0xD7FF).Concat(CodePointSet.Within(ranges, 0xE000, 0xFFFF)).ToArray();
        if (plain.Length > 0)
            choices.Add(Class(plain));
        choices.AddRange(Pairs(ranges));
        choices.AddRange(Halves(ranges));
        return choices.Count switch
        {
            0 => "(?!)",
            1 when plain.Length > 0 => choices[0],
            _ => $"(?:{string.Join("|", choices)})",
        };
    }

    private static IEnumerable<string> Halves(IReadOnlyList<(int From, int To)> ranges)
    {
        var highs = CodePointSet.Within(ranges, 0xD800, 0xDBFF).ToArray();
        if (highs.Length > 0)
            yield return $"{Class(highs)}(?!{Low})";
        var lows = CodePointSet.Within(ranges, 0xDC00, 0xDFFF).ToArray();
        if (lows.Length > 0)
            yield return $"(?<!{High}){Class(lows)}";
    }

    private static IEnumerable<string> Pairs(IReadOnlyList<(int From, int To)> ranges)
    {
        foreach (var (from, to) in CodePointSet.Within(ranges, FirstAstral, CodePointSet.Last))
        {
            var (firstHigh, firstLow) = Split(from);
            var (lastHigh, lastLow) = Split(to);
            if (firstHigh == lastHigh)
            {
                yield return Unit(firstHigh, "") + Class([(firstLow, lastLow)]);
                continue;
            }

            if (firstLow != 0xDC00)
                yield return Unit(firstHigh++, "") + Class([(firstLow, 0xDFFF)]);
            if (lastLow != 0xDFFF)
                yield return Unit(lastHigh--, "") + Class([(0xDC00, lastLow)]);
            if (firstHigh <= lastHigh)
                yield return Class([(firstHigh, lastHigh)]) + Low;
        }
    }

    private static string WriteCategories(CodePointSet set)
    {
        var ranges = set.Ranges;
        var units = new StringBuilder();
        var astral = new List<string>(Pairs(ranges));
        foreach (var (category, negated) in set.Categories)
        {
            units.Append(negated ? "\\P{" : "\\p{").Append(category).Append('}');
            astral.Add($"{AstralMark}{(negated ? "^" : "")}{category}{AstralMark}");
        }

        var plain = Body(CodePointSet.Within(ranges, 0, 0xD7FF).Concat(CodePointSet.Within(ranges, 0xE000, 0xFFFF))) + units;
        var pairs = $"(?:{string.Join("|", astral)})";
        var hasHalves = set.Categories.Any(item => item.Category is "C" or "Cs" != item.Negated) != set.IsNegated;
        var halves = hasHalves ? $"|{High}(?!{Low})|(?<!{High}){Low}" : "";
        return set.IsNegated
            ? $"(?:(?![\\ud800-\\udfff])[^{plain}]|(?!{pairs}){High}{Low}{halves})"
            : $"(?:(?![\\ud800-\\udfff])[{plain}]|{pairs}{halves})";
    }

    private static string Class(IEnumerable<(int From, int To)> ranges) => $"[{Body(ranges)}]";

    private static string Body(IEnumerable<(int From, int To)> ranges)
    {
        var result = new StringBuilder();
        foreach (var (from, to) in ranges)
        {
            result.Append(Unit(from, "\\]^-["));
            if (to > from + 1)
                result.Append('-');
            if (to > from)
                result.Append(Unit(to, "\\]^-["));
        }

        return result.ToString();
    }

    private static string Unit(int unit, string special)
    {
        if (unit is < ' ' or > '~')
            return "\\u" + unit.ToString("x4", CultureInfo.InvariantCulture);
        return special.IndexOf((char)unit) >= 0 ? "\\" + (char)unit : ((char)unit).ToString();
    }

    private static bool Holds(IReadOnlyList<(int From, int To)> ranges, int from, int to) => ranges.Any(range => range.From <= from && range.To >= to);

    private static (int High, int Low) Split(int codePoint) => (0xD800 + ((codePoint - FirstAstral) >> 10), 0xDC00 + ((codePoint - FirstAstral) & 0x3FF));
}
