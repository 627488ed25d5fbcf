using System.Text.Json;

namespace SdkGen.Testing.Dialects.OpenAIResponses;

/// <summary>Reads a request that was found to be in order.</summary>
internal static class OpenAIResponsesReader
{
    public static ChatRequest Read(JsonElement body, KeptResponse? before)
    {
        var messages = new List<ChatRequestMessage>();
        if (body.Text("instructions") is { } instructions)
            messages.Add(new ChatRequestMessage("system", instructions, [], null));
        messages.AddRange((before?.Items ?? []).Concat(Items(body)).Select(ReadItem).OfType<ChatRequestMessage>());
        return new ChatRequest(body.Text("model") ?? "", body.IsTrue("stream"), messages, [.. body.Items("tools").Select(tool => tool.Text("name") ?? tool.Text("type")).OfType<string>()], body);
    }

    /// <summary>The items of a request; a plain text is one.</summary>
    public static IReadOnlyList<JsonElement> Items(JsonElement body) => body.Member("input") switch
    {
        { ValueKind: JsonValueKind.Array } items => [.. items.EnumerateArray()],
        { ValueKind: JsonValueKind.String } text => [Message(text)],
        _ => [],
    };

    public static string Type(JsonElement item) => item.Text("type") ?? (item.Text("role") is not null ? "message" : item.Text("id") is not null ? "item_reference" : "");

    private static JsonElement Message(JsonElement text)
    {
        var json = Utf8Json.Object(writer =>
        {
            writer.WriteString("role", "user");
            writer.WritePropertyName("content");
            text.WriteTo(writer);
        });
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private static ChatRequestMessage? ReadItem(JsonElement item) => Type(item) switch
    {
        "message" => new(item.Text("role") ?? "", Text(item, "content"), [], null),
        "function_call" or "custom_tool_call" =>
            new("assistant", "", [new ScriptedToolCall(item.Text("name") ?? "", item.Text("arguments") ?? item.Text("input") ?? "") { Id = item.Text("call_id") }], null),
        "function_call_output" or "custom_tool_call_output" => new("tool", Text(item, "output"), [], item.Text("call_id")),
        _ => null,
    };

    private static string Text(JsonElement item, string member) =>
        item.Text(member) ?? string.Concat(item.Items(member).Select(part => part.Text("text") ?? part.Text("refusal")));
}
