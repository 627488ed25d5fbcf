namespace SdkGen.Json.Repair;

/// <summary>Keys and values: what opens them, and those without quotes.</summary>
internal sealed partial class RepairParser
{
    /// <summary>Reads a scalar, or opens a container whose kind is then given. Null where no value stands.</summary>
    private RepairNode? ReadValue(RepairPlace place, out BracketKind? bracket)
    {
        bracket = null;
        if (FencedInString(_at) is var fenced and > 0)
        {
            Note(JsonRepairKind.Unwrapped);
            _at = fenced;
        }

        if (IsQuoteAt(_at))
            return ReadString(place) is { } text ? RepairNode.Scalar(text) : null;
        switch (_text[_at])
        {
            case '{':
                _at++;
                bracket = BracketKind.Brace;
                return RepairNode.Object();
            case '[':
                _at++;
                bracket = BracketKind.Bracket;
                return RepairNode.Array();
            case '(' when IsTuple(_at):
                Note(JsonRepairKind.Brackets);
                _at++;
                bracket = BracketKind.Parenthesis;
                return RepairNode.Array();
            case '/' when PatternEnd(_at) is var end and > 0:
                return ReadPattern(end);
        }

        if (PrefixedQuote(_at) is var quote and > 0)
        {
            Note(JsonRepairKind.Quotes);
            _at = quote;
            return ReadValue(place, out bracket);
        }

        if (CallStart(_at) is var argument and >= 0)
        {
            Note(JsonRepairKind.Unwrapped);
            _at = argument;
            bracket = BracketKind.Parenthesis;
            return RepairNode.Array();
        }

        return ReadWords(place);
    }

    /// <summary>The bracket of JSON in a code fence in a string, when its quotes were not escaped; else -1.</summary>
    private int FencedInString(int at)
    {
        if (_text[at] != '"' || !_text.StartsWith(at + 1, "```"))
            return -1;
        var bracket = _text.SkipBlank(AfterFence(at + 1));
        return _text[bracket] is '{' or '[' && _text[_text.SkipBlank(bracket + 1)] == '"' ? bracket : -1;
    }

    private bool IsQuoteAt(int at) =>
        QuoteKinds.Of(_text[at]) != QuoteKind.None && !_text.StartsWith(at, "```")
        || _text[at] == '\\' && QuoteKinds.Of(_text[at + 1]) is QuoteKind.Double or QuoteKind.Single;

    /// <summary>The quote behind Python's <c>b</c>, <c>f</c>, <c>r</c>, <c>u</c>, or -1.</summary>
    private int PrefixedQuote(int at)
    {
        var quote = at;
        while (quote < at + 2 && _text[quote] is 'b' or 'B' or 'f' or 'F' or 'r' or 'R' or 'u' or 'U')
            quote++;
        return quote > at && _text[quote] is '"' or '\'' && _text.NextQuote(QuoteKinds.Of(_text[quote]), quote + 1) > 0 && !Separates(quote + 1) ? quote : -1;
    }

    private bool Separates(int at) => _text.Significant(at) is var next && (_text.IsEnd(next) || _text[next] is ',' or '}' or ']' or ':');

    /// <summary>Where a regular expression between slashes ends with its flags, or -1.</summary>
    private int PatternEnd(int at)
    {
        var end = at + 1;
        while (!_text.IsEnd(end) && _text[end] is not ('/' or '\n'))
            end += _text[end] == '\\' ? 2 : 1;
        _text.Count(end - at);
        if (_text[end] != '/')
            return -1;
        end++;
        while (char.IsAsciiLetterLower(_text[end]))
            end++;
        return Separates(end) ? end : -1;
    }

    private RepairNode ReadPattern(int end)
    {
        Note(JsonRepairKind.Quotes);
        var start = _at;
        _at = end;
        return WordsNode(start, end);
    }

    /// <summary>Reads a key with or without quotes as JSON text; null where stray words stand.</summary>
    private string? ReadKey(RepairFrame frame)
    {
        if (PrefixedQuote(_at) is var quote and > 0)
            _at = quote;
        string? key;
        var isQuoted = IsQuoteAt(_at);
        if (isQuoted)
            key = WithoutLineEnd(ReadString(RepairPlace.Key));
        else
            key = ReadKeyWords();
        SkipTrivia();
        var hasColon = false;
        while (_text[_at] == ':' || _text[_at] == '=' && key is not null)
        {
            if (_text[_at] == '=')
                Note(JsonRepairKind.Separators);
            hasColon = true;
            _at += _text.StartsWith(_at, "=>") ? 2 : 1;
            _at = _text.SkipBlank(_at);
        }

        if (hasColon || key is null)
            return key;
        if (isQuoted && _text[_at] == ',' && IsLoneNumber(_text.Significant(_at + 1)))
        {
            Note(JsonRepairKind.Separators);
            _at++;
            return key;
        }

        if (_text[_at] == ',' && frame is { Node.IsEmpty: true, SawComma: false, Kind: BracketKind.Brace })
        {
            TurnIntoArray(frame, isQuoted ? key : NumberOf(key.AsSpan(1, key.Length - 2)) ?? key);
            return null;
        }

        if (!isQuoted && (_text.IsEnd(_at) || _text[_at] is ',' or '}' or ']'))
            return null;
        Note(JsonRepairKind.Separators);
        return key;
    }

    /// <summary>A number behind which the object ends or a string stands: a value, not the second of several.</summary>
    private bool IsLoneNumber(int at)
    {
        if (!StartsNumber(at))
            return false;
        var end = at;
        while (RepairText.IsDigit(_text[end]) || _text[end] is '-' or '+' or '.' or 'e' or 'E' || _text[end] == ',' && RepairText.IsDigit(_text[end + 1]))
            end++;
        _text.Count(end - at);
        var next = _text.Significant(end);
        next = _text[next] == ',' ? _text.Significant(next + 1) : next;
        return _text.IsEnd(next) || _text[next] == '}' || QuoteKinds.Of(_text[next]) != QuoteKind.None;
    }

    private bool StartsNumber(int at) => RepairText.IsDigit(_text[_text[at] == '-' ? at + 1 : at]);

    /// <summary>Python's set: values between braces, none of them a key.</summary>
    private void TurnIntoArray(RepairFrame frame, string first)
    {
        Note(JsonRepairKind.Brackets);
        Count(frame.Kind, -1);
        _top = new RepairFrame(RepairNode.Array(), BracketKind.Parenthesis, frame.Parent) { NeedsComma = true, SawComma = true };
        Count(BracketKind.Parenthesis, 1);
        _top.Node.Add(RepairNode.Scalar(first));
        if (frame.Parent is null)
            _root = _top.Node;
        else if (frame.Parent.Node.Count > 0)
            frame.Parent.Node.ReplaceLast(_top.Node);
    }

    private static string? WithoutLineEnd(string? key)
    {
        if (key is null)
            return null;
        var text = key.AsSpan(0, key.Length - 1);
        while (text is [.., '\\', 'n' or 'r'] && (text.Length - 1 - text[..^1].TrimEnd('\\').Length) % 2 == 1)
            text = text[..^2].TrimEnd(' ');
        return text.Length == key.Length - 1 ? key : string.Concat(text, "\"");
    }

    private string? ReadKeyWords()
    {
        var start = _at;
        var end = start;
        for (; !_text.IsEnd(end); end++)
        {
            var c = _text[end];
            if (c is ':' or ',' or '}' or ']' or '{' or '[' or '\n' || c == '=' && end > start)
                break;
            if (QuoteKinds.Of(c) == QuoteKind.None || end > start && char.IsLetter(_text[end - 1]) && char.IsLetter(_text[end + 1]))
                continue;
            _at = end;
            if (RepairText.IsBlank(_text[end - 1]) || _text[_text.Significant(end + 1)] != ':')
                return null;
            Note(JsonRepairKind.Quotes, start);
            _at = end + 1;
            return WordsText(start, end);
        }

        _text.Count(end - start);
        _at = end;
        var to = TrimEnd(start, end);
        if (to == start)
            return null;
        Note(JsonRepairKind.Quotes, start);
        return WordsText(start, to);
    }

    /// <summary>Reads a value without quotes: a number, a literal or text.</summary>
    private RepairNode? ReadWords(RepairPlace place)
    {
        var start = _at;
        var end = EndOfFirstWord(start);
        _text.Count(end - start);
        if (ReadFirstWord(place, start, end) is { } first)
        {
            if (IsQuoteAt(_at) && Separates(_at + 1))
            {
                Note(JsonRepairKind.Quotes);
                _at++;
            }

            return first;
        }

        if (end == start + 1 && _text[start] == '-' && RepairText.IsBlank(_text[end]))
        {
            _at = end;
            return null;
        }

        end = EndOfWords(place, start, out var next);
        _at = next;
        var to = TrimEnd(start, end);
        if (to == start)
            return null;
        var word = source.AsSpan(start, to - start);
        if (NumberOf(word) is { } number)
        {
            Note(JsonRepairKind.Literal, start);
            return RepairNode.Scalar(number);
        }

        if (place == RepairPlace.Top && word.IndexOfAnyExcept(" \t\r{}[](),:;`'\"") < 0)
            return null;
        Note(JsonRepairKind.Quotes, start);
        return WordsNode(start, to);
    }

    private int EndOfFirstWord(int start)
    {
        var end = start;
        while (!_text.IsEnd(end) && !RepairText.IsBlank(_text[end]) && _text[end] is not (',' or '}' or ']' or '{' or '[' or ')' or '(' or ';')
            && QuoteKinds.Of(_text[end]) == QuoteKind.None && _text.CommentEnd(end) < 0)
            end++;
        return end;
    }

    /// <summary>The first word alone is the value when it is a number or literal and no text goes on behind it.</summary>
    private RepairNode? ReadFirstWord(RepairPlace place, int start, int end)
    {
        var word = source.AsSpan(start, end - start);
        var literal = LiteralOf(word) ?? (place is RepairPlace.Item or RepairPlace.Member && _text.IsEnd(end) ? CutLiteralOf(word) : null);
        var isCut = _text.IsEnd(end) || _text[end] is ',' or ']' or '}';
        if (literal is null && !(word is "-" && !isCut))
            literal = NumberOf(word);
        if (literal is null)
            return null;
        var next = _text.Significant(end);
        var c = _text[next];
        var goesOn = !_text.IsEnd(next) && c is not (',' or '}' or ']' or ')' or '{' or '[' or ';' or '-' or '`') && QuoteKinds.Of(c) == QuoteKind.None
            && !RepairText.IsDigit(c) && !_text.HasLineBreak(end, next) && !IsLiteral(next) && !(place == RepairPlace.Member && KeyAhead(next));
        // 105,12 is no 105: what was meant by the comma is told by whoever knows the type.
        if (place == RepairPlace.Member && c == ',' && next == end && RepairText.IsDigit(_text[end + 1]) && RepairText.IsDigit(word[^1]) && !KeyAhead(end + 1))
            goesOn = true;
        if (place is RepairPlace.Top or RepairPlace.Member && RepairText.IsDigit(c) && !_text.HasLineBreak(end, next) || c == '(')
            goesOn = true;
        if (goesOn)
            return null;
        if (!word.SequenceEqual(literal))
            Note(JsonRepairKind.Literal, start);
        _at = end;
        return RepairNode.Scalar(literal);
    }

    /// <summary>Where text without quotes ends, and where reading goes on: behind a quote that closes what none opened.</summary>
    private int EndOfWords(RepairPlace place, int start, out int next)
    {
        var depth = 0;
        var end = start;
        for (; !_text.IsEnd(end); end++)
        {
            var c = _text[end];
            var stops = c switch
            {
                ',' => place != RepairPlace.Member || EndsMember(end),
                '}' => place == RepairPlace.Top ? false : depth-- <= 0,
                ']' => place == RepairPlace.Top ? false : _openArrays > 0 && depth-- <= 0,
                ')' => depth > 0 ? depth-- < 0 : _openParentheses > 0,
                '{' or '[' or '(' => Deepen(ref depth),
                ':' => place == RepairPlace.Item && RepairText.IsBlank(_text[end + 1]) && end > start && _openParentheses == 0,
                '\n' => place != RepairPlace.Member || EndsLine(end),
                '`' => _text.StartsWith(end, "```"),
                '/' or '#' => _text.CommentEnd(end) > 0 && (_text[end + 1] == '*' || RepairText.IsBlank(_text[end - 1])),
                _ => false,
            };
            if (stops)
                break;
            if (QuoteKinds.Of(c) == QuoteKind.None || char.IsLetter(_text[end - 1]) && char.IsLetter(_text[end + 1]))
                continue;
            if (Separates(end + 1) && !RepairText.IsBlank(_text[end - 1]))
            {
                next = end + 1;
                _text.Count(end - start);
                return end;
            }

            if (RepairText.IsBlank(_text[end - 1]) && (place == RepairPlace.Item || place == RepairPlace.Member && KeyAhead(end)))
                break;
        }

        _text.Count(end - start);
        next = end;
        return end;
    }

    private static bool Deepen(ref int depth)
    {
        depth++;
        return false;
    }

    private bool EndsMember(int comma)
    {
        var next = _text.Significant(comma + 1);
        return _text.IsEnd(next) || _text[next] is '}' or ']' or '{' or '[' || KeyAhead(next);
    }

    private bool EndsLine(int lineEnd)
    {
        var next = _text.Significant(lineEnd + 1);
        return _text.IsEnd(next) || _text[next] is '}' or ']' or ',' or '`' || KeyAhead(next);
    }

    private RepairNode WordsNode(int start, int end) => RepairNode.Scalar(WordsText(start, end));

    private string WordsText(int start, int end)
    {
        _content.Clear().Append('"');
        AppendWords(start, end);
        return _content.Append('"').ToString();
    }
}
