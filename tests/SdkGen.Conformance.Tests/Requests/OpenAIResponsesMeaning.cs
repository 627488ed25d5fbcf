using System.Text.Json;
using System.Text.Json.Nodes;

namespace SdkGen.Conformance.Tests.Requests;

/// <summary>
/// A request as the service understands it, so that two bodies that say the same are equal. What our client leaves out or says otherwise on purpose is taken out of
/// both here, each with its reason; nothing else may differ.
/// </summary>
internal static class OpenAIResponsesMeaning
{
    public static JsonObject Of(JsonNode body)
    {
        var meaning = body.DeepClone().AsObject();
        WithoutNulls(meaning);
        if (meaning["stream"]?.GetValueKind() == JsonValueKind.False)
            meaning.Remove("stream");

        // Who has nothing kept is asked for the reasoning itself, which could not be sent back otherwise.
        if (meaning["store"]?.GetValueKind() == JsonValueKind.False && meaning["include"] is JsonArray include)
            include.RemoveAll(what => (string?)what == "reasoning.encrypted_content");
        if ((string?)meaning["instructions"] == "")
            meaning.Remove("instructions");
        foreach (var name in (string[])["include", "tools"])
        {
            if (meaning[name] is JsonArray { Count: 0 })
                meaning.Remove(name);
        }

        if (((string?)(meaning["tool_choice"] as JsonObject)?["type"])?.StartsWith("web_search_preview", StringComparison.Ordinal) == true)
            meaning["tool_choice"]!["type"] = "web_search";
        // A kept prompt may name the model, and say all that there is to say.
        if (meaning["prompt"] is not null)
            meaning.Remove("model");
        meaning["input"] = new JsonArray([.. Items(meaning["input"]).Select(Item)]);
        JsonMeaning.RemoveEmpty(meaning, "input");
        foreach (var tool in meaning["tools"]?.AsArray() ?? [])
            Tool(tool!.AsObject());
        return JsonMeaning.Sorted(meaning).AsObject();
    }

    /// <summary>The items; a plain text is what a user says.</summary>
    public static IEnumerable<JsonObject> Items(JsonNode? input) =>
        input is null ? [] : input is JsonArray items ? items.Select(item => item!.DeepClone().AsObject()) : [new JsonObject { ["role"] = "user", ["content"] = input.DeepClone() }];

    private static JsonNode Item(JsonObject item)
    {
        WithoutNulls(item);
        item["type"] ??= "message";
        switch ((string)item["type"]!)
        {
            case "message":
                Message(item);
                break;
            case "function_call":
                // An id is sent with the reasoning that it belongs to, or not at all: a stored call whose reasoning is missing is refused.
                item.Remove("id");
                item.Remove("status");
                item["arguments"] = JsonNode.Parse((string)item["arguments"]!);
                break;
            case "function_call_output":
                item.Remove("status");
                break;
        }

        return item;
    }

    private static void Message(JsonObject item)
    {
        item.Remove("id");
        item.Remove("status");
        if (item["content"] is JsonValue text)
            item["content"] = new JsonArray(new JsonObject { ["type"] = (string?)item["role"] == "assistant" ? "output_text" : "input_text", ["text"] = text.DeepClone() });
        foreach (var part in item["content"]!.AsArray())
        {
            // Sources and probabilities of an earlier answer mean nothing to the model.
            part!.AsObject().Remove("annotations");
            part.AsObject().Remove("logprobs");
        }
    }

    private static void Tool(JsonObject tool)
    {
        WithoutNulls(tool);

        if ((string?)tool["description"] == "")
            tool.Remove("description");

        // The service takes absence for strict and changes the schema by it; our client says what it means.
        if ((string?)tool["type"] == "function")
            tool["strict"] ??= false;

        // The older name of the same tool.
        if (((string?)tool["type"])?.StartsWith("web_search_preview", StringComparison.Ordinal) == true)
            tool["type"] = "web_search";
    }

    private static void WithoutNulls(JsonObject json)
    {
        foreach (var name in json.Where(member => member.Value is null).Select(member => member.Key).ToList())
            json.Remove(name);
        foreach (var (_, value) in json)
        {
            if (value is JsonObject inner)
                WithoutNulls(inner);
        }
    }
}
