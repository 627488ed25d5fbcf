using System.Text.Json;

namespace SdkGen.Testing.Dialects.CohereV1;

/// <summary>Reads a chat request that was found to be in order. Calls have no ids; their results follow in the same order.</summary>
internal static class CohereV1Reader
{
    public static ChatRequest Read(JsonElement body) => new(
        body.Text("model") ?? "command-r",
        body.IsTrue("stream"),
        [.. Messages(body)],
        [.. body.Items("tools").Select(tool => tool.Text("name")).OfType<string>()],
        body);

    private static IEnumerable<ChatRequestMessage> Messages(JsonElement body)
    {
        if (body.Text("preamble") is { } preamble)
            yield return new("system", preamble, [], null);
        foreach (var said in body.Items("chat_history"))
        {
            foreach (var result in said.Items("tool_results"))
                yield return Result(result);
            if (said.Text("message") is { } text)
                yield return new(Role(said.Text("role")), text, [.. said.Items("tool_calls").Select(Call)], null);
        }

        if (body.Text("message") is { Length: > 0 } asked)
            yield return new("user", asked, [], null);
        foreach (var result in body.Items("tool_results"))
            yield return Result(result);
    }

    private static string Role(string? role) => role?.ToUpperInvariant() switch { "CHATBOT" => "assistant", "SYSTEM" => "system", _ => "user" };

    private static ScriptedToolCall Call(JsonElement call) => new(call.Text("name") ?? "", call.Member("parameters")?.GetRawText() ?? "{}");

    private static ChatRequestMessage Result(JsonElement result) => new("tool", string.Join('\n', result.Items("outputs").Select(output => output.GetRawText())), [], result.Member("call")?.Text("name"));
}
