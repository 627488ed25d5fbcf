using System.Text.Json;

namespace SdkGen.Testing.Dialects.GeminiInteractions;

/// <summary>Reads a request that was found to be in order.</summary>
internal static class InteractionsReader
{
    public static ChatRequest Read(JsonElement body) => new(
        body.Text("model") ?? body.Text("agent") ?? "",
        body.IsTrue("stream"),
        [.. Messages(body)],
        [.. body.Items("tools").Where(tool => tool.Text("type") == "function").Select(tool => tool.Text("name")).OfType<string>()],
        body);

    private static IEnumerable<ChatRequestMessage> Messages(JsonElement body)
    {
        if (body.Text("system_instruction") is { } instruction)
            yield return new("system", instruction, [], null);
        if (body.Text("input") is { } said)
            yield return new("user", said, [], null);
        foreach (var step in body.Items("input"))
        {
            switch (step.Text("type"))
            {
                case "function_call":
                    yield return new("assistant", "", [new ScriptedToolCall(step.Text("name") ?? "", step.Member("arguments")?.GetRawText() ?? "{}") { Id = step.Text("id") }], null);
                    break;
                case "function_result":
                    yield return new("tool", step.Text("result") ?? step.Member("result")?.GetRawText() ?? "", [], step.Text("call_id"));
                    break;
                case "model_output" or "user_input":
                    yield return new(step.Text("type") == "user_input" ? "user" : "assistant", Text(step, "content"), [], null);
                    break;
            }
        }
    }

    private static string Text(JsonElement step, string name) => step.Text(name) ?? step.Member(name) switch
    {
        { ValueKind: JsonValueKind.Object } part => part.Text("text") ?? "",
        _ => string.Concat(step.Items(name).Select(part => part.Text("text"))),
    };
}
