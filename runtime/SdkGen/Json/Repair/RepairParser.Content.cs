using System.Globalization;

namespace SdkGen.Json.Repair;

/// <summary>What a string says, written as JSON.</summary>
internal sealed partial class RepairParser
{
    /// <summary>Appends the content between two places of the text, with its escapes understood.</summary>
    private void AppendContent(int from, int to)
    {
        _text.Count(to - from);
        for (var at = from; at < to; at++)
        {
            if (source[at] == '\\' && at + 1 < to)
                at = AppendEscape(at + 1, to);
            else if (source[at] != '\\' || at + 1 < source.Length)
                AppendCharacter(source[at], at);
        }
    }

    /// <summary>Appends words as they are: a backslash in them is a backslash.</summary>
    private void AppendWords(int from, int to)
    {
        for (var at = from; at < to; at++)
            AppendCharacter(source[at], at);
    }

    /// <summary>Appends what the escape means; returns the place of its last character.</summary>
    private int AppendEscape(int at, int to)
    {
        var c = source[at];
        switch (c)
        {
            case '"' or '\\' or '/' or 'b' or 'f' or 'n' or 'r' or 't':
                _content.Append('\\').Append(c);
                return at;
            case 'u' when HexAt(at + 1, 4, to) is var code and >= 0:
                return AppendCodeUnit(code, at + 4, to);
            case 'u' when at + 5 > source.Length:
                Note(JsonRepairKind.Escapes, at);
                return to;
            case 'x' when HexAt(at + 1, 2, to) is var code and >= 0:
                Note(JsonRepairKind.Escapes, at);
                AppendCharacter((char)code, at);
                return at + 2;
            case '\'' or '`' or '$' or >= '\u0080':
                Note(JsonRepairKind.Escapes, at);
                AppendCharacter(c, at);
                return at;
            default:
                // A pattern or a path whose backslashes were not doubled.
                Note(JsonRepairKind.Escapes, at);
                _content.Append("\\\\");
                AppendCharacter(c, at);
                return at;
        }
    }

    /// <summary>A surrogate without its other half becomes U+FFFD, or no reader could make a string of it.</summary>
    private int AppendCodeUnit(int code, int last, int to)
    {
        if (!char.IsSurrogate((char)code))
        {
            _content.Append(CultureInfo.InvariantCulture, $"\\u{code:x4}");
            return last;
        }

        if (char.IsHighSurrogate((char)code) && _text[last + 1] == '\\' && _text[last + 2] == 'u'
            && HexAt(last + 3, 4, to) is var low and >= 0 && char.IsLowSurrogate((char)low))
        {
            _content.Append(CultureInfo.InvariantCulture, $"\\u{code:x4}\\u{low:x4}");
            return last + 6;
        }

        Note(JsonRepairKind.Escapes, last);
        if (last + 1 < to || to < source.Length)
            _content.Append('\ufffd');
        return last;
    }

    private int HexAt(int at, int count, int to) =>
        at + count <= to && int.TryParse(source.AsSpan(at, count), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) ? code : -1;

    private void AppendCharacter(char c, int at)
    {
        switch (c)
        {
            case '"' or '\\':
                _content.Append('\\').Append(c);
                break;
            case '\n':
                _content.Append("\\n");
                break;
            case '\r':
                _content.Append("\\r");
                break;
            case '\t':
                _content.Append("\\t");
                break;
            case < ' ':
                _content.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
                break;
            default:
                var isHalf = char.IsHighSurrogate(c) && !char.IsLowSurrogate(_text[at + 1]) || char.IsLowSurrogate(c) && (at == 0 || !char.IsHighSurrogate(source[at - 1]));
                _content.Append(isHalf ? '\ufffd' : c);
                return;
        }

        if (c != '\\')
            Note(JsonRepairKind.Escapes, at);
    }
}
