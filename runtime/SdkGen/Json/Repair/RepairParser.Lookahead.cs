namespace SdkGen.Json.Repair;

/// <summary>Looks ahead: does a key come, a call, a tuple.</summary>
internal sealed partial class RepairParser
{
    private const int LongestWords = 64;

    /// <summary>What starts at this place is a key: quoted or not, perhaps after stray words, with its colon.</summary>
    private bool KeyAhead(int at)
    {
        if (QuoteKinds.Of(_text[at]) is var kind and not QuoteKind.None)
            return QuotedKeyAhead(at, kind);
        var end = at;
        while (end - at < LongestWords)
        {
            var c = _text[end];
            if (c == ':')
                return end > at;
            if (QuoteKinds.Of(c) is var quote and not QuoteKind.None)
            {
                return end > at && (RepairText.IsBlank(_text[end - 1])
                    ? QuotedKeyAhead(end, quote)
                    : _text[_text.Significant(end + 1)] == ':');
            }

            // A full stop ends the stray words in front of a quoted key or stands inside a name.
            if (_text.IsEnd(end) || c is ',' or '{' or '}' or '[' or ']' or '(' or ')' or '\n' or '\\' or '!'
                || c == '.' && !RepairText.IsWord(_text[end + 1]) && QuoteKinds.Of(_text[_text.SkipBlank(end + 1)]) == QuoteKind.None)
                return false;
            end++;
            _text.Count(1);
        }

        return false;
    }

    private bool QuotedKeyAhead(int at, QuoteKind kind)
    {
        if (kind.Ends(_text[at + 1]) && RepairText.IsWord(_text[at + 2]))
            at++;
        var end = _text.NextQuote(kind, at + 1);
        if (end < 0)
            return false;
        if (kind.Ends(_text[end + 1]) && end > at + 1)
            end++;
        return _text[_text.Significant(end + 1)] == ':';
    }

    /// <summary>A quoted key and its value, with or without the colon between them.</summary>
    private bool MemberAhead(int at)
    {
        var kind = QuoteKinds.Of(_text[at]);
        var end = _text.NextQuote(kind, at + 1);
        if (end < 0)
            return false;
        var next = _text.Significant(end + 1);
        return _text[next] == ':' || !_text.HasLineBreak(end, next) && StartsScalar(next);
    }

    private bool StartsScalar(int at) =>
        _text[at] is '{' or '[' or '-' || RepairText.IsDigit(_text[at]) || QuoteKinds.Of(_text[at]) != QuoteKind.None || IsLiteral(at);

    /// <summary>Where the argument of a call such as <c>NumberLong("2")</c> or <c>callback ({…})</c> starts, or -1.</summary>
    private int CallStart(int at)
    {
        if (!char.IsLetter(_text[at]) && _text[at] is not ('_' or '$'))
            return -1;
        var end = at;
        while ((RepairText.IsWord(_text[end]) || _text[end] == '.') && end - at < LongestWords)
            end++;
        var open = _text.SkipBlank(end);
        if (_text[open] != '(')
            return -1;
        var argument = _text.Significant(open + 1);
        var c = _text[argument];
        if (open > end)
            return c is '{' or '[' ? open + 1 : -1;
        return c is '{' or '[' or ')' or '-' or '"' or '\'' || RepairText.IsDigit(c) || IsLiteral(argument) ? open + 1 : -1;
    }

    private bool IsTuple(int at)
    {
        var next = _text.Significant(at + 1);
        var c = _text[next];
        if (c is '(' or '{' or '[' or ')' or '"' or '\'' || IsLiteral(next))
            return true;
        if (!RepairText.IsDigit(c) && c is not ('-' or '.'))
            return false;
        while (RepairText.IsDigit(_text[next]) || _text[next] is '-' or '.' or 'e' or '+')
            next++;
        return _text[_text.SkipBlank(next)] == ',';
    }
}
