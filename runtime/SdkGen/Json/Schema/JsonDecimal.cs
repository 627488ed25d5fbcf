namespace SdkGen.Json.Schema;

/// <summary>A JSON number taken apart, exact at any size: digits without leading and trailing zeros, times a power of ten.</summary>
internal readonly ref struct JsonDecimal
{
    // Past any exponent that text can need; sums of two stay far inside a long.
    private const long HugeExponent = 1L << 60;

    private readonly ReadOnlySpan<byte> _integer;
    private readonly ReadOnlySpan<byte> _fraction;
    private readonly int _first;

    public JsonDecimal(ReadOnlySpan<byte> text)
    {
        IsNegative = text[0] == '-';
        if (IsNegative)
            text = text[1..];
        var exponent = 0L;
        var mark = text.IndexOfAny((byte)'e', (byte)'E');
        if (mark >= 0)
        {
            exponent = ParseExponent(text[(mark + 1)..]);
            text = text[..mark];
        }

        var point = text.IndexOf((byte)'.');
        _integer = point < 0 ? text : text[..point];
        _fraction = point < 0 ? [] : text[(point + 1)..];

        var end = _integer.Length + _fraction.Length;
        while (end > 0 && Digit(end - 1 - _first) == 0)
            end--;
        while (_first < end && Digit(0) == 0)
            _first++;
        Length = end - _first;
        Exponent = exponent + _integer.Length - end;
    }

    public bool IsNegative { get; }

    /// <summary>How many digits there are from the first to the last that is not zero; none for zero.</summary>
    public int Length { get; }

    /// <summary>The power of ten that the digits, read as an integer, are multiplied by.</summary>
    public long Exponent { get; }

    public bool IsZero => Length == 0;

    public int Digit(int index)
    {
        index += _first;
        return (index < _integer.Length ? _integer[index] : _fraction[index - _integer.Length]) - '0';
    }

    public static int Compare(JsonDecimal a, JsonDecimal b)
    {
        if (a.IsZero || b.IsZero)
            return a.Sign - b.Sign;
        if (a.IsNegative != b.IsNegative)
            return a.Sign;
        return a.IsNegative ? -CompareMagnitude(a, b) : CompareMagnitude(a, b);
    }

    private int Sign => IsZero ? 0 : IsNegative ? -1 : 1;

    private static int CompareMagnitude(JsonDecimal a, JsonDecimal b)
    {
        var size = (a.Length + a.Exponent).CompareTo(b.Length + b.Exponent);
        for (var i = 0; size == 0 && i < Math.Max(a.Length, b.Length); i++)
            size = (i < a.Length ? a.Digit(i) : 0).CompareTo(i < b.Length ? b.Digit(i) : 0);
        return size;
    }

    private static long ParseExponent(ReadOnlySpan<byte> text)
    {
        var negative = text[0] == '-';
        if (text[0] is (byte)'-' or (byte)'+')
            text = text[1..];
        var value = 0L;
        foreach (var c in text)
            value = Math.Min((value * 10) + c - '0', HugeExponent / 16);
        return negative ? -value : value;
    }
}
