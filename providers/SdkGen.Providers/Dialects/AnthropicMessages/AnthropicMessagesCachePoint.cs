using System.Text.Json;
using SdkGen.Wire.AnthropicMessages;

namespace SdkGen.Dialects.AnthropicMessages;

/// <summary>Ends of prefixes that are cached, as callers mark them on parts, messages and tools.</summary>
internal static class AnthropicMessagesCachePoint
{
    /// <summary>The additional property: true, how long the prefix is kept (<c>5m</c> or <c>1h</c>), or the wire object.</summary>
    public const string Key = "cacheControl";

    /// <summary>The point that the properties mark.</summary>
    /// <returns>Null where they mark none.</returns>
    public static AnthropicMessagesCacheControl? Of(IReadOnlyDictionary<string, object?>? properties)
    {
        if (properties is null || !properties.TryGetValue(Key, out var mark))
            return null;
        return mark switch
        {
            null or false => null,
            AnthropicMessagesCacheControl control => control,
            string time => Point(time),
            JsonElement { ValueKind: JsonValueKind.Object } json => AnthropicMessagesFacts.Value(json, AnthropicMessagesCacheControlCodec.Instance),
            JsonElement { ValueKind: JsonValueKind.String } time => Point(time.GetString()),
            JsonElement { ValueKind: JsonValueKind.False or JsonValueKind.Null } => null,
            _ => Point(null),
        };
    }

    private static AnthropicMessagesCacheControl Point(string? time) => new() { Type = "ephemeral", Ttl = time is "5m" or "1h" ? time : null };
}
