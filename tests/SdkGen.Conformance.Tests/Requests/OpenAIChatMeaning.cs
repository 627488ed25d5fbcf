using System.Text.Json.Nodes;
using SdkGen.Conformance.Tests.Recordings;

namespace SdkGen.Conformance.Tests.Requests;

/// <summary>Requests of chat completions, and what of them our client says otherwise on purpose.</summary>
internal static class OpenAIChatMeaning
{
    public static JsonObject Of(JsonObject body, Recording recording)
    {
        var meaning = JsonMeaning.WithoutNulls(body)!.AsObject();
        JsonMeaning.RemoveFalse(meaning, "stream");

        // Every stream is asked for its usage, and one answer is what goes without saying.
        meaning.Remove("stream_options");
        if (RequestFacts.Number(meaning["n"]) == 1)
            meaning.Remove("n");

        // What a model does anyway, said aloud; our client refuses the setting for models that take no other value.
        if (RequestFacts.Number(meaning["temperature"]) == 1 && ((string?)meaning["model"])?.StartsWith("gpt-5", StringComparison.Ordinal) == true)
            meaning.Remove("temperature");

        // Older names of the same.
        Rename(meaning, "max_tokens", "max_completion_tokens");
        if ((string?)(meaning["tool_choice"] as JsonValue) == "any")
            meaning["tool_choice"] = "required";
        if (meaning["stop"] is JsonValue)
            meaning["stop"] = new JsonArray(meaning["stop"]!.DeepClone());
        JsonMeaning.RemoveEmpty(meaning, "tools", "stop");

        // Where the path names a deployment, the body need not name a model.
        if (recording.Request.TryGetProperty("url", out var url) && url.GetString()!.Contains("/deployments/", StringComparison.Ordinal))
            meaning.Remove("model");

        // A schema goes to services that take none as the wish for JSON.
        if (recording.Folder is "deepseek" or "zhipu" && meaning["response_format"]?["json_schema"] is not null)
            meaning["response_format"] = new JsonObject { ["type"] = "json_object" };
        foreach (var tool in meaning["tools"]?.AsArray() ?? [])
            Tool(tool!.AsObject());
        foreach (var message in meaning["messages"]!.AsArray())
            Message(message!.AsObject(), recording.Folder);
        return JsonMeaning.Sorted(meaning).AsObject();
    }

    private static void Rename(JsonObject json, string from, string to)
    {
        if (json[from] is not { } value)
            return;
        json.Remove(from);
        json[to] ??= value;
    }

    private static void Tool(JsonObject tool)
    {
        tool["type"] ??= "function";
        if (tool["function"] is not JsonObject function)
            return;
        JsonMeaning.RemoveEmpty(function, "description");

        // Said a second time, in a place where no service looks; and a function is not strict unless it says so.
        function.Remove("type");
        JsonMeaning.RemoveFalse(function, "strict");
    }

    private static void Message(JsonObject message, string service)
    {
        // The newer word for the same.
        if ((string?)message["role"] == "developer")
            message["role"] = "system";

        // No member of this protocol: the service steps over it.
        message.Remove("images");
        foreach (var part in message["content"] as JsonArray ?? [])
        {
            if (part!["image_url"] is JsonValue address)
                part["image_url"] = new JsonObject { ["url"] = address.DeepClone() };
        }

        if (message["content"] is JsonArray { Count: 1 } parts && parts[0] is JsonObject { Count: 2 } only && only["text"] is { } text)
            message["content"] = text.DeepClone();
        if ((string?)message["role"] == "assistant")
            Answer(message, service);
    }

    private static void Answer(JsonObject message, string service)
    {
        // Sources of an earlier answer mean nothing to the model, nor does a prefix that is none; reasoning goes only where it is read.
        message.Remove("annotations");
        JsonMeaning.RemoveFalse(message, "prefix");
        if (service != "openrouter" || message["reasoning_details"] is not null)
            message.Remove("reasoning");
        if (service != "deepseek" || message["tool_calls"] is null)
            message.Remove("reasoning_content");
        JsonMeaning.RemoveEmpty(message, "content", "reasoning", "reasoning_content");
        foreach (var call in message["tool_calls"]?.AsArray() ?? [])
        {
            call!.AsObject().Remove("index");
            if (call["function"] is JsonObject function)
                function["arguments"] = JsonNode.Parse((string)function["arguments"]!) ?? new JsonObject();
        }
    }
}
