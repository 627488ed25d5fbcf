using System.Text.Json;

namespace SdkGen.Testing.Dialects.OllamaChat;

/// <summary>Reads a chat request that was found to be in order. It asks for a stream unless it says otherwise.</summary>
internal static class OllamaReader
{
    public static ChatRequest Read(JsonElement body) => new(
        body.Text("model") ?? "",
        body.Member("stream") is not { ValueKind: JsonValueKind.False },
        [.. body.Items("messages").Select(ReadMessage)],
        [.. body.Items("tools").Select(tool => tool.Member("function")?.Text("name")).OfType<string>()],
        body);

    private static ChatRequestMessage ReadMessage(JsonElement message) => new(
        message.Text("role") ?? "",
        message.Text("content") ?? "",
        [.. message.Items("tool_calls").Select(ReadCall)],
        message.Text("tool_call_id"));

    private static ScriptedToolCall ReadCall(JsonElement call) =>
        new(call.Member("function")?.Text("name") ?? "", call.Member("function")?.Member("arguments")?.GetRawText() ?? "{}") { Id = call.Text("id") };
}
