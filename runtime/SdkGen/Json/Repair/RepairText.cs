namespace SdkGen.Json.Repair;

/// <summary>Looks around in the broken text without moving.</summary>
/// <remarks>
/// Every search remembers its last answer, since the decisions about quotes ask for the same comment end, blank run or next quote again and again:
/// that is what keeps hostile input linear. <see cref="Work"/> counts the characters looked at.
/// </remarks>
internal sealed class RepairText(string text)
{
    public const char End = '\0';

    private readonly ForwardSearch _blockCommentEnd = new(text, "*/");
    private readonly ForwardSearch _lineEnd = new(text, "\n");
    private readonly ForwardSearch _fence = new(text, "```");
    private readonly ForwardSearch _tripleDouble = new(text, "\"\"\"");
    private readonly ForwardSearch _tripleSingle = new(text, "'''");
    private readonly Dictionary<QuoteKind, (int From, int At)> _quotes = [];
    private int _blankFrom = -1;
    private int _blankTo = -1;
    private long _work;

    public int Length => text.Length;

    /// <summary>How many characters all searches together have looked at.</summary>
    public long Work => _work + _blockCommentEnd.Work + _lineEnd.Work + _fence.Work + _tripleDouble.Work + _tripleSingle.Work;

    /// <summary>Adds to <see cref="Work"/> what is looked at outside of this class.</summary>
    public void Count(int characters) => _work += characters;

    /// <summary>The character there, or <see cref="End"/> outside the text.</summary>
    public char this[int index] => (uint)index < (uint)text.Length ? text[index] : End;

    public bool IsEnd(int index) => index >= text.Length;

    public bool StartsWith(int index, string value)
    {
        _work += value.Length;
        return string.CompareOrdinal(text, index, value, 0, value.Length) == 0;
    }

    public string Slice(int from, int to)
    {
        _work += to - from;
        return text.Substring(from, to - from);
    }

    public int Fence(int from) => _fence.Find(from);

    public int LineEnd(int from) => _lineEnd.Find(from) is var at and >= 0 ? at : text.Length;

    public int Triple(char quote, int from) => (quote == '"' ? _tripleDouble : _tripleSingle).Find(from);

    /// <summary>The first place at or after <paramref name="from"/> that is not blank.</summary>
    public int SkipBlank(int from)
    {
        if (from >= _blankFrom && from <= _blankTo)
            return _blankTo;
        var at = from;
        while (at < text.Length && IsBlank(text[at]))
            at++;
        _work += at - from + 1;
        (_blankFrom, _blankTo) = (from, at);
        return at;
    }

    /// <summary>The first place at or after <paramref name="from"/> that is neither blank nor comment; eight comments in a row are as far as a look ahead goes.</summary>
    public int Significant(int from)
    {
        var at = SkipBlank(from);
        for (var i = 0; i < 8 && CommentEnd(at) is var end and > 0; i++)
            at = SkipBlank(end);
        return at;
    }

    /// <summary>Where the comment that starts here ends, or -1.</summary>
    public int CommentEnd(int at)
    {
        switch (this[at])
        {
            case '/' when this[at + 1] == '*':
                return _blockCommentEnd.Find(at + 2) is var end and >= 0 ? end + 2 : text.Length;
            case '/' when this[at + 1] == '/':
            case '#':
                return LineEnd(at);
            default:
                return -1;
        }
    }

    /// <summary>The next quote that could end a string of this kind and is not escaped, or -1.</summary>
    public int NextQuote(QuoteKind kind, int from)
    {
        if (_quotes.TryGetValue(kind, out var last) && from >= last.From && (from <= last.At || last.At < 0))
            return last.At;
        var at = from;
        while (at < text.Length && !kind.Ends(text[at]))
            at += text[at] == '\\' ? 2 : 1;
        _work += at - from + 1;
        if (at >= text.Length)
            at = -1;
        _quotes[kind] = (from, at);
        return at;
    }

    /// <summary>A line break stands between the two places.</summary>
    public bool HasLineBreak(int from, int to) => LineEnd(from) < to;

    public static bool IsBlank(char c) => c is ' ' or '\n' or '\r' or '\t' or '\f' or '\v' || c > 127 && (char.IsWhiteSpace(c) || c is '\u180e' or '\u200b' or '\u2060' or '\ufeff');

    public static bool IsWord(char c) => char.IsLetterOrDigit(c) || c is '_' or '$';

    public static bool IsDigit(char c) => c is >= '0' and <= '9';

    /// <summary>Finds the next occurrence of one text and answers from the last result where that still holds.</summary>
    private sealed class ForwardSearch(string text, string wanted)
    {
        private int _from = -1;
        private int _at = -1;

        public long Work { get; private set; }

        public int Find(int from)
        {
            if (_from >= 0 && from >= _from && (_at < 0 || from <= _at))
                return _at;
            if (from >= text.Length)
                return -1;
            _from = from;
            _at = text.IndexOf(wanted, from, StringComparison.Ordinal);
            Work += (_at < 0 ? text.Length : _at) - from + wanted.Length;
            return _at;
        }
    }
}

/// <summary>Which quotes belong together.</summary>
internal enum QuoteKind
{
    None,
    Double,
    Single,
    TypographicDouble,
    TypographicSingle,
}

internal static class QuoteKinds
{
    /// <summary>The kind of string that this character opens.</summary>
    public static QuoteKind Of(char c) => c switch
    {
        '"' => QuoteKind.Double,
        '\'' => QuoteKind.Single,
        '\u201c' or '\u201d' or '\u201e' or '\u201f' or '\u00ab' or '\u00bb' => QuoteKind.TypographicDouble,
        '\u2018' or '\u2019' or '\u201a' or '\u201b' or '`' or '\u00b4' => QuoteKind.TypographicSingle,
        _ => QuoteKind.None,
    };

    public static bool Ends(this QuoteKind kind, char c) => kind switch
    {
        QuoteKind.Double => c == '"',
        QuoteKind.Single => c == '\'',
        QuoteKind.TypographicDouble => c == '"' || Of(c) == QuoteKind.TypographicDouble,
        QuoteKind.TypographicSingle => c == '\'' || Of(c) == QuoteKind.TypographicSingle,
        _ => false,
    };
}
