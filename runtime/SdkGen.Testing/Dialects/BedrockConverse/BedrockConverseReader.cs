using System.Text.Json;

namespace SdkGen.Testing.Dialects.BedrockConverse;

/// <summary>Reads a request that was found to be in order. Results of tools become messages of their own, as in the other dialects.</summary>
internal static class BedrockConverseReader
{
    public static ChatRequest Read(JsonElement body, string model, bool isStreaming) => new(
        model,
        isStreaming,
        [.. System(body), .. body.Items("messages").SelectMany(ReadMessage)],
        [.. Tools(body)],
        body);

    /// <summary>Names of the tools offered.</summary>
    public static IEnumerable<string> Tools(JsonElement body) =>
        (body.Member("toolConfig")?.Items("tools") ?? []).Select(tool => tool.Member("toolSpec")?.Text("name") ?? tool.Member("systemTool")?.Text("name")).OfType<string>();

    private static IEnumerable<ChatRequestMessage> System(JsonElement body)
    {
        var text = string.Concat(body.Items("system").Select(block => block.Text("text")));
        return text.Length == 0 ? [] : [new ChatRequestMessage("system", text, [], null)];
    }

    private static IEnumerable<ChatRequestMessage> ReadMessage(JsonElement message)
    {
        var blocks = message.Items("content").ToList();
        foreach (var result in blocks.Select(block => block.Member("toolResult")).OfType<JsonElement>())
            yield return new ChatRequestMessage("tool", string.Concat(result.Items("content").Select(Result)), [], result.Text("toolUseId"));
        var calls = blocks.Select(block => block.Member("toolUse")).OfType<JsonElement>().Select(ReadCall).ToList();
        var text = string.Concat(blocks.Select(block => block.Text("text") ?? block.Member("guardContent")?.Member("text")?.Text("text")));
        if (text.Length > 0 || calls.Count > 0 || !blocks.Any(block => block.Member("toolResult") is not null))
            yield return new ChatRequestMessage(message.Text("role") ?? "", text, calls, null);
    }

    private static string? Result(JsonElement block) => block.Text("text") ?? block.Member("json")?.GetRawText();

    private static ScriptedToolCall ReadCall(JsonElement call) => new(call.Text("name") ?? "", call.Member("input")?.GetRawText() ?? "{}") { Id = call.Text("toolUseId") };
}
