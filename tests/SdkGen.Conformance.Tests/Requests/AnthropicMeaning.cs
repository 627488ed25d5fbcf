using System.Text.Json;
using System.Text.Json.Nodes;

namespace SdkGen.Conformance.Tests.Requests;

/// <summary>
/// A request as the service understands it, so that two bodies that say the same are equal. What our client leaves out or says otherwise on purpose is taken out of
/// both here, each with its reason; nothing else may differ.
/// </summary>
internal static class AnthropicMeaning
{
    public static JsonObject Of(JsonNode body)
    {
        var meaning = JsonMeaning.WithoutNulls(body)!.AsObject();

        // The path asks for a stream at some services, and no stream is what goes without saying.
        if (meaning["stream"]?.GetValueKind() == JsonValueKind.False)
            meaning.Remove("stream");

        // The older name of the same.
        if (meaning["output_format"] is { } format)
        {
            meaning.Remove("output_format");
            meaning["output_config"] = new JsonObject { ["format"] = format };
        }

        JsonMeaning.RemoveEmpty(meaning, "tools", "stop_sequences");

        // Several calls at once are what goes without saying.
        if (meaning["tool_choice"] is JsonObject choice)
            JsonMeaning.RemoveFalse(choice, "disable_parallel_tool_use");
        if (meaning["system"] is JsonValue)
            meaning["system"] = Blocks(meaning["system"]);
        foreach (var message in meaning["messages"]!.AsArray())
            Message(message!.AsObject());
        foreach (var tool in meaning["tools"]?.AsArray() ?? [])
            Tool(tool!.AsObject());
        return JsonMeaning.Sorted(meaning).AsObject();
    }

    /// <summary>Content as blocks; a plain text is one.</summary>
    public static JsonArray Blocks(JsonNode? content) =>
        content is JsonArray blocks ? blocks.DeepClone().AsArray() : [new JsonObject { ["type"] = "text", ["text"] = content?.DeepClone() }];

    private static void Message(JsonObject message)
    {
        var blocks = new JsonArray();
        foreach (var item in Blocks(message["content"]))
        {
            var block = item!.DeepClone().AsObject();

            // The model itself calls where nobody else does, and a result is no failure unless it says so.
            if ((string?)block["caller"]?["type"] == "direct")
                block.Remove("caller");
            if (block["is_error"]?.GetValueKind() == JsonValueKind.False)
                block.Remove("is_error");
            if ((string?)block["type"] == "tool_result" && block["content"] is JsonValue text)
                block["content"] = Blocks(text);

            // Texts of an answer that stand side by side without sources are one text.
            if ((string?)message["role"] == "assistant" && IsPlain(block) && blocks.Count > 0 && blocks[^1] is JsonObject last && IsPlain(last))
                last["text"] = (string?)last["text"] + (string?)block["text"];
            else
                blocks.Add((JsonNode)block);
        }

        message["content"] = blocks;
    }

    private static bool IsPlain(JsonObject block) => (string?)block["type"] == "text" && block.Count == 2;

    private static void Tool(JsonObject tool)
    {
        if ((string?)tool["description"] == "")
            tool.Remove("description");
        if ((string?)tool["type"] == "custom")
            tool.Remove("type");
    }
}
