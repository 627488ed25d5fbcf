namespace SdkGen.Json.Repair;

/// <summary>Whether a quote inside a string closes it. Decided from what stands before and behind it, never by trying.</summary>
internal sealed partial class RepairParser
{
    /// <summary>How often a text may be searched to its end in vain; past that a broken string ends with its segment.</summary>
    private const int SearchLimit = 32;

    private int _searches;

    private QuoteRole Judge(ref StringScan scan, int at)
    {
        if (scan.Kind != QuoteKind.Double && at > 0 && char.IsLetter(source[at - 1]) && char.IsLetter(_text[at + 1]))
            return QuoteRole.Content;
        if (scan.IsDoubled && scan.Kind.Ends(_text[at + 1]))
            return QuoteRole.Closes;
        var next = _text.Significant(at + 1);
        if (_text.IsEnd(next) || _text.StartsWith(next, "```"))
            return QuoteRole.Closes;
        if (scan.Place == RepairPlace.Key)
            return JudgeKey(ref scan, at, next);
        switch (_text[next])
        {
            case ',':
                return AfterComma(scan, next);
            case '}':
                return AfterBrace(scan, next);
            case ']':
                return AfterBracket(scan, next);
            case ')' when _openParentheses > 0 && !scan.IsInner:
                return QuoteRole.Closes;
            case ':' when scan.Place != RepairPlace.Top || scan.IsInner:
                return scan.IsInner ? QuoteRole.Toggles : QuoteRole.Closes;
            case '+' when !scan.IsInner && QuoteKinds.Of(_text[_text.Significant(next + 1)]) != QuoteKind.None:
                return QuoteRole.Closes;
        }

        if (!scan.IsInner && OpensNext(ref scan, at))
            return QuoteRole.OpensNext;
        return QuoteKinds.Of(_text[next]) != QuoteKind.None ? BeforeQuote(scan, at, next) : BeforeWords(scan, at, next);
    }

    private QuoteRole JudgeKey(ref StringScan scan, int at, int next)
    {
        if (_text[next] is ':' or '}' or ',' or '=')
            return QuoteRole.Closes;
        if (scan.LastSignificant >= scan.Start && source[scan.LastSignificant] == ':')
        {
            scan.CutAt = scan.LastSignificant;
            return QuoteRole.OpensNext;
        }

        // An inner quote has another one behind it that the colon follows, with nothing but words and quotes between the two.
        var rest = source.AsSpan(at + 1, Math.Min(LongestWords, source.Length - at - 1));
        _text.Count(rest.Length);
        var colon = rest.IndexOfAny(":,{}[]\n");
        if (colon < 0 || rest[colon] != ':' || rest[..colon].TrimEnd() is not [.., var last])
            return QuoteRole.Closes;
        return scan.Kind.Ends(last) ? QuoteRole.Content : QuoteRole.Closes;
    }

    private QuoteRole AfterComma(in StringScan scan, int comma)
    {
        var next = _text.Significant(comma + 1);
        var c = _text[next];
        if (_text.IsEnd(next) || c is ',' or '}' or ']' or '{' or '[' || _text.StartsWith(next, "..."))
            return QuoteRole.Closes;
        var isQuote = QuoteKinds.Of(c) != QuoteKind.None;
        if (scan.Place == RepairPlace.Member ? KeyAhead(next) : isQuote || StartsScalar(next) || !scan.IsInner)
            return QuoteRole.Closes;
        if (isQuote)
            return scan.IsInner ? QuoteRole.Toggles : QuoteRole.Closes;
        var later = _text.NextQuote(scan.Kind, next);
        if (later < 0 || !scan.IsInner && Opens(next, later))
            return QuoteRole.Closes;
        return scan.IsInner && scan.Place == RepairPlace.Item && Opens(next, later) ? QuoteRole.Closes : QuoteRole.Toggles;
    }

    private QuoteRole AfterBrace(in StringScan scan, int brace)
    {
        var next = _text.Significant(brace + 1);
        if (!scan.IsInner || _text.IsEnd(next) || _text[next] is ',' or '}' or ']' or ')' or ';' or '`')
            return scan.Place == RepairPlace.Top ? QuoteRole.Toggles : QuoteRole.Closes;
        return QuoteKinds.Of(_text[next]) != QuoteKind.None ? QuoteRole.Toggles : QuoteRole.Closes;
    }

    private QuoteRole AfterBracket(in StringScan scan, int bracket)
    {
        // A bracket that opened inside the string closes there: a pattern such as ['"].
        if (scan.Place == RepairPlace.Top || scan.Place == RepairPlace.Member && scan.Brackets > 0)
            return scan.Place == RepairPlace.Top ? QuoteRole.Toggles : QuoteRole.Content;
        var next = _text.Significant(bracket + 1);
        if (_text.IsEnd(next) || _text[next] is ',' or '}' or ']' or ')' or ';' or '`')
            return QuoteRole.Closes;
        return _openArrays > 0 && !scan.IsInner ? QuoteRole.Closes : QuoteRole.Toggles;
    }

    /// <summary>The quote opens the next string; the end quote of this one is missing and it ends at the separator before.</summary>
    private bool OpensNext(ref StringScan scan, int at)
    {
        if (scan.LastSignificant < scan.Start)
            return false;
        var before = source[scan.LastSignificant];
        if (before == '+' && (scan.LastSignificant == scan.Start || source[scan.LastSignificant - 1] != '+'))
        {
            scan.CutAt = scan.LastSignificant;
            return true;
        }

        switch (scan.Place)
        {
            case RepairPlace.Member when before == ',':
                scan.CutAt = scan.LastSignificant;
                return KeyAhead(at);
            case RepairPlace.Member when before == ':':
                scan.CutAt = scan.Comma;
                return scan.Comma >= 0 && IsName(scan.Comma + 1, scan.LastSignificant) && EndsMemberAt(_text.NextQuote(scan.Kind, at + 1));
            case RepairPlace.Member when before is '{' or '[':
                scan.CutAt = scan.Closer;
                return scan.Closer >= 0 && KeyAhead(at);
            case RepairPlace.Member:
                scan.CutAt = scan.LastSignificant + 1;
                return before is not (':' or '(') && _text.HasLineBreak(scan.LastSignificant, at) && KeyAhead(at);
            case RepairPlace.Item when before == ',':
                scan.CutAt = scan.LastSignificant;
                return EndsItem(_text.NextQuote(scan.Kind, at + 1));
            case RepairPlace.Item when before == '[' || before == '{':
                scan.CutAt = scan.Closer;
                return scan.Closer >= 0 && (before == '{' ? KeyAhead(at) : EndsItem(_text.NextQuote(scan.Kind, at + 1)));
            default:
                return false;
        }
    }

    /// <summary>Between the two places stands one word: the key of a member that a missing quote made part of a string.</summary>
    private bool IsName(int from, int to)
    {
        from = _text.SkipBlank(from);
        to = TrimEnd(from, to);
        if (to <= from || to - from > LongestWords)
            return false;
        _text.Count(to - from);
        foreach (var c in source.AsSpan(from, to - from))
        {
            if (!RepairText.IsWord(c))
                return false;
        }

        return true;
    }

    /// <summary>Behind this quote an object ends or goes on with another member.</summary>
    private bool EndsMemberAt(int quote)
    {
        if (quote < 0)
            return false;
        var next = _text.Significant(quote + 1);
        return _text.IsEnd(next) || _text[next] == '}' || _text[next] == ',' && KeyAhead(_text.Significant(next + 1));
    }

    /// <summary>Behind this quote an array ends or goes on with another item.</summary>
    private bool EndsItem(int quote)
    {
        if (quote < 0)
            return false;
        var next = _text.Significant(quote + 1);
        if (_text[next] == ']')
            return true;
        return _text[next] == ',' && _text.Significant(next + 1) is var item && (StartsScalar(item) || _text[item] == ']');
    }

    /// <summary>Another quote follows: a missing comma, or the end of a quoted word.</summary>
    private QuoteRole BeforeQuote(in StringScan scan, int at, int next)
    {
        if (scan.IsInner)
            return scan.Place == RepairPlace.Member && KeyAhead(next) ? QuoteRole.Closes : QuoteRole.Toggles;
        if (scan.Place == RepairPlace.Member && _text.HasLineBreak(at, next) && scan.Kind.Ends(_text[next]) && EndsMemberAt(next))
            return QuoteRole.Content;
        return scan.Place == RepairPlace.Top && next == at + 1 ? QuoteRole.Toggles : QuoteRole.Closes;
    }

    /// <summary>Words follow: they belong to the string when a later quote closes it, else they are stray.</summary>
    private QuoteRole BeforeWords(in StringScan scan, int at, int next)
    {
        var later = _text.NextQuote(scan.Kind, at + 1);
        if (scan.IsInner)
            return QuoteRole.Toggles;
        if (later < 0 || scan.Place == RepairPlace.Item && IsLooseWord(scan, at, next, later))
            return QuoteRole.Closes;
        if (scan.Place == RepairPlace.Member && _text.HasLineBreak(at, next) && KeyAhead(next))
            return QuoteRole.Closes;
        if (scan.Place == RepairPlace.Member && (StartsScalar(next) && Opens(next, later) || KeyAhead(next) && KeyAhead(later)))
            return QuoteRole.Closes;
        if (scan.Place == RepairPlace.Member && IsKeyOf(later, at))
            return QuoteRole.Closes;
        if (!Opens(next, later))
            return QuoteRole.Toggles;
        return scan.Place == RepairPlace.Item || scan.Place == RepairPlace.Member && (KeyAhead(later) || source.AsSpan(next, later - next).IndexOfAny('}', ']') >= 0)
            ? QuoteRole.Closes
            : QuoteRole.Toggles;
    }

    /// <summary><c>["one" two", …]</c>: single words on both sides, so the second is an item whose opening quote is missing.</summary>
    private bool IsLooseWord(in StringScan scan, int at, int next, int later)
    {
        if (next == at + 1 || at - scan.Start > LongestWords || later - next > LongestWords || !Separates(later + 1))
            return false;
        _text.Count(later - scan.Start);
        return !source.AsSpan(scan.Start, at - scan.Start).ContainsAny(" \n\t") && !source.AsSpan(next, later - next).ContainsAny(" \n\t");
    }

    /// <summary><c>"one"two": 3</c>: right behind a word and its quote stands the key of the next member, without comma and opening quote.</summary>
    private bool IsKeyOf(int later, int at)
    {
        if (!RepairText.IsWord(source[at - 1]) || !RepairText.IsWord(_text[at + 1]) || !IsName(at + 1, later) || _text.Significant(later + 1) is var colon && _text[colon] != ':')
            return false;
        var value = _text.Significant(colon + 1);
        return _text.IsEnd(value) || _text[value] is '{' or '[' || QuoteKinds.Of(_text[value]) != QuoteKind.None || StartsNumber(value) || IsLiteral(value);
    }

    /// <summary>The character in front of the quote is a separator, so the quote opens a string.</summary>
    private bool Opens(int from, int quote)
    {
        var before = quote - 1;
        while (before > from && RepairText.IsBlank(source[before]))
            before--;
        _text.Count(quote - before);
        return source[before] is ',' or '[' or '{' or ':';
    }

    private enum QuoteRole
    {
        /// <summary>An apostrophe or other character of the text.</summary>
        Content,

        /// <summary>Opens or closes a quotation inside the string.</summary>
        Toggles,

        Closes,
        OpensNext,
    }

    /// <summary>What has been seen of the string so far.</summary>
    private struct StringScan(int start, QuoteKind kind, RepairPlace place, bool isDoubled)
    {
        public readonly int Start = start;
        public readonly QuoteKind Kind = kind;
        public readonly RepairPlace Place = place;

        /// <summary>Two quotes opened it.</summary>
        public readonly bool IsDoubled = isDoubled;

        /// <summary>An unescaped quotation is open inside the string.</summary>
        public bool IsInner = false;

        /// <summary>The last character that is neither blank nor comment.</summary>
        public int LastSignificant = start - 1;

        /// <summary>Where the string ends when its quote is missing.</summary>
        public int CutAt = -1;

        /// <summary>The first of the brackets since which only brackets and commas came, or -1.</summary>
        public int Closer = -1;

        /// <summary>The last comma outside of a quotation, or -1.</summary>
        public int Comma = -1;

        /// <summary>How many square brackets the string has opened and not closed.</summary>
        public int Brackets = 0;

        private int _commentStart = -1;
        private int _beforeComment = -1;

        public void See(string source, int at)
        {
            var c = source[at];
            if (RepairText.IsBlank(c))
                return;
            if (c == '*' && source[at - 1] == '/' && at - 1 >= Start)
            {
                _commentStart = at - 1;
                return;
            }

            if (c == '/' && _commentStart >= 0 && source[at - 1] == '*' && at - 2 > _commentStart)
            {
                LastSignificant = _beforeComment;
                _commentStart = -1;
                return;
            }

            if (_commentStart >= 0)
                return;
            if (c is '}' or ']')
                Closer = Closer < 0 ? at : Closer;
            else if (c is not (',' or '{' or '['))
                Closer = -1;
            if (c == ',' && !IsInner)
                Comma = at;
            Brackets += c == '[' ? 1 : c == ']' && Brackets > 0 ? -1 : 0;
            if (c == '/')
                _beforeComment = LastSignificant;
            LastSignificant = at;
        }
    }
}
