using System.ComponentModel;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SdkGen.Json.Schema;

/// <summary>Strings and names of JSON as JSON Schema sees them: by code point, escapes resolved. Used by generated validators.</summary>
/// <remarks>
/// A string may hold half of a surrogate pair (<c>"\ud800"</c>), which has no UTF-8 form and which System.Text.Json refuses to read. It counts as one
/// character here and is kept as the three bytes that it would have, so that it equals itself and nothing else.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class JsonSchemaText
{
    /// <summary>The string or name at the reader, escapes resolved.</summary>
    public static ReadOnlySpan<byte> Of(ref Utf8JsonReader reader) => reader.ValueIsEscaped ? Unescape(reader.ValueSpan) : reader.ValueSpan;

    /// <summary>Says whether the value at the reader is this string.</summary>
    public static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> text) => reader.TokenType == JsonTokenType.String && Of(ref reader).SequenceEqual(text);

    /// <summary>How many code points the string at the reader has.</summary>
    public static int Length(ref Utf8JsonReader reader)
    {
        var text = Of(ref reader);
        if (Ascii.IsValid(text))
            return text.Length;
        var count = 0;
        foreach (var b in text)
        {
            // Every byte begins a code point but those that continue one.
            if ((b & 0xC0) != 0x80)
                count++;
        }

        return count;
    }

    /// <summary>Writes the text as UTF-16, halves of pairs too, and says how long it is. The target holds a character for each byte.</summary>
    internal static int Decode(ReadOnlySpan<byte> text, Span<char> target)
    {
        var at = 0;
        while (!text.IsEmpty)
        {
            // U+D800 to U+DFFF begin with ED A0 to ED BF; no other code point begins so.
            var half = IndexOfHalf(text);
            var whole = half < 0 ? text : text[..half];
            at += Encoding.UTF8.GetChars(whole, target[at..]);
            if (half < 0)
                break;
            target[at++] = (char)(0xD000 | ((text[half + 1] & 0x3F) << 6) | (text[half + 2] & 0x3F));
            text = text[(half + 3)..];
        }

        return at;
    }

    private static int IndexOfHalf(ReadOnlySpan<byte> text)
    {
        for (var from = 0; from < text.Length;)
        {
            var found = text[from..].IndexOf((byte)0xED);
            if (found < 0)
                return -1;
            from += found;
            if (text[from + 1] >= 0xA0)
                return from;
            from++;
        }

        return -1;
    }

    private static byte[] Unescape(ReadOnlySpan<byte> escaped)
    {
        var target = new byte[escaped.Length];
        var length = 0;
        while (!escaped.IsEmpty)
        {
            var plain = escaped.IndexOf((byte)'\\');
            if (plain < 0)
                plain = escaped.Length;
            escaped[..plain].CopyTo(target.AsSpan(length));
            length += plain;
            escaped = escaped[plain..];
            if (escaped.IsEmpty)
                break;
            if (escaped[1] == 'u')
            {
                var code = Hex(escaped[2..]);
                escaped = escaped[6..];
                if (char.IsHighSurrogate((char)code) && escaped.StartsWith("\\u"u8) && char.IsLowSurrogate((char)Hex(escaped[2..])))
                {
                    code = char.ConvertToUtf32((char)code, (char)Hex(escaped[2..]));
                    escaped = escaped[6..];
                }

                length += Write(code, target.AsSpan(length));
            }
            else
            {
                target[length++] = escaped[1] switch { (byte)'b' => 8, (byte)'f' => 12, (byte)'n' => 10, (byte)'r' => 13, (byte)'t' => 9, var c => c };
                escaped = escaped[2..];
            }
        }

        return target.AsSpan(0, length).ToArray();
    }

    private static int Hex(ReadOnlySpan<byte> digits) => int.Parse(digits[..4], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static int Write(int code, Span<byte> target)
    {
        switch (code)
        {
            case < 0x80:
                target[0] = (byte)code;
                return 1;
            case < 0x800:
                target[0] = (byte)(0xC0 | (code >> 6));
                target[1] = (byte)(0x80 | (code & 0x3F));
                return 2;
            case < 0x10000:
                target[0] = (byte)(0xE0 | (code >> 12));
                target[1] = (byte)(0x80 | ((code >> 6) & 0x3F));
                target[2] = (byte)(0x80 | (code & 0x3F));
                return 3;
            default:
                target[0] = (byte)(0xF0 | (code >> 18));
                target[1] = (byte)(0x80 | ((code >> 12) & 0x3F));
                target[2] = (byte)(0x80 | ((code >> 6) & 0x3F));
                target[3] = (byte)(0x80 | (code & 0x3F));
                return 4;
        }
    }
}
