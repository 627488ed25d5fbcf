using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using SdkGen.Json;

namespace SdkGen;

/// <summary>Makes the arguments of a call fit its tool, where it is plain what the model meant.</summary>
/// <remarks>
/// Each reading of the text is tried against the tool's contract, the one with the fewest changes first: the text repaired, taken out of a JSON string, taken out
/// of an object around it; values are coerced last and only where allowed. What no reading makes fit is left to the model to correct.
/// </remarks>
public static class ArgumentRepairer
{
    private const int DepthLimit = 4;
    private const int LongestShown = 200;

    private static readonly string[] s_wrappers =
        ["arguments", "args", "input", "parameters", "params", "tool_input", "function_args", "function", "kwargs", "properties", "json", "data", "payload", "value"];

    private static readonly string[] s_labels = ["name", "tool", "tool_name", "function", "function_name", "action", "recipient_name", "id", "type", "call_id"];

    /// <summary>Tries to make arguments fit.</summary>
    /// <param name="argumentsUtf8">What the model wrote and the tool refused.</param>
    /// <param name="schema">The tool's JSON Schema, which says what may be coerced.</param>
    /// <param name="check">The tool's own judgement. Only what it accepts is returned.</param>
    /// <param name="coercions">The values that may be coerced.</param>
    /// <param name="repair">The arguments that fit and what was done; null when the method returns false.</param>
    /// <param name="problems">When the method returns false: what is wrong with the reading that has the fewest changes and is an object.</param>
    /// <returns>False when no reading fits.</returns>
    public static bool TryRepair(
        ReadOnlyMemory<byte> argumentsUtf8, JsonElement schema, ArgumentCheck check, ArgumentCoercions coercions,
        [NotNullWhen(true)] out ArgumentRepair? repair, out JsonProblems problems)
    {
        ArgumentNullException.ThrowIfNull(check);
        problems = default;
        repair = null;
        IReadOnlyList<JsonRepairStep> textSteps = [];
        var readings = Readings(argumentsUtf8, ref textSteps);
        var hasProblems = false;
        foreach (var (utf8, steps) in readings)
        {
            var found = check(utf8.Span);
            if (found.Count == 0 && steps.Count > 0)
            {
                repair = new ArgumentRepair(argumentsUtf8, utf8, steps, textSteps);
                return true;
            }

            if (!hasProblems)
                (problems, hasProblems) = (found, true);
        }

        if (coercions == ArgumentCoercions.None)
            return false;
        foreach (var (utf8, steps) in readings)
        {
            var all = steps.ToList();
            if (ArgumentCoercion.Apply(utf8, schema, coercions, all) is not { } coerced || check(coerced).Count > 0)
                continue;
            repair = new ArgumentRepair(argumentsUtf8, coerced, all, textSteps);
            return true;
        }

        return false;
    }

    /// <summary>The objects that the text may mean, each with what was done to get there.</summary>
    private static List<(ReadOnlyMemory<byte> Utf8, List<ArgumentRepairStep> Steps)> Readings(ReadOnlyMemory<byte> text, ref IReadOnlyList<JsonRepairStep> textSteps)
    {
        var readings = new List<(ReadOnlyMemory<byte> Utf8, List<ArgumentRepairStep> Steps)>();
        var steps = new List<ArgumentRepairStep>();
        if (Repaired(text, "", steps, ref textSteps) is not { } utf8)
            return readings;
        for (var depth = 0; depth <= DepthLimit; depth++)
        {
            using var document = Parse(utf8);
            if (document is null)
                return readings;
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object)
                readings.Add((utf8, [.. steps]));
            if (Inner(root, out var path) is not { } inner)
                return readings;
            var before = Shown(utf8.Span);
            if (inner.ValueKind == JsonValueKind.String)
            {
                var kind = path.Length == 0 ? ArgumentRepairKind.Decoded : ArgumentRepairKind.Unwrapped;
                if (Repaired(Encoding.UTF8.GetBytes(inner.GetString()!), path, steps, ref textSteps) is not { } decoded)
                    return readings;
                utf8 = decoded;
                steps.Add(new(kind, path, before, Shown(utf8.Span)));
            }
            else
            {
                utf8 = JsonMarshal.GetRawUtf8Value(inner).ToArray();
                steps.Add(new(ArgumentRepairKind.Unwrapped, path, before, Shown(utf8.Span)));
            }
        }

        return readings;
    }

    private static ReadOnlyMemory<byte>? Repaired(ReadOnlyMemory<byte> text, string path, List<ArgumentRepairStep> steps, ref IReadOnlyList<JsonRepairStep> textSteps)
    {
        if (!JsonRepair.TryRepair(text.Span, out var result))
            return null;
        if (!result.Changed)
            return text;
        steps.Add(new(ArgumentRepairKind.Text, path, Shown(text.Span), Shown(result.Utf8.Span)));
        textSteps = [.. textSteps, .. result.Steps];
        return result.Utf8;
    }

    /// <summary>What stands inside a string, a list of one, or an object that only wraps it.</summary>
    private static JsonElement? Inner(JsonElement root, out string path)
    {
        path = "";
        switch (root.ValueKind)
        {
            case JsonValueKind.String:
                return HoldsJson(root) ? root : null;
            case JsonValueKind.Array when root.GetArrayLength() == 1:
                path = "[0]";
                return root[0].ValueKind == JsonValueKind.Object || HoldsJson(root[0]) ? root[0] : null;
            case JsonValueKind.Object:
                foreach (var wrapper in s_wrappers)
                {
                    if (!root.TryGetProperty(wrapper, out var inner) || inner.ValueKind != JsonValueKind.Object && !HoldsJson(inner) || !OnlyWraps(root, wrapper))
                        continue;
                    path = "." + wrapper;
                    return inner;
                }

                return null;
            default:
                return null;
        }
    }

    /// <summary>Beside the wrapped member there are only labels such as the tool's name.</summary>
    private static bool OnlyWraps(JsonElement root, string wrapper)
    {
        foreach (var member in root.EnumerateObject())
        {
            if (!member.NameEquals(wrapper) && !(s_labels.Contains(member.Name) && member.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number))
                return false;
        }

        return true;
    }

    private static bool HoldsJson(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.GetString()!.AsSpan().Trim() is ['{' or '[' or '"' or '`', ..];

    private static JsonDocument? Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return JsonText.IsReadable(utf8.Span) ? JsonDocument.Parse(utf8) : null;
        }
        catch (JsonException)
        {
            return null; // Deeper than any contract reads.
        }
    }

    internal static string Shown(ReadOnlySpan<byte> utf8)
    {
        var text = Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, LongestShown * 4)]);
        if (text.Length <= LongestShown)
            return text;
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[LongestShown - 1]) ? LongestShown - 1 : LongestShown), "…");
    }
}
