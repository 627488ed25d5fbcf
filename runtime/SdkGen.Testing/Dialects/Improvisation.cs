using System.Text.Json;

namespace SdkGen.Testing.Dialects;

/// <summary>What the emulator says when no script does.</summary>
internal static class Improvisation
{
    public static ChatAnswer Answer(ChatRequest request) => new ChatReply { Text = Text(request) };

    private static string Text(ChatRequest request)
    {
        if ((request.Json.Member("response_format") ?? request.Json.Member("text")?.Member("format")) is { } format && format.TryGetProperty("type", out var type) && type.ValueEquals("json_object"))
            return "{}";
        if (request.Json.Member("generationConfig")?.Text("responseMimeType") == "application/json")
            return "{}";
        if (request.ToolResults is { Count: > 0 } results)
            return $"The tools answered: {string.Join(" / ", results)}";
        return request.LastUserText is { Length: > 0 } question ? $"This is the emulator. You wrote: {question}" : "This is the emulator.";
    }
}
