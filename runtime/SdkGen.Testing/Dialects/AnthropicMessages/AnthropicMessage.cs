using System.Text.Json;

namespace SdkGen.Testing.Dialects.AnthropicMessages;

/// <summary>A message in one piece.</summary>
internal static class AnthropicMessage
{
    public static byte[] Write(ChatReply reply, ChatRequest request, string id) => Utf8Json.Object(json =>
    {
        WriteHead(json, reply, request, id);
        json.WriteStartArray("content");
        if (reply.Reasoning is { } reasoning)
            WriteThinking(json, reasoning, AnthropicSignature.Of(reasoning));
        if (reply.Text is { Length: > 0 } text)
            WriteText(json, text);
        for (var i = 0; i < reply.ToolCalls.Count; i++)
            WriteCall(json, reply.ToolCalls[i], CallId(reply.ToolCalls[i], id, i), whole: true);
        json.WriteEndArray();
        WriteStop(json, reply);
        WriteUsage(json, reply.Usage ?? TokenEstimate.Of(request, reply));
    });

    public static void WriteHead(Utf8JsonWriter json, ChatReply reply, ChatRequest request, string id)
    {
        json.WriteString("id", "msg_" + id["req_".Length..]);
        json.WriteString("type", "message");
        json.WriteString("role", "assistant");
        json.WriteString("model", reply.Model ?? request.Model);
    }

    public static void WriteStop(Utf8JsonWriter json, ChatReply reply)
    {
        json.WriteString("stop_reason", reply.FinishReason ?? (reply.Refusal is not null ? "refusal" : reply.ToolCalls.Count > 0 ? "tool_use" : "end_turn"));
        json.WriteNull("stop_sequence");
        if (reply.Refusal is not { } refusal)
            return;
        json.WriteStartObject("stop_details");
        json.WriteString("type", "refusal");
        json.WriteNull("category");
        json.WriteString("explanation", refusal);
        json.WriteEndObject();
    }

    public static void WriteThinking(Utf8JsonWriter json, string thinking, string signature)
    {
        json.WriteStartObject();
        json.WriteString("type", "thinking");
        json.WriteString("thinking", thinking);
        json.WriteString("signature", signature);
        json.WriteEndObject();
    }

    public static void WriteText(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("type", "text");
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    /// <summary>A call. What is no object cannot stand in an answer in one piece; the service then sends an empty one.</summary>
    public static void WriteCall(Utf8JsonWriter json, ScriptedToolCall call, string id, bool whole)
    {
        json.WriteStartObject();
        json.WriteString("type", "tool_use");
        json.WriteString("id", id);
        json.WriteString("name", call.Name);
        json.WritePropertyName("input");
        json.WriteRawValue(whole && IsObject(call.Arguments) ? call.Arguments : "{}");
        json.WriteEndObject();
    }

    public static string CallId(ScriptedToolCall call, string id, int index) => call.Id ?? $"toolu_{id["req_".Length..]}{index:D2}";

    /// <summary>Counts as the service tells them: input that a cache held is not part of the input.</summary>
    public static void WriteUsage(Utf8JsonWriter json, TokenCounts counts)
    {
        json.WriteStartObject("usage");
        json.WriteNumber("input_tokens", counts.Input - counts.CachedInput);
        json.WriteNumber("cache_creation_input_tokens", 0);
        json.WriteNumber("cache_read_input_tokens", counts.CachedInput);
        json.WriteNumber("output_tokens", counts.Output);
        if (counts.Reasoning > 0)
        {
            json.WriteStartObject("output_tokens_details");
            json.WriteNumber("thinking_tokens", counts.Reasoning);
            json.WriteEndObject();
        }

        json.WriteString("service_tier", "standard");
        json.WriteEndObject();
    }

    private static bool IsObject(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
