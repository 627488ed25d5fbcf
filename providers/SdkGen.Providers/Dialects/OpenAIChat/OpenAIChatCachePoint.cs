using System.Text.Json;
using SdkGen.Wire.OpenAIChat;

namespace SdkGen.Dialects.OpenAIChat;

/// <summary>Ends of prefixes that are cached, as callers mark them on parts.</summary>
internal static class OpenAIChatCachePoint
{
    /// <summary>The additional property: true, how long the prefix is kept (<c>5m</c> or <c>1h</c>, where the service asks), or the wire object.</summary>
    public const string Key = "cacheControl";

    /// <param name="part">The part that ends the prefix.</param>
    /// <param name="mark">What the caller says.</param>
    /// <param name="member">The service's name for it.</param>
    public static void Set(OpenAIChatContentPart part, object? mark, string member)
    {
        var said = mark is JsonElement { ValueKind: JsonValueKind.Object } json ? json : (JsonElement?)null;
        if (member == "prompt_cache_breakpoint")
            part.PromptCacheBreakpoint = new() { Mode = said is { } own && own.TryGetProperty("mode", out var mode) ? mode.GetString() : "explicit" };
        else
            part.CacheControl = said ?? Point(mark?.ToString());
    }

    private static JsonElement Point(string? time)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal) { ["type"] = JsonValues.Of("ephemeral") };
        if (time is "5m" or "1h")
            members["ttl"] = JsonValues.Of(time);
        return JsonValues.ObjectOf(members);
    }
}
