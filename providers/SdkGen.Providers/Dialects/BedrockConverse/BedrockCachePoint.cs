using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Wire.BedrockConverse;

namespace SdkGen.Dialects.BedrockConverse;

/// <summary>Where the caller wants a prefix to be cached: the additional property <c>cacheControl</c> of a part or a tool, <c>true</c>, how long it is kept (<c>5m</c> or <c>1h</c>), or an object with a <c>ttl</c>.</summary>
internal static class BedrockCachePoint
{
    public const string Key = "cacheControl";

    public static BedrockConverseCachePoint? After(AIContent content) => Of(content.AdditionalProperties);

    public static BedrockConverseCachePoint? After(AITool tool) => Of(tool.AdditionalProperties);

    private static BedrockConverseCachePoint? Of(IReadOnlyDictionary<string, object?>? properties)
    {
        if (properties is null || !properties.TryGetValue(Key, out var value) || value is null or false)
            return null;
        var json = JsonValues.Of(value);
        if (json.ValueKind is JsonValueKind.False or JsonValueKind.Null)
            return null;
        var ttl = json.ValueKind == JsonValueKind.String ? json.GetString() : json.ValueKind == JsonValueKind.Object && json.TryGetProperty("ttl", out var given) && given.ValueKind == JsonValueKind.String ? given.GetString() : null;
        return new() { Type = "default", Ttl = ttl };
    }
}
