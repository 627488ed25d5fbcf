using System.Text.Json;

namespace SdkGen.Runtime.Tests.Json;

/// <summary>Compares JSON by value: numbers as numbers, of members with one name the last.</summary>
internal static class JsonValues
{
    public static bool Same(JsonElement left, JsonElement right)
    {
        if (left.ValueKind != right.ValueKind)
            return false;
        switch (left.ValueKind)
        {
            case JsonValueKind.Number:
                return left.GetRawText() == right.GetRawText() || left.GetDouble().Equals(right.GetDouble());
            case JsonValueKind.String:
                return left.GetString() == right.GetString();
            case JsonValueKind.Array:
                return left.GetArrayLength() == right.GetArrayLength()
                    && left.EnumerateArray().Zip(right.EnumerateArray()).All(pair => Same(pair.First, pair.Second));
            case JsonValueKind.Object:
                var members = Members(left);
                var others = Members(right);
                return members.Count == others.Count && members.All(member => others.TryGetValue(member.Key, out var other) && Same(member.Value, other));
            default:
                return true;
        }
    }

    private static Dictionary<string, JsonElement> Members(JsonElement value)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
            members[member.Name] = member.Value;
        return members;
    }
}
