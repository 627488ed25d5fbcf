using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SdkGen.Conformance.Tests.Requests;

/// <summary>What makes two JSON texts that say the same equal, in any protocol.</summary>
internal static class JsonMeaning
{
    /// <summary>Without members that are null, which say what absence says.</summary>
    public static JsonNode? WithoutNulls(JsonNode? json) => json switch
    {
        JsonObject members => new JsonObject(members.Where(member => member.Value is not null).Select(member => KeyValuePair.Create(member.Key, WithoutNulls(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(WithoutNulls)]),
        _ => json?.DeepClone(),
    };

    /// <summary>Members in one order, numbers in one form.</summary>
    public static JsonNode Sorted(JsonNode json) => json switch
    {
        JsonObject members => new JsonObject(members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, member.Value is null ? null : (JsonNode?)Sorted(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(item => item is null ? null : Sorted(item))]),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => JsonValue.Create(double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture)),
        _ => json.DeepClone(),
    };

    /// <summary>Takes out a flag that says what goes without saying.</summary>
    public static void RemoveFalse(JsonObject json, string name)
    {
        if (json[name]?.GetValueKind() == JsonValueKind.False)
            json.Remove(name);
    }

    /// <summary>Takes out lists, objects and texts that are empty.</summary>
    public static void RemoveEmpty(JsonObject json, params string[] names)
    {
        foreach (var name in names)
        {
            if (json[name] is JsonArray { Count: 0 } or JsonObject { Count: 0 } || (json[name] is JsonValue text && text.TryGetValue<string>(out var found) && found.Length == 0))
                json.Remove(name);
        }
    }

    public static JsonElement Element(JsonNode? json) => JsonSerializer.SerializeToElement(json);
}
