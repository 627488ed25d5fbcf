using System.Text.Json;

namespace SdkGen.Testing.Dialects.Gemini;

/// <summary>Reads a chat request that was found to be in order.</summary>
internal static class GeminiReader
{
    public static ChatRequest Read(JsonElement body, GeminiCall call) => new(
        call.Model ?? "",
        call.Verb == "streamGenerateContent",
        [.. Messages(body)],
        [.. body.List("tools").SelectMany(tool => tool.List("functionDeclarations")).Select(function => function.Word("name")).OfType<string>()],
        body);

    private static IEnumerable<ChatRequestMessage> Messages(JsonElement body)
    {
        if (body.Field("systemInstruction") is { } instruction)
            yield return new ChatRequestMessage("system", Text(instruction), [], null);
        foreach (var content in body.List("contents"))
        {
            foreach (var part in content.List("parts"))
            {
                if (part.Field("functionResponse") is { } result)
                    yield return new ChatRequestMessage("tool", Result(result), [], result.Word("id") ?? result.Word("name"));
            }

            if (content.List("parts").Any(part => part.Field("functionResponse") is null))
                yield return new ChatRequestMessage(content.Word("role") == "model" ? "assistant" : "user", Text(content), [.. Calls(content)], null);
        }
    }

    private static string Text(JsonElement content) =>
        string.Concat(content.List("parts").Where(part => !part.IsTrue("thought")).Select(part => part.Text("text")));

    private static IEnumerable<ScriptedToolCall> Calls(JsonElement content) =>
        from part in content.List("parts")
        let call = part.Field("functionCall")
        where call is not null
        select new ScriptedToolCall(call.Value.Word("name") ?? "", call.Value.Field("args")?.GetRawText() ?? "{}") { Id = call.Value.Word("id") };

    /// <summary>A result as the tool said it: anything but an object stands inside one.</summary>
    private static string Result(JsonElement response)
    {
        var value = response.Field("response") is { } said ? said : default;
        var inner = value.ValueKind == JsonValueKind.Object && value.EnumerateObject().Count() == 1 ? value.Field("result") ?? value.Field("error") : null;
        return inner is { } single ? single.ValueKind == JsonValueKind.String ? single.GetString() ?? "" : single.GetRawText() : value.ValueKind == JsonValueKind.Undefined ? "" : value.GetRawText();
    }
}
