using System.Text;

namespace SdkGen;

/// <summary>Tokens of text without a tokenizer, by the script of each character.</summary>
/// <remarks>
/// Tokenizers are byte-pair encodings with vocabularies of 32,000 to 200,000 pieces, trained mostly on English and code. English has about four characters a token; digits go by ones to threes; scripts
/// that took three bytes a character in older vocabularies still cost up to two tokens a character there, and half a token in newer ones. The weights below are the two ends of that, in twelfths of a token.
/// </remarks>
internal static class TextTokens
{
    private const int Unit = 12;

    /// <summary>A run of letters and digits that is longer is no word but a key, a hash or Base64, which tokenizers cut every one or two characters.</summary>
    private const int LongestWord = 16;

    public static TokenEstimate Of(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return default;
        var weight = default(Weight);
        foreach (var rune in text.EnumerateRunes())
            weight.Add(rune.Value);
        return weight.ToEstimate();
    }

    public static TokenEstimate Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
            return default;
        var weight = default(Weight);
        while (Rune.DecodeFromUtf8(utf8, out var rune, out var length) is var _ && length > 0)
        {
            weight.Add(rune.Value);
            utf8 = utf8[length..];
        }

        return weight.ToEstimate();
    }

    private struct Weight
    {
        private long _least, _most;
        private int _word;

        public void Add(int rune)
        {
            var isWordPart = rune < 128 && char.IsAsciiLetterOrDigit((char)rune);
            _word = isWordPart ? _word + 1 : 0;
            var (least, most) = _word > LongestWord ? (2, 10) : Of(rune);
            _least += least;
            _most += most;
        }

        public readonly TokenEstimate ToEstimate() => new(Math.Max(1, _least / Unit), (_most + Unit - 1) / Unit);

        private static (int Least, int Most) Of(int rune) => rune switch
        {
            ' ' => (0, 2),
            >= '0' and <= '9' => (3, 12),
            < 128 when char.IsAsciiLetter((char)rune) => (2, 4),
            < 128 => (1, 12),
            // Latin with accents, Greek, Cyrillic, Armenian, Hebrew, Arabic.
            < 0x0700 => (2, 9),
            // Kana, Han, Hangul.
            >= 0x2E80 and < 0xA000 or >= 0xAC00 and < 0xD7B0 or >= 0xF900 and < 0xFB00 or >= 0xFF00 and < 0xFFF0 or >= 0x20000 => (5, 18),
            // Scripts of India and South East Asia, symbols.
            < 0x10000 => (2, 24),
            // Emoji and rare scripts.
            _ => (6, 36),
        };
    }
}
