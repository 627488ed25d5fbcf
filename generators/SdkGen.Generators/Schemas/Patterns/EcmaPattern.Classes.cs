using System.Globalization;

namespace SdkGen.Generators.Schemas.Patterns;

internal sealed partial class EcmaPattern
{
    private CodePointSet ReadClass()
    {
        _at++;
        var set = new CodePointSet { IsNegated = TryTake("^") };
        while (!TryTake("]"))
        {
            if (AtEnd)
                throw new PatternException("there is a '[' without its ']'");
            var from = ReadClassItem(set);
            var isRange = !AtEnd && _source[_at] == '-' && _at + 1 < _source.Length && _source[_at + 1] != ']';
            if (!isRange)
            {
                if (from is { } one)
                    set.Add(one);
                continue;
            }

            _at++;
            var to = ReadClassItem(set);
            if (from is not { } first || to is not { } last)
                throw new PatternException("a range of characters begins or ends with a set");
            if (last < first)
                throw new PatternException("a range of characters ends below its start");
            set.Add(first, last);
        }

        return set;
    }

    /// <summary>One code point; null where a whole set was added.</summary>
    private int? ReadClassItem(CodePointSet set)
    {
        if (_source[_at] != '\\')
            return ReadCodePoint();
        if (TryTake("\\b"))
            return '\b';
        var (one, many) = ReadEscape();
        if (many is not null)
            set.Add(many);
        return one;
    }

    private string ReadEscapedAtom(out CodePointSet? set)
    {
        var (one, many) = ReadEscape();
        set = many;
        return many is not null ? CodePointWriter.Write(many) : CodePointWriter.WriteOne(one!.Value);
    }

    /// <summary>What follows a backslash, in a class or outside: one code point or a set.</summary>
    private (int? One, CodePointSet? Many) ReadEscape()
    {
        if (++_at >= _source.Length)
            throw new PatternException("it ends with a backslash");
        var c = _source[_at++];
        switch (c)
        {
            case 'd': return (null, CodePointSet.Digits());
            case 'D': return (null, Negated(CodePointSet.Digits()));
            case 'w': return (null, CodePointSet.Words());
            case 'W': return (null, Negated(CodePointSet.Words()));
            case 's': return (null, CodePointSet.Spaces());
            case 'S': return (null, Negated(CodePointSet.Spaces()));
            case 'p' or 'P': return (null, ReadProperty(c == 'P'));
            case 't': return ('\t', null);
            case 'n': return ('\n', null);
            case 'v': return ('\v', null);
            case 'f': return ('\f', null);
            case 'r': return ('\r', null);
            case '0' when AtEnd || _source[_at] is not (>= '0' and <= '9'): return (0, null);
            case 'c' when !AtEnd && _source[_at] is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z'): return (_source[_at++] % 32, null);
            case 'x': return (ReadHex(2), null);
            case 'u': return (ReadUnicode(), null);
            case (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9'): throw new PatternException($"ECMAScript has no escape '\\{c}'");
            default:
                _at--;
                return (ReadCodePoint(), null);
        }
    }

    private CodePointSet ReadProperty(bool negated)
    {
        var end = _source.IndexOf('}', _at);
        if (!TryTake("{") || end < 0)
            throw new PatternException("'\\p' needs the name of a property in braces");
        var name = _source.Substring(_at, end - _at);
        _at = end + 1;
        var set = new CodePointSet();
        if (name is "Any" or "ASCII")
        {
            set.Add(0, name == "Any" ? CodePointSet.Last : 0x7F);
            return negated ? Negated(set) : set;
        }

        var category = GeneralCategory.Find(name) ?? throw new PatternException($"of the Unicode properties only general categories are supported, not '{name}'");
        set.Add(category, negated);
        return set;
    }

    private int ReadUnicode()
    {
        if (TryTake("{"))
        {
            var end = _source.IndexOf('}', _at);
            if (end < 0 || !int.TryParse(_source.Substring(_at, end - _at), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var wide)
                || wide is < 0 or > CodePointSet.Last)
                throw new PatternException("'\\u{' needs a code point in hexadecimal digits");
            _at = end + 1;
            return wide;
        }

        var code = ReadHex(4);
        if (!char.IsHighSurrogate((char)code) || !TryTake("\\u"))
            return code;
        var start = _at;
        if (!AtEnd && _source[_at] != '{' && ReadHex(4) is var low && char.IsLowSurrogate((char)low))
            return char.ConvertToUtf32((char)code, (char)low);
        _at = start - 2;
        return code;
    }

    private int ReadHex(int length)
    {
        if (_at + length > _source.Length
            || !int.TryParse(_source.Substring(_at, length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            throw new PatternException($"expected {length} hexadecimal digits");
        _at += length;
        return code;
    }

    private static CodePointSet Negated(CodePointSet set)
    {
        set.IsNegated = !set.IsNegated;
        return set;
    }
}
