using System.Globalization;
using System.Text.Json;

namespace SdkGen.Json;

/// <summary>Strings in JSON of others. An escape of half a surrogate pair is valid JSON, and reading it as text throws.</summary>
internal static class JsonText
{
    /// <summary>The text of a string; null where the element is none or holds half a surrogate pair.</summary>
    public static string? Of(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Whether every escape in a JSON text has its other half, so that all of its names and strings can be read.</summary>
    public static bool IsReadable(ReadOnlySpan<byte> json)
    {
        for (int at; (at = json.IndexOf((byte)'\\')) >= 0;)
        {
            json = json[at..];
            if (Unit(json) is not { } unit || !char.IsSurrogate(unit))
            {
                json = json[Math.Min(2, json.Length)..];
                continue;
            }

            if (!char.IsHighSurrogate(unit) || Unit(json[6..]) is not { } low || !char.IsLowSurrogate(low))
                return false;
            json = json[12..];
        }

        return true;
    }

    /// <summary>The text without the byte order mark that some servers put before it.</summary>
    public static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> json) => json.Span is [0xEF, 0xBB, 0xBF, ..] ? json[3..] : json;

    /// <summary>The text from its first token on.</summary>
    public static ReadOnlySpan<byte> WithoutSpace(ReadOnlySpan<byte> json)
    {
        while (json is [(byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n', ..])
            json = json[1..];
        return json;
    }

    private static char? Unit(ReadOnlySpan<byte> json) =>
        json is [(byte)'\\', (byte)'u', _, _, _, _, ..] && ushort.TryParse(json.Slice(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit) ? (char)unit : null;
}
