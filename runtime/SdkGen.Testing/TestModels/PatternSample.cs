using System.Text;

namespace SdkGen.Testing;

/// <summary>Makes a text for a regular expression of the usual kind: letters, classes, groups, alternatives, repetitions.</summary>
/// <remarks>Whoever uses it matches the text against the expression: what is not understood here shows there.</remarks>
internal sealed class PatternSample
{
    private readonly string _pattern;
    private readonly int _more;
    private readonly int _index;
    private int _position;

    private PatternSample(string pattern, int more, int index)
    {
        _pattern = pattern;
        _more = more;
        _index = index;
    }

    /// <param name="pattern">The expression.</param>
    /// <param name="more">How often a repetition without an end is repeated beyond its least.</param>
    /// <param name="index">Chooses another character of each class.</param>
    /// <returns>Null where the expression is not understood.</returns>
    public static string? TryMake(string pattern, int more, int index)
    {
        var sample = new PatternSample(pattern, more, index);
        return sample.Alternatives() is { } text && sample._position == pattern.Length ? text : null;
    }

    /// <summary>The first alternative; the others are read and left.</summary>
    private string? Alternatives()
    {
        var first = Sequence();
        while (first is not null && Next('|'))
        {
            if (Sequence() is null)
                return null;
        }

        return first;
    }

    private string? Sequence()
    {
        var text = new StringBuilder();
        while (_position < _pattern.Length && _pattern[_position] is not ('|' or ')'))
        {
            if (Atom() is not { } atom || Times() is not { } times)
                return null;
            for (var i = 0; i < times; i++)
                text.Append(atom);
        }

        return text.ToString();
    }

    private string? Atom()
    {
        var character = _pattern[_position++];
        switch (character)
        {
            case '^' or '$':
                return "";
            case '.':
                return "a";
            case '(':
                return Group();
            case '[':
                return Class();
            case '\\' when _position < _pattern.Length:
                return Escape(_pattern[_position++])?.ToString() ?? "";
            case '\\' or '*' or '+' or '?' or '{':
                return null;
            default:
                return character.ToString();
        }
    }

    private string? Group()
    {
        var isAssertion = false;
        if (Next('?'))
        {
            if (_position < _pattern.Length && _pattern[_position] is '=' or '!')
                isAssertion = true;
            else if (_position < _pattern.Length && _pattern[_position] == '<')
                _position = Math.Max(_pattern.IndexOf('>', _position), _position);
            else if (_position >= _pattern.Length || _pattern[_position] != ':')
                return null;
            _position++;
        }

        var text = Alternatives();
        return text is not null && Next(')') ? isAssertion ? "" : text : null;
    }

    private string? Class()
    {
        var isNegated = Next('^');
        var members = new List<char>();
        for (var first = true; _position < _pattern.Length && (first || _pattern[_position] != ']'); first = false)
        {
            var from = Member();
            if (from is { } low && _position + 1 < _pattern.Length && _pattern[_position] == '-' && _pattern[_position + 1] != ']')
            {
                _position++;
                var high = Member() ?? low;
                for (var c = low; c <= high && members.Count < 512; c++)
                    members.Add(c);
            }
            else if (from is { } single)
            {
                members.Add(single);
            }
        }

        if (!Next(']'))
            return null;
        var possible = isNegated ? "aA1 -_x.Z0~".Where(c => !members.Contains(c)).ToList() : members;
        return possible.Count == 0 ? null : possible[_index % possible.Count].ToString();
    }

    private char? Member()
    {
        var character = _pattern[_position++];
        return character == '\\' && _position < _pattern.Length ? Escape(_pattern[_position++]) : character;
    }

    /// <returns>A character of what is escaped; null where that is a place and no character.</returns>
    private char? Escape(char escaped) => escaped switch
    {
        'd' => (char)('0' + (_index % 10)),
        'w' => (char)('a' + (_index % 26)),
        's' => ' ',
        'D' or 'S' => 'a',
        'W' => '-',
        't' => '\t',
        'n' => '\n',
        'r' => '\r',
        'b' or 'B' or 'z' or 'Z' or 'A' => null,
        'u' when _position + 4 <= _pattern.Length && ushort.TryParse(_pattern.AsSpan(_position, 4), System.Globalization.NumberStyles.HexNumber, null, out var code) => Skip(4, (char)code),
        'x' when _position + 2 <= _pattern.Length && byte.TryParse(_pattern.AsSpan(_position, 2), System.Globalization.NumberStyles.HexNumber, null, out var code) => Skip(2, (char)code),
        _ => escaped,
    };

    private char Skip(int length, char character)
    {
        _position += length;
        return character;
    }

    /// <summary>How often to repeat what was read; null where that is not understood.</summary>
    private int? Times()
    {
        var times = 1;
        if (Next('*'))
            times = _more;
        else if (Next('+'))
            times = 1 + _more;
        else if (Next('?'))
            times = Math.Min(_more, 1);
        else if (_position < _pattern.Length && _pattern[_position] == '{')
        {
            var end = _pattern.IndexOf('}', _position);
            var bounds = end < 0 ? [] : _pattern[(_position + 1)..end].Split(',');
            if (bounds.Length is 0 or > 2 || !int.TryParse(bounds[0], out var least) || least > 10_000)
                return null;
            var most = bounds.Length == 1 ? least : bounds[1].Length == 0 ? int.MaxValue : int.TryParse(bounds[1], out var given) ? given : least;
            times = (int)Math.Min((long)least + _more, most);
            _position = end + 1;
        }

        Next('?');
        return times;
    }

    private bool Next(char character)
    {
        if (_position >= _pattern.Length || _pattern[_position] != character)
            return false;
        _position++;
        return true;
    }
}
