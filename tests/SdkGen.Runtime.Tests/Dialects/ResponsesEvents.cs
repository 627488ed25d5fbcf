using System.Text.Json;
using System.Text.Json.Nodes;

namespace SdkGen.Runtime.Tests.Dialects;

/// <summary>The events by which a service streams a whole answer.</summary>
internal static class ResponsesEvents
{
    public static IEnumerable<string> Of(string answer)
    {
        var response = JsonNode.Parse(answer)!.AsObject();
        var begun = response.DeepClone().AsObject();
        (begun["status"], begun["usage"], begun["incomplete_details"], begun["output"]) = ("in_progress", null, null, new JsonArray());
        yield return Event("response.created", [("response", begun)]);
        var index = 0;
        foreach (var item in response["output"]!.AsArray())
        {
            foreach (var wire in Item(item!.AsObject(), index++))
                yield return wire;
        }

        yield return Event($"response.{response["status"]}", [("response", response)]);
    }

    private static IEnumerable<string> Item(JsonObject item, int index)
    {
        var begun = item.DeepClone().AsObject();
        begun["status"] = "in_progress";
        foreach (var (name, empty) in (ReadOnlySpan<(string, JsonNode)>)[("content", new JsonArray()), ("summary", new JsonArray()), ("arguments", ""), ("input", "")])
        {
            if (begun.ContainsKey(name) && begun[name]?.GetValueKind() == empty.GetValueKind())
                begun[name] = empty;
        }

        begun.Remove("encrypted_content");
        var id = item["id"];
        yield return Event("response.output_item.added", [("output_index", index), ("item", begun)]);
        foreach (var part in item["summary"] as JsonArray ?? [])
            yield return Event("response.reasoning_summary_text.delta", [("output_index", index), ("item_id", id), ("delta", part!["text"])]);
        foreach (var part in item["content"] as JsonArray ?? [])
        {
            foreach (var wire in Part(part!.AsObject(), index, id))
                yield return wire;
        }

        if ((string?)item["type"] == "function_call")
        {
            yield return Event("response.function_call_arguments.delta", [("output_index", index), ("item_id", id), ("delta", item["arguments"])]);
            yield return Event("response.function_call_arguments.done", [("output_index", index), ("item_id", id), ("arguments", item["arguments"])]);
        }
        else if ((string?)item["type"] == "custom_tool_call")
        {
            yield return Event("response.custom_tool_call_input.delta", [("output_index", index), ("item_id", id), ("delta", item["input"])]);
        }

        yield return Event("response.output_item.done", [("output_index", index), ("item", item)]);
    }

    private static IEnumerable<string> Part(JsonObject part, int index, JsonNode? id)
    {
        var (kind, text) = (string?)part["type"] switch
        {
            "reasoning_text" => ("reasoning_text", part["text"]),
            "refusal" => ("refusal", part["refusal"]),
            _ => ("output_text", part["text"]),
        };
        foreach (var piece in ((string)text!).Chunk(5))
            yield return Event($"response.{kind}.delta", [("output_index", index), ("item_id", id), ("delta", new string(piece))]);
        foreach (var annotation in part["annotations"] as JsonArray ?? [])
            yield return Event("response.output_text.annotation.added", [("output_index", index), ("item_id", id), ("annotation", annotation)]);
        yield return Event($"response.{kind}.done", [("output_index", index), ("item_id", id), (kind == "refusal" ? "refusal" : "text", text)]);
    }

    private static string Event(string type, IEnumerable<(string Name, JsonNode? Value)> members)
    {
        var wire = new JsonObject { ["type"] = type };
        foreach (var (name, value) in members)
            wire[name] = value?.DeepClone();
        return wire.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
