using System.Text.Json;

namespace SdkGen.Testing.Dialects.CohereChat;

/// <summary>Reads a chat request that was found to be in order.</summary>
internal static class CohereReader
{
    public static ChatRequest Read(JsonElement body) => new(
        body.Text("model") ?? "",
        body.IsTrue("stream"),
        [.. body.Items("messages").Select(ReadMessage)],
        [.. body.Items("tools").Select(tool => tool.Member("function")?.Text("name")).OfType<string>()],
        body);

    private static ChatRequestMessage ReadMessage(JsonElement message) => new(
        message.Text("role") ?? "",
        message.Text("content") ?? string.Concat(message.Items("content").Select(Text)),
        [.. message.Items("tool_calls").Select(call => new ScriptedToolCall(call.Member("function")?.Text("name") ?? "", call.Member("function")?.Text("arguments") ?? "") { Id = call.Text("id") })],
        message.Text("tool_call_id"));

    private static string? Text(JsonElement part) => part.Text("text") ?? part.Member("document")?.Member("data")?.GetRawText();
}
