namespace SdkGen.Generators.Schemas.Patterns;

/// <summary>A set of code points: ranges, and general categories by name. Halves of surrogate pairs are code points of their own here.</summary>
internal sealed class CodePointSet
{
    public const int Last = 0x10FFFF;

    private readonly List<(int From, int To)> _ranges = [];
    private readonly List<(string Category, bool Negated)> _categories = [];

    public IReadOnlyList<(string Category, bool Negated)> Categories => _categories;

    /// <summary>Everything but what the set holds.</summary>
    public bool IsNegated { get; set; }

    /// <summary>The ranges in order, none touching the next.</summary>
    public IReadOnlyList<(int From, int To)> Ranges
    {
        get
        {
            var merged = new List<(int From, int To)>();
            foreach (var (from, to) in _ranges.OrderBy(range => range.From))
            {
                if (merged.Count > 0 && from <= merged[merged.Count - 1].To + 1)
                    merged[merged.Count - 1] = (merged[merged.Count - 1].From, Math.Max(to, merged[merged.Count - 1].To));
                else
                    merged.Add((from, to));
            }

            return merged;
        }
    }

    public CodePointSet Add(int from, int to)
    {
        _ranges.Add((from, to));
        return this;
    }

    public CodePointSet Add(int codePoint) => Add(codePoint, codePoint);

    public void Add(string category, bool negated) => _categories.Add((category, negated));

    public void Add(CodePointSet other)
    {
        foreach (var (from, to) in other.IsNegated ? Complement(other.Ranges) : other.Ranges)
            Add(from, to);
        _categories.AddRange(other._categories);
    }

    public static CodePointSet Digits() => new CodePointSet().Add('0', '9');

    public static CodePointSet Words() => Digits().Add('A', 'Z').Add('a', 'z').Add('_');

    /// <summary>White space and line ends of ECMAScript.</summary>
    public static CodePointSet Spaces() => new CodePointSet()
        .Add(0x09, 0x0D).Add(0x20).Add(0xA0).Add(0x1680).Add(0x2000, 0x200A).Add(0x2028, 0x2029).Add(0x202F).Add(0x205F).Add(0x3000).Add(0xFEFF);

    /// <summary>What the dot matches: everything but line ends.</summary>
    public static CodePointSet Dot() => new CodePointSet { IsNegated = true }.Add('\n').Add('\r').Add(0x2028, 0x2029);

    public static IReadOnlyList<(int From, int To)> Complement(IReadOnlyList<(int From, int To)> ranges)
    {
        var result = new List<(int, int)>();
        var next = 0;
        foreach (var (from, to) in ranges)
        {
            if (from > next)
                result.Add((next, from - 1));
            next = to + 1;
        }

        if (next <= Last)
            result.Add((next, Last));
        return result;
    }

    public static IEnumerable<(int From, int To)> Within(IReadOnlyList<(int From, int To)> ranges, int from, int to) =>
        ranges.Where(range => range.To >= from && range.From <= to).Select(range => (Math.Max(range.From, from), Math.Min(range.To, to)));
}
