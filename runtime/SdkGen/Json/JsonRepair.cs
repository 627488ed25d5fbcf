using System.Text;
using System.Text.Json;
using SdkGen.Json.Repair;

namespace SdkGen.Json;

/// <summary>Makes JSON of text that a model meant as JSON: fenced, surrounded by prose, cut off, quoted wrongly, with commas, colons or brackets missing.</summary>
/// <remarks>
/// Text that is JSON already comes back as it is, byte for byte. The time is linear in the length of the text and the nesting depth is not bounded by the
/// stack. What was meant is guessed from the text alone, so a caller checks the result against its contract before it acts on it.
/// </remarks>
public static class JsonRepair
{
    /// <summary>Repairs UTF-8 text.</summary>
    /// <param name="utf8">What came. Bytes that are no UTF-8 count as U+FFFD.</param>
    /// <param name="result">The JSON and what was done to get it; null when the method returns false.</param>
    /// <returns>False when the text holds nothing that could be meant as JSON.</returns>
    public static bool TryRepair(ReadOnlySpan<byte> utf8, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out JsonRepairResult? result)
    {
        if (IsJson(utf8))
        {
            result = new JsonRepairResult(utf8.ToArray(), []);
            return true;
        }

        return Repair(Encoding.UTF8.GetString(utf8), out result);
    }

    /// <summary>Repairs text.</summary>
    /// <param name="text">What came. Surrogates without their other half count as U+FFFD.</param>
    /// <param name="result">The JSON and what was done to get it; null when the method returns false.</param>
    /// <returns>False when the text holds nothing that could be meant as JSON.</returns>
    public static bool TryRepair(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out JsonRepairResult? result)
    {
        ArgumentNullException.ThrowIfNull(text);
        var utf8 = Encoding.UTF8.GetBytes(text);
        if (IsJson(utf8))
        {
            result = new JsonRepairResult(utf8, []);
            return true;
        }

        return Repair(text, out result);
    }

    /// <summary>Whether the bytes are one JSON value of any depth, by the grammar of RFC 8259.</summary>
    internal static bool IsJson(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
            return false;
        try
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = int.MaxValue });
            while (reader.Read())
            {
            }

            return System.Text.Unicode.Utf8.IsValid(utf8);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool Repair(string text, out JsonRepairResult? result)
    {
        var parser = new RepairParser(text);
        if (parser.ParseDocument() is not { } root)
        {
            result = null;
            return false;
        }

        result = new JsonRepairResult(root.ToUtf8(), parser.Steps);
        return true;
    }
}
