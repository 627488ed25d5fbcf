using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace SdkGen.Generators.Specs.Json;

internal sealed partial class JsonText
{
    private JsonNumber ReadNumber()
    {
        var start = _at;
        TryTake('-');
        if (!TryTake('0') && !TakeDigits())
            throw Wrong("expected a digit");
        if (TryTake('.') && !TakeDigits())
            throw Wrong("expected a digit after the decimal point");
        if (TryTake('e') || TryTake('E'))
        {
            if (!TryTake('+'))
                TryTake('-');
            if (!TakeDigits())
                throw Wrong("expected a digit in the exponent");
        }

        return new JsonNumber(TextSpan.FromBounds(start, _at), _text.Substring(start, _at - start));
    }

    private bool TakeDigits()
    {
        var start = _at;
        while (_at < _text.Length && _text[_at] is >= '0' and <= '9')
            _at++;
        return _at > start;
    }

    private string ReadString()
    {
        var start = ++_at;
        while (_at < _text.Length && _text[_at] is not ('"' or '\\') && _text[_at] >= ' ' && !char.IsSurrogate(_text[_at]))
            _at++;
        if (TryTake('"'))
            return _text.Substring(start, _at - 1 - start);

        var value = new StringBuilder(_text, start, _at - start, 64);
        while (true)
        {
            if (_at >= _text.Length)
                throw Wrong("expected '\"' at the end of the string");
            var c = _text[_at];
            if (c < ' ')
                throw Wrong("a control character in a string must be escaped");
            _at++;
            if (c == '"')
                return value.ToString();
            AppendScalar(value, c == '\\' ? ReadEscape() : c);
        }
    }

    /// <summary>Appends a character, with its second half where it is one of a pair: a lone half has no UTF-8 form.</summary>
    private void AppendScalar(StringBuilder value, char c)
    {
        value.Append(c);
        if (!char.IsSurrogate(c))
            return;
        var next = char.IsHighSurrogate(c) && _at < _text.Length ? _text[_at] : '\0';
        if (next == '\\')
        {
            _at++;
            next = ReadEscape();
        }
        else if (char.IsLowSurrogate(next))
        {
            _at++;
        }

        if (!char.IsLowSurrogate(next))
            throw Wrong("a string holds half of a surrogate pair");
        value.Append(next);
    }

    /// <summary>Reads what follows a backslash.</summary>
    private char ReadEscape()
    {
        if (_at >= _text.Length)
            throw Wrong("expected an escape");
        var c = _text[_at];
        switch (c)
        {
            case '"' or '\\' or '/': break;
            case 'b': c = '\b'; break;
            case 'f': c = '\f'; break;
            case 'n': c = '\n'; break;
            case 'r': c = '\r'; break;
            case 't': c = '\t'; break;
            case 'u': return ReadHex();
            default: throw Wrong("expected one of the escapes \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX");
        }

        _at++;
        return c;
    }

    private char ReadHex()
    {
        _at++;
        if (_at + 4 > _text.Length
            || !ushort.TryParse(_text.Substring(_at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            throw Wrong("expected four hexadecimal digits");
        _at += 4;
        return (char)code;
    }
}
