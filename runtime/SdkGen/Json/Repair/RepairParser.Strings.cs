using System.Text;

namespace SdkGen.Json.Repair;

/// <summary>Strings with quotes: where they end and what they say.</summary>
internal sealed partial class RepairParser
{
    private const int MostQuotes = 8;

    private readonly StringBuilder _content = new();

    /// <summary>Reads the string at the current quote and those that a plus sign joins to it, as JSON text.</summary>
    private string? ReadString(RepairPlace place)
    {
        _content.Clear().Append('"');
        var isEmptyEnd = true;
        do
        {
            if (_text[_at] == '\\')
            {
                Note(JsonRepairKind.Quotes);
                _at++;
            }

            var isEscaped = _at > 0 && _text[_at - 1] == '\\';
            var extent = FindExtent(place, isEscaped);
            isEmptyEnd &= extent.IsCutOff && extent.From == extent.To && _text.IsEnd(extent.Next);
            AppendContent(extent.From, extent.To);
            _at = extent.Next;
            if (extent.IsCutOff)
                break;
        }
        while (SkipPlus());

        // A lone quote at the end of an array is the start of an item of which nothing came.
        return isEmptyEnd && place == RepairPlace.Item ? null : _content.Append('"').ToString();
    }

    /// <summary>Steps over a plus sign between two strings.</summary>
    private bool SkipPlus()
    {
        var plus = _text.Significant(_at);
        if (_text[plus] != '+')
            return false;
        var next = _text.Significant(plus + 1);
        if (QuoteKinds.Of(_text[next]) == QuoteKind.None)
        {
            if (_text.IsEnd(next) || _text[next] is ']' or '}' or ',')
                _at = plus + 1;
            return false;
        }

        Note(JsonRepairKind.Joined, plus);
        _at = next;
        return true;
    }

    private Extent FindExtent(RepairPlace place, bool isEscaped)
    {
        var quote = _text[_at];
        var kind = QuoteKinds.Of(quote);
        if (kind != QuoteKind.Double)
            Note(JsonRepairKind.Quotes);
        var opening = QuotesAt(_at, kind);
        if (!(opening > 3 && place == RepairPlace.Key) && TripleQuoted(quote) is { } triple)
            return triple;
        if (!isEscaped && Embedded(kind) is { } embedded)
            return embedded;
        var isDoubled = IsDoubledOpening(opening, kind, place);
        if (isDoubled)
        {
            Note(JsonRepairKind.Quotes);
            _at += opening - 1;
        }

        var scan = new StringScan(_at + 1, kind, place, isDoubled);
        for (var at = scan.Start; at < source.Length; at++)
        {
            var c = source[at];
            if (c == '\\')
            {
                if (!(isEscaped && kind.Ends(_text[at + 1])))
                {
                    scan.LastSignificant = ++at;
                    continue;
                }

                c = source[++at];
            }

            if (kind.Ends(c))
            {
                switch (Judge(ref scan, at))
                {
                    case QuoteRole.Closes:
                        var to = isEscaped && source[at - 1] == '\\' ? at - 1 : at;
                        return new Extent(scan.Start, to, AfterClosing(scan, at), false);
                    case QuoteRole.OpensNext:
                        Note(JsonRepairKind.Quotes, scan.CutAt);
                        return new Extent(scan.Start, TrimComment(scan.Start, TrimEnd(scan.Start, scan.CutAt)), scan.CutAt, false);
                    case QuoteRole.Toggles:
                        scan.IsInner = !scan.IsInner;
                        break;
                }
            }

            scan.See(source, at);
        }

        return CutOff(scan);
    }

    /// <summary>More closing quotes go with a doubled opening one, or stand alone in front of a separator.</summary>
    private int AfterClosing(in StringScan scan, int at)
    {
        var end = at + QuotesAt(at, scan.Kind);
        if (end == at + 1)
            return end;
        var next = _text.Significant(end);
        var isEmpty = at == scan.Start && end == at + 3;
        if (!(scan.IsDoubled || ((isEmpty || end == at + 2) && (_text.IsEnd(next) || _text[next] is '}' or ']' || (isEmpty && _text[next] == ',')))))
            return at + 1;
        Note(JsonRepairKind.Quotes);
        return scan.Place == RepairPlace.Key || isEmpty ? end : at + 2;
    }

    /// <summary>How many quotes stand side by side, as far as somebody may have meant it.</summary>
    private int QuotesAt(int at, QuoteKind kind)
    {
        var end = at + 1;
        while (end - at < MostQuotes && kind.Ends(_text[end]))
            end++;
        return end - at;
    }

    /// <summary><c>""text""</c>: two quotes open it, or more where it is a key. An empty string has a separator or nothing behind it.</summary>
    private bool IsDoubledOpening(int quotes, QuoteKind kind, RepairPlace place)
    {
        if (quotes < 2 || (quotes > 2 && place != RepairPlace.Key) || place == RepairPlace.Top)
            return false;
        var next = _text.Significant(_at + quotes);
        return RepairText.IsWord(_text[next]) && _text.NextQuote(kind, next) >= 0 && !(place != RepairPlace.Key && KeyAhead(next));
    }

    private Extent? TripleQuoted(char quote)
    {
        if (quote is not ('"' or '\'') || _text[_at + 1] != quote || _text[_at + 2] != quote || _text.Triple(quote, _at + 3) is not (var end and >= 0))
            return null;
        Note(JsonRepairKind.Quotes);
        return new Extent(_at + 3, end, end + 3, false);
    }

    /// <summary>JSON inside a string whose quotes were not escaped: <c>"{"a": 1}"</c>. It ends where its brackets are closed and the outer quote follows.</summary>
    private Extent? Embedded(QuoteKind kind)
    {
        if (_text[_at + 1] is not ('{' or '[') || !kind.Ends(_text[_text.SkipBlank(_at + 2)]) || _searches >= SearchLimit)
            return null;
        var depth = 0;
        var at = _at + 1;
        for (; at < source.Length; at++)
        {
            depth += source[at] is '{' or '[' ? 1 : source[at] is '}' or ']' ? -1 : 0;
            if (depth == 0)
                break;
        }

        _text.Count(at - _at);
        if (!kind.Ends(_text[at + 1]) || _text.Significant(at + 2) is var next && !_text.IsEnd(next) && _text[next] is not (',' or '}' or ']'))
        {
            _searches++;
            return null;
        }

        Note(JsonRepairKind.Escapes);
        return new Extent(_at + 1, at + 1, at + 2, false);
    }

    /// <summary>No quote closes the string: it ends with its line, item or member where that can be told, else with the text.</summary>
    private Extent CutOff(StringScan scan)
    {
        Note(JsonRepairKind.Completed, source.Length);
        var end = _searches++ < SearchLimit ? EndOfCutOff(scan) : EndOfSegment(scan.Start);
        var to = TrimEnd(scan.Start, end);
        if (to > scan.Start && source[to - 1] == '+')
            to = TrimEnd(scan.Start, to - 1);
        to = WithoutCutEscape(scan.Start, to);
        if (scan.Place == RepairPlace.Key)
            to = TrimEnd(scan.Start, to);
        return new Extent(scan.Start, to, end, _text.IsEnd(_text.SkipBlank(end)));
    }

    private int EndOfCutOff(StringScan scan)
    {
        switch (scan.Place)
        {
            case RepairPlace.Key:
                return IndexOfAny(scan.Start, ":,}\n");
            case RepairPlace.Item:
                return EndOfTrailingClosers(scan.Start) is var closers && closers < source.Length ? EndOfSegment(scan.Start) : closers;
            case RepairPlace.Member:
                for (var at = scan.Start; at < source.Length; at++)
                {
                    if (source[at] is ',' or '\n' && KeyAhead(_text.SkipBlank(at + 1)))
                        return at;
                }

                return EndOfTrailingClosers(scan.Start);
            default:
                return source.Length;
        }
    }

    private int EndOfSegment(int from) => IndexOfAny(from, _openParentheses > 0 ? ",]})\n" : ",]}\n");

    private int IndexOfAny(int from, string separators)
    {
        var at = source.AsSpan(from).IndexOfAny(separators);
        return at < 0 ? source.Length : from + at;
    }

    /// <summary>Where the brackets start that end the text; no more of them than are open.</summary>
    private int EndOfTrailingClosers(int start)
    {
        var end = TrimEnd(start, source.Length);
        while (end > start && source[end - 1] == '`')
            end--;
        var closers = end;
        for (var open = _openArrays + _openObjects + _openParentheses; open > 0; open--)
        {
            var at = TrimEnd(start, closers);
            if (at == start || source[at - 1] is not ('}' or ']') && !(source[at - 1] == ')' && _openParentheses > 0))
                break;
            closers = at - 1;
        }

        return closers < end || end < TrimEnd(start, source.Length) ? closers : source.Length;
    }

    private int TrimEnd(int start, int end)
    {
        while (end > start && RepairText.IsBlank(source[end - 1]))
            end--;
        return end;
    }

    private int TrimComment(int start, int end)
    {
        if (end - start < 4 || source[end - 1] != '/' || source[end - 2] != '*')
            return end;
        var comment = source.AsSpan(start, end - start).LastIndexOf("/*");
        _text.Count(end - start);
        return comment < 0 ? end : TrimEnd(start, start + comment);
    }

    /// <summary>In front of an escape that the end of the text cut off.</summary>
    private int WithoutCutEscape(int start, int end)
    {
        var digits = end;
        while (digits > start && end - digits < 4 && char.IsAsciiHexDigit(source[digits - 1]))
            digits--;
        for (var at = end; at >= digits; at--)
        {
            if (end - at < 4 && at - 1 > start && source[at - 1] == 'u' && TrailingBackslashes(start, at - 1) % 2 == 1)
                return at - 2;
        }

        return TrailingBackslashes(start, end) % 2 == 1 ? end - 1 : end;
    }

    private int TrailingBackslashes(int start, int end)
    {
        var at = end;
        while (at > start && source[at - 1] == '\\')
            at--;
        return end - at;
    }

    /// <summary>Where a string's content is and where reading goes on.</summary>
    private readonly record struct Extent(int From, int To, int Next, bool IsCutOff);
}
