using System.Text.Json.Nodes;

namespace SdkGen.Runtime.Tests.Dialects;

/// <summary>Makes the stream that the service would have sent of an answer in one piece.</summary>
internal static class AnthropicEvents
{
    /// <param name="answer">The answer.</param>
    /// <param name="length">Most characters of a piece of text.</param>
    public static IEnumerable<string> Of(string answer, int length)
    {
        var whole = JsonNode.Parse(answer)!.AsObject();
        var head = whole.DeepClone().AsObject();
        head["content"] = new JsonArray();
        foreach (var name in new[] { "stop_reason", "stop_sequence", "stop_details", "container", "context_management" })
            head.Remove(name);
        head["usage"] = new JsonObject { ["input_tokens"] = whole["usage"]!["input_tokens"]!.DeepClone(), ["output_tokens"] = 1 };
        yield return Event("message_start", ("message", head));
        yield return Event("ping");
        var index = 0;
        foreach (var block in whole["content"]!.AsArray())
        {
            foreach (var item in Block(block!.AsObject(), index++, length))
                yield return item;
        }

        var delta = new JsonObject();
        foreach (var name in new[] { "stop_reason", "stop_sequence", "stop_details", "container" })
        {
            if (whole[name] is { } value)
                delta[name] = value.DeepClone();
        }

        yield return Event("message_delta", ("delta", delta), ("usage", whole["usage"]!.DeepClone()), ("context_management", whole["context_management"]?.DeepClone()));
        yield return Event("message_stop");
    }

    public static string Framed(string item) => $"event: {JsonNode.Parse(item)!["type"]}\ndata: {item}\n\n";

    private static IEnumerable<string> Block(JsonObject block, int index, int length)
    {
        var begun = block.DeepClone().AsObject();
        var deltas = new List<JsonObject>();
        switch ((string)block["type"]!)
        {
            case "text":
                begun["text"] = "";
                begun.Remove("citations");
                deltas.AddRange(Pieces("text_delta", "text", (string)block["text"]!, length));
                foreach (var citation in block["citations"]?.AsArray() ?? [])
                    deltas.Add(new JsonObject { ["type"] = "citations_delta", ["citation"] = citation!.DeepClone() });
                break;
            case "thinking":
                begun["thinking"] = "";
                begun["signature"] = "";
                deltas.AddRange(Pieces("thinking_delta", "thinking", (string)block["thinking"]!, length));
                deltas.Add(new JsonObject { ["type"] = "signature_delta", ["signature"] = block["signature"]!.DeepClone() });
                break;
            case "compaction":
                begun["content"] = null;
                deltas.Add(new JsonObject { ["type"] = "compaction_delta", ["content"] = block["content"]!.DeepClone() });
                break;
            default:
                if (block["input"] is not { } input)
                    break;
                begun["input"] = new JsonObject();
                deltas.AddRange(Pieces("input_json_delta", "partial_json", input.AsObject().Count == 0 ? "" : input.ToJsonString(), length));
                break;
        }

        yield return Event("content_block_start", ("index", index), ("content_block", begun));
        foreach (var delta in deltas)
            yield return Event("content_block_delta", ("index", index), ("delta", delta));
        yield return Event("content_block_stop", ("index", index));
    }

    private static IEnumerable<JsonObject> Pieces(string type, string name, string text, int length)
    {
        var start = 0;
        do
        {
            var end = Math.Min(start + length, text.Length);
            if (end < text.Length && char.IsLowSurrogate(text[end]))
                end++;
            yield return new JsonObject { ["type"] = type, [name] = text[start..end] };
            start = end;
        }
        while (start < text.Length);
    }

    private static string Event(string type, params (string Name, JsonNode? Value)[] members)
    {
        var item = new JsonObject { ["type"] = type };
        foreach (var (name, value) in members)
        {
            if (value is not null)
                item[name] = value;
        }

        return item.ToJsonString();
    }
}
