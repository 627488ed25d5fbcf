using System.Text.Json;

namespace SdkGen.Testing.Dialects.CohereChat;

/// <summary>A chat answer in one piece.</summary>
internal static class CohereReply
{
    public static byte[] Write(ChatReply reply, ChatRequest request, int number) => Utf8Json.Object(json =>
    {
        json.WriteString("id", Id(number));
        json.WriteStartObject("message");
        json.WriteString("role", "assistant");
        if ((reply.Text ?? reply.Refusal) is { } text)
        {
            json.WriteStartArray("content");
            json.WriteStartObject();
            json.WriteString("type", "text");
            json.WriteString("text", text);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        if (reply.ToolCalls.Count > 0)
        {
            json.WriteStartArray("tool_calls");
            for (var i = 0; i < reply.ToolCalls.Count; i++)
                WriteCall(json, CallId(reply.ToolCalls[i], number, i), reply.ToolCalls[i].Name, reply.ToolCalls[i].Arguments);
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteString("finish_reason", FinishReason(reply));
        WriteUsage(json, reply.Usage ?? TokenEstimate.Of(request, reply));
    });

    public static string Id(int number) => $"00000000-0000-4000-8000-{number:D12}";

    public static string FinishReason(ChatReply reply) => reply.FinishReason ?? (reply.ToolCalls.Count > 0 ? "TOOL_CALL" : "COMPLETE");

    public static string CallId(ScriptedToolCall call, int number, int index) => call.Id ?? $"{call.Name}_{number:D6}{index:D2}emul";

    public static void WriteCall(Utf8JsonWriter json, string id, string name, string arguments)
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("type", "function");
        json.WriteStartObject("function");
        json.WriteString("name", name);
        json.WriteString("arguments", arguments);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void WriteUsage(Utf8JsonWriter json, TokenCounts counts)
    {
        json.WriteStartObject("usage");
        json.WriteStartObject("billed_units");
        json.WriteNumber("input_tokens", counts.Input);
        json.WriteNumber("output_tokens", counts.Output);
        json.WriteEndObject();
        json.WriteStartObject("tokens");
        json.WriteNumber("input_tokens", counts.Input);
        json.WriteNumber("output_tokens", counts.Output);
        if (counts.Reasoning > 0)
            json.WriteNumber("reasoning_tokens", counts.Reasoning);
        json.WriteEndObject();
        json.WriteNumber("cached_tokens", counts.CachedInput);
        json.WriteEndObject();
    }
}
