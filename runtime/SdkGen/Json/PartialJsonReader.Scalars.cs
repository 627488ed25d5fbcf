using System.Text;
using System.Text.Json;

namespace SdkGen.Json;

/// <summary>Strings, numbers and literals, which may be cut anywhere.</summary>
public sealed partial class PartialJsonReader
{
    /// <summary>Digits past these wait for the number's end: looking at all of them after every chunk would cost their square.</summary>
    private const int LongestShownNumber = 256;

    private static readonly (string Word, JsonValueKind Kind, PartialJsonParts Part)[] s_literals =
    [
        ("null", JsonValueKind.Null, PartialJsonParts.Nulls),
        ("true", JsonValueKind.True, PartialJsonParts.Booleans),
        ("false", JsonValueKind.False, PartialJsonParts.Booleans),
        ("NaN", JsonValueKind.Number, PartialJsonParts.NaN),
        ("Infinity", JsonValueKind.Number, PartialJsonParts.Infinity),
        ("-Infinity", JsonValueKind.Number, PartialJsonParts.NegativeInfinity),
    ];

    /// <summary>Takes a string's content up to its end, an escape or the end of the bytes; returns how many bytes.</summary>
    private int AppendString(ReadOnlySpan<byte> utf8)
    {
        var end = utf8.IndexOfAny((byte)'"', (byte)'\\');
        if (end != 0)
            FlushHighSurrogate();
        if (end < 0)
        {
            _string!.Append(utf8);
            return utf8.Length;
        }

        _string!.Append(utf8[..end]);
        if (utf8[end] == '\\')
            _state = State.Escape;
        else
            EndString();
        return end + 1;
    }

    private void EndString()
    {
        FlushHighSurrogate();
        _string!.Complete();
        if (_isKey)
        {
            _key = _string.Text;
            _state = State.Colon;
            return;
        }

        if (!Shows(PartialJsonParts.Strings))
            Attach(_string);
        AfterValue();
    }

    private bool StepEscape(byte b)
    {
        if (b == 'u')
        {
            (_escape, _escapeDigits) = (0, 0);
            _state = State.Unicode;
            return true;
        }

        var c = b switch
        {
            (byte)'n' => '\n',
            (byte)'t' => '\t',
            (byte)'r' => '\r',
            (byte)'b' => '\b',
            (byte)'f' => '\f',
            (byte)'"' or (byte)'\\' or (byte)'/' => (char)b,
            _ => '\0',
        };
        FlushHighSurrogate();
        _state = c == '\0' ? State.Malformed : State.String;
        if (c != '\0')
            _string!.Append([(byte)c]);
        return true;
    }

    private bool StepUnicode(byte b)
    {
        if (!char.IsAsciiHexDigit((char)b))
        {
            _state = State.Malformed;
            return true;
        }

        _escape = (_escape << 4) | Convert.ToInt32(((char)b).ToString(), 16);
        if (++_escapeDigits < 4)
            return true;
        var unit = (char)_escape;
        if (_highSurrogate != '\0' && char.IsLowSurrogate(unit))
        {
            AppendRune(new Rune(_highSurrogate, unit));
            _highSurrogate = '\0';
            _state = State.String;
            return true;
        }

        FlushHighSurrogate();
        if (char.IsHighSurrogate(unit))
            _highSurrogate = unit;
        else
            AppendRune(Rune.TryCreate(unit, out var rune) ? rune : Rune.ReplacementChar);
        _state = _highSurrogate == '\0' ? State.String : State.LowSurrogate;
        return true;
    }

    /// <summary>Behind a high surrogate only an escape can bring its other half.</summary>
    private bool StepLowSurrogate(byte b)
    {
        _state = State.String;
        if (b != '\\')
            FlushHighSurrogate();
        return false;
    }

    private void FlushHighSurrogate()
    {
        if (_highSurrogate == '\0')
            return;
        _highSurrogate = '\0';
        AppendRune(Rune.ReplacementChar);
    }

    private void AppendRune(Rune rune)
    {
        Span<byte> utf8 = stackalloc byte[4];
        _string!.Append(utf8[..rune.EncodeToUtf8(utf8)]);
    }

    /// <summary>The literal that begins with what has come, where the options know it.</summary>
    private (string Word, JsonValueKind Kind, PartialJsonParts Part)? LiteralOf()
    {
        var start = _scalar.ToString();
        foreach (var literal in s_literals)
        {
            if (literal.Word.StartsWith(start, StringComparison.Ordinal) && (literal.Kind != JsonValueKind.Number || Shows(literal.Part)))
                return literal;
        }

        return null;
    }

    /// <summary>Ends the number or literal that was being read.</summary>
    private void EndScalar()
    {
        var text = _scalar.ToString();
        var isWhole = _state == State.Number ? LongestNumber(text) == text.Length : LiteralOf()?.Word.Length == text.Length;
        if (!isWhole)
        {
            _state = State.Malformed;
            return;
        }

        var value = _pending;
        if (value is null)
            Attach(value = new PartialJsonValue(_state == State.Number ? JsonValueKind.Number : LiteralOf()!.Value.Kind));
        value.SetText(text);
        value.Complete();
        _pending = null;
        AfterValue();
    }

    /// <summary>Shows the number or literal that the end of the bytes cuts off, where the options ask for it.</summary>
    private void ShowPending()
    {
        if (_state == State.Literal && LiteralOf() is { } literal && Shows(literal.Part))
        {
            ShowPending(literal.Kind, literal.Word);
        }
        else if (_state == State.Number && _scalar.Length <= LongestShownNumber && Shows(PartialJsonParts.Numbers))
        {
            var text = _scalar.ToString();
            var length = LongestNumber(text);
            if (length < text.Length && _options.NumberStyle == PartialNumberStyle.AddZero && LongestNumber(text + "0") == text.Length + 1)
                ShowPending(JsonValueKind.Number, text + "0");
            else if (length > 0)
                ShowPending(JsonValueKind.Number, text[..length]);
        }
    }

    private void ShowPending(JsonValueKind kind, string text)
    {
        if (_pending is null)
            Attach(_pending = new PartialJsonValue(kind));
        _pending.SetText(text);
    }

    /// <summary>How many characters from the start are a JSON number; 0 for none.</summary>
    private static int LongestNumber(string text)
    {
        var at = text.StartsWith('-') ? 1 : 0;
        var whole = Digits(text, at);
        if (whole == 0 || whole > 1 && text[at] == '0')
            return 0;
        var end = at += whole;
        if (at < text.Length && text[at] == '.' && Digits(text, at + 1) is var fraction and > 0)
            end = at += 1 + fraction;
        if (at < text.Length && text[at] is 'e' or 'E')
        {
            at++;
            if (at < text.Length && text[at] is '+' or '-')
                at++;
            if (Digits(text, at) is var exponent and > 0)
                end = at + exponent;
        }

        return end;
    }

    private static int Digits(string text, int from)
    {
        var at = from;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        return at - from;
    }
}
