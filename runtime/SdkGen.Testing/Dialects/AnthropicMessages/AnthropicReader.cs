using System.Text.Json;

namespace SdkGen.Testing.Dialects.AnthropicMessages;

/// <summary>Reads a request that was found to be in order. Results of tools become messages of their own, as in the other dialects.</summary>
internal static class AnthropicReader
{
    /// <param name="body">The request.</param>
    /// <param name="model">The model, where the path names it.</param>
    /// <param name="isStreaming">Whether a stream is asked for, where the path says so.</param>
    public static ChatRequest Read(JsonElement body, string? model = null, bool? isStreaming = null) => new(
        model ?? body.Text("model") ?? "",
        isStreaming ?? body.IsTrue("stream"),
        [.. System(body), .. body.Items("messages").SelectMany(ReadMessage)],
        [.. body.Items("tools").Select(tool => tool.Text("name")).OfType<string>()],
        body);

    private static IEnumerable<ChatRequestMessage> System(JsonElement body) =>
        body.Member("system") is null ? [] : [new ChatRequestMessage("system", Text(body, "system"), [], null)];

    private static IEnumerable<ChatRequestMessage> ReadMessage(JsonElement message)
    {
        foreach (var result in message.Items("content").Where(block => block.Text("type") == "tool_result"))
            yield return new ChatRequestMessage("tool", Text(result, "content"), [], result.Text("tool_use_id"));
        var calls = message.Items("content").Where(block => block.Text("type") == "tool_use").Select(ReadCall).ToList();
        var text = Text(message, "content");
        if (text.Length > 0 || calls.Count > 0 || !message.Items("content").Any(block => block.Text("type") == "tool_result"))
            yield return new ChatRequestMessage(message.Text("role") ?? "", text, calls, null);
    }

    private static string Text(JsonElement owner, string name) =>
        owner.Text(name) ?? string.Concat(owner.Items(name).Where(block => block.Text("type") == "text").Select(block => block.Text("text")));

    private static ScriptedToolCall ReadCall(JsonElement block) => new(block.Text("name") ?? "", block.Member("input")?.GetRawText() ?? "{}") { Id = block.Text("id") };
}
