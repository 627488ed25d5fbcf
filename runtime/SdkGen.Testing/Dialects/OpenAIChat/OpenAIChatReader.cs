using System.Text.Json;

namespace SdkGen.Testing.Dialects.OpenAIChat;

/// <summary>Reads a chat request that was found to be in order.</summary>
internal static class OpenAIChatReader
{
    public static ChatRequest Read(JsonElement body) => new(
        body.Text("model") ?? "",
        body.IsTrue("stream"),
        [.. body.Items("messages").Select(ReadMessage)],
        [.. body.Items("tools").Select(ToolName).OfType<string>()],
        body);

    public static string? ToolName(JsonElement tool) => (tool.Member("function") ?? tool.Member("custom"))?.Text("name");

    private static ChatRequestMessage ReadMessage(JsonElement message) => new(
        message.Text("role") ?? "",
        ReadText(message),
        [.. message.Items("tool_calls").Select(ReadCall)],
        message.Text("tool_call_id"));

    private static string ReadText(JsonElement message) =>
        message.Text("content") ?? string.Concat(message.Items("content").Select(part => part.Text("text") ?? part.Text("refusal")));

    private static ScriptedToolCall ReadCall(JsonElement call)
    {
        var function = call.Member("function");
        var custom = call.Member("custom");
        return new ScriptedToolCall((function ?? custom)?.Text("name") ?? "", function?.Text("arguments") ?? custom?.Text("input") ?? "") { Id = call.Text("id") };
    }
}
