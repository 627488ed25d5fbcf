using System.Text;

namespace SdkGen.Json.Repair;

/// <summary>The whole text: prose, code fences, calls around the value, several values.</summary>
internal sealed partial class RepairParser
{
    private const int EscapeLimit = 4;

    /// <summary>Reads the text; null where it holds no value.</summary>
    public RepairNode? ParseDocument() => ParseDocument(0);

    private RepairNode? ParseDocument(int unescaped)
    {
        SkipTrivia();
        if (unescaped < EscapeLimit && IsEscapedOnce(_at))
            return ParseUnescaped(unescaped);
        if (_text[_at] is '[' or '{' && _text.SkipBlank(_at + 1) is var inner && _text.StartsWith(inner, "```"))
        {
            Note(JsonRepairKind.Unwrapped);
            _at = inner;
        }

        if (_text.IsEnd(_at))
            return null;
        if (StartsValue(_at))
            return ParseFrom(_at);
        var fence = _text.Fence(_at);
        var bracket = FindBracket(_at);
        if (fence >= 0 && (bracket < 0 || fence < bracket) && ParseFences(fence) is { } fenced)
            return fenced;
        if (bracket < 0)
            return ParseFrom(_at);
        Note(JsonRepairKind.Unwrapped);
        return ParseFrom(bracket);
    }

    /// <summary>The first character decides that no prose comes before the value.</summary>
    private bool StartsValue(int at) =>
        _text[at] is '{' or '[' || QuoteKinds.Of(_text[at]) != QuoteKind.None && !_text.StartsWith(at, "```")
        || _text[at] == '(' && IsTuple(at) || CallStart(at) >= 0;

    private RepairNode? ParseFrom(int at)
    {
        var values = new List<RepairNode>();
        _at = at;
        if (QuoteKinds.Of(_text[_at]) != QuoteKind.None && KeyAhead(_at))
        {
            Note(JsonRepairKind.Brackets);
            var members = RepairNode.Object();
            ParseMembers(members);
            values.Add(members);
        }
        else if (ParseValue(RepairPlace.Top) is { } first)
        {
            values.Add(first);
        }

        if (values.Count == 0)
            return null;
        while (ParseNext(values))
        {
        }

        return Join(values);
    }

    /// <summary>Looks past the end of a value for more of it or for another one.</summary>
    private bool ParseNext(List<RepairNode> values)
    {
        var end = _at;
        var last = values[^1];
        var comma = SkipAfterValue();
        if (_text.IsEnd(_at))
            return false;
        if (comma && last.IsObject && QuoteKinds.Of(_text[_at]) != QuoteKind.None && MemberAhead(_at))
        {
            Note(JsonRepairKind.Joined);
            ParseMembers(last);
            return true;
        }

        var start = _at;
        var newLine = _text.HasLineBreak(end, _at);
        if (last.IsContainer)
        {
            start = FindBracket(_at);
            if (start != _at)
                Note(JsonRepairKind.WordsRemoved);
            if (start < 0)
                return false;
            newLine |= start != _at;
        }
        else if (!comma && !newLine)
        {
            Note(JsonRepairKind.WordsRemoved);
            return false;
        }

        _at = start;
        if (ParseValue(RepairPlace.Top) is not { } value)
            return false;
        if (newLine || !last.IsContainer)
            values.Add(value);
        else
            AddAdjacent(values, value, comma);
        return true;
    }

    /// <summary>On one line an empty value says nothing, and a value of the same shape right behind another is its newer version.</summary>
    private static void AddAdjacent(List<RepairNode> values, RepairNode value, bool comma)
    {
        if (value.IsEmpty)
            return;
        if (values[^1].IsEmpty || !comma && values[^1].HasShapeOf(value))
            values[^1] = value;
        else
            values.Add(value);
    }

    /// <summary>Steps over commas, brackets too many, the end of a call and of a fence. True when a comma was there.</summary>
    private bool SkipAfterValue()
    {
        var comma = false;
        while (true)
        {
            SkipTrivia();
            switch (_text[_at])
            {
                case ',':
                    comma = true;
                    Note(JsonRepairKind.Separators);
                    _at++;
                    break;
                case '}' or ']' or ')':
                    Note(JsonRepairKind.Brackets);
                    _at++;
                    break;
                case ';':
                    Note(JsonRepairKind.Unwrapped);
                    _at++;
                    break;
                case '`' when _text.StartsWith(_at, "```"):
                    Note(JsonRepairKind.Unwrapped);
                    while (_text[_at] == '`')
                        _at++;
                    break;
                default:
                    return comma;
            }
        }
    }

    /// <summary>Takes the value of every code block that holds one.</summary>
    private RepairNode? ParseFences(int fence)
    {
        var values = new List<RepairNode>();
        while (fence >= 0)
        {
            _at = _text.SkipBlank(AfterFence(fence));
            if (!_text.IsEnd(_at) && (_text[_at] is '{' or '[' || QuoteKinds.Of(_text[_at]) is QuoteKind.Double or QuoteKind.Single))
            {
                Note(JsonRepairKind.Unwrapped, fence);
                if (ParseValue(RepairPlace.Top) is { } value)
                    values.Add(value);
            }

            var closing = _text.Fence(_at);
            fence = closing < 0 ? -1 : _text.Fence(AfterTicks(closing));
        }

        if (values.Count > 0)
            return Join(values);
        _at = 0;
        return null;
    }

    private RepairNode Join(List<RepairNode> values)
    {
        if (values.Count == 1)
            return values[0];
        Note(JsonRepairKind.Joined, 0);
        var all = RepairNode.Array();
        foreach (var value in values)
            all.Add(value);
        return all;
    }

    private int AfterTicks(int fence)
    {
        while (_text[fence] == '`')
            fence++;
        return fence;
    }

    /// <summary>Behind the marks of a fence and the language that they name.</summary>
    private int AfterFence(int fence)
    {
        var at = AfterTicks(fence);
        while (RepairText.IsWord(_text[at]))
            at++;
        return at;
    }

    private int FindBracket(int from)
    {
        for (var at = source.AsSpan(from).IndexOfAny('{', '[') + from; at >= from; at = source.AsSpan(from).IndexOfAny('{', '[') + from)
        {
            if (LooksLikeJson(at))
                return at;
            from = at + 1;
        }

        return -1;
    }

    /// <summary>What follows a bracket in running text could be the inside of an object or array.</summary>
    private bool LooksLikeJson(int at)
    {
        var next = _text.Significant(at + 1);
        var c = _text[next];
        switch (_text[at])
        {
            case '{':
                return _text.IsEnd(next) || c is '}' or '{' or '.' or ',' or '\\' || QuoteKinds.Of(c) != QuoteKind.None || KeyAhead(next);
            case '[':
                return _text.IsEnd(next) || c is ']' or '{' or '[' or '-' or ',' or '\\' || QuoteKinds.Of(c) != QuoteKind.None
                    || RepairText.IsDigit(c) && !IsCitation(next) || IsLiteral(next);
            default:
                return false;
        }
    }

    /// <summary><c>[12]</c> with running text behind it.</summary>
    private bool IsCitation(int at)
    {
        while (RepairText.IsDigit(_text[at]))
            at++;
        return _text[at] == ']' && !_text.IsEnd(_text.SkipBlank(at + 1));
    }

    private bool IsLiteral(int at)
    {
        var end = at;
        while (char.IsAsciiLetter(_text[end]) && end - at < 10)
            end++;
        return LiteralOf(source.AsSpan(at, Math.Min(end, source.Length) - at)) is not null;
    }

    /// <summary>The first double quote is escaped although no string is open: the text is the inside of a JSON string.</summary>
    private bool IsEscapedOnce(int at)
    {
        if (_text[at] is not ('{' or '[' or '\\'))
            return false;
        var quote = source.IndexOf('"', at);
        return quote > at && source[quote - 1] == '\\' && (quote - 2 < at || source[quote - 2] != '\\')
            && source.AsSpan(at, quote - at).IndexOfAny('\'', '\u201c', '\u2018') < 0;
    }

    private RepairNode? ParseUnescaped(int unescaped)
    {
        var text = new StringBuilder(source.Length - _at);
        for (var i = _at; i < source.Length; i++)
        {
            if (source[i] != '\\')
            {
                text.Append(source[i]);
                continue;
            }

            i++;
            _ = i >= source.Length ? text : source[i] switch
            {
                '"' or '\\' or '/' => text.Append(source[i]),
                'n' => text.Append('\n'),
                'r' => text.Append('\r'),
                't' => text.Append('\t'),
                var other => text.Append('\\').Append(other),
            };
        }

        Note(JsonRepairKind.Unescaped);
        var inner = new RepairParser(text.ToString());
        var root = inner.ParseDocument(unescaped + 1);
        _steps.AddRange(inner._steps.GetRange(0, Math.Min(inner._steps.Count, StepLimit - _steps.Count)));
        return root;
    }
}
