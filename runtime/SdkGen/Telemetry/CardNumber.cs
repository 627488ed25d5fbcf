namespace SdkGen.Telemetry;

/// <summary>Finds numbers of payment cards in text: 13 to 19 digits, in groups by single spaces or hyphens or in one, with the right check digit.</summary>
internal static class CardNumber
{
    private const int Shortest = 13;
    private const int Longest = 19;

    /// <summary>The first number at or after a place. Each place looks at 19 digits at most, so time is linear.</summary>
    public static bool TryFind(string text, int from, out int index, out int length)
    {
        for (index = from; index < text.Length; index++)
        {
            // Within a run of digits no number begins: it would be part of a longer one that is none.
            if (char.IsAsciiDigit(text[index]) && (index == 0 || !char.IsAsciiDigit(text[index - 1])) && TryMeasure(text, index, out length))
                return true;
        }

        length = 0;
        return false;
    }

    /// <summary>The longest number that begins at a place.</summary>
    private static bool TryMeasure(string text, int start, out int length)
    {
        Span<byte> digits = stackalloc byte[Longest];
        var count = 0;
        length = 0;
        for (var at = start; at < text.Length && count < Longest; at++)
        {
            if (char.IsAsciiDigit(text[at]))
            {
                digits[count++] = (byte)(text[at] - '0');
                var isEnd = at + 1 == text.Length || !char.IsAsciiDigit(text[at + 1]);
                if (isEnd && count >= Shortest && IsValid(digits[..count]))
                    length = at + 1 - start;
            }
            else if (text[at] is not (' ' or '-') || !char.IsAsciiDigit(text[at - 1]))
            {
                break;
            }
        }

        return length > 0;
    }

    /// <summary>Luhn: from the right, every second digit doubled, the sum of all digits a multiple of ten. A row of one digit is none.</summary>
    private static bool IsValid(ReadOnlySpan<byte> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            int digit = digits[^(i + 1)];
            if (i % 2 == 1 && (digit *= 2) > 9)
                digit -= 9;
            sum += digit;
        }

        return sum % 10 == 0 && digits.ContainsAnyExcept(digits[0]);
    }
}
