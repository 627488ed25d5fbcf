using System.Text.Json;

namespace SdkGen.Testing.Dialects.OpenAIChat;

/// <summary>A chat answer in one piece: <c>chat.completion</c>.</summary>
internal static class OpenAICompletion
{
    public static byte[] Write(ChatReply reply, ChatRequest request, int number, long created) => Utf8Json.Object(json =>
    {
        WriteHead(json, "chat.completion", reply, request, number, created);
        json.WriteStartArray("choices");
        for (var choice = 0; choice < ChoiceCount(request); choice++)
            WriteChoice(json, reply, number, choice);
        json.WriteEndArray();
        json.WritePropertyName("usage");
        WriteUsage(json, reply.Usage ?? TokenEstimate.Of(request, reply));
        json.WriteString("service_tier", "default");
        json.WriteString("system_fingerprint", "fp_emulator");
    });

    public static void WriteHead(Utf8JsonWriter json, string kind, ChatReply reply, ChatRequest request, int number, long created)
    {
        json.WriteString("id", $"chatcmpl-emulator{number:D6}");
        json.WriteString("object", kind);
        json.WriteNumber("created", created);
        json.WriteString("model", reply.Model ?? request.Model);
    }

    public static int ChoiceCount(ChatRequest request) => request.Json.Member("n") is { ValueKind: JsonValueKind.Number } n && n.TryGetInt32(out var count) ? count : 1;

    public static string FinishReason(ChatReply reply) => reply.FinishReason ?? (reply.ToolCalls.Count > 0 ? "tool_calls" : "stop");

    public static string CallId(ScriptedToolCall call, int number, int choice, int index) => call.Id ?? $"call_{number:D6}{choice:D2}{index:D2}emulator";

    public static void WriteUsage(Utf8JsonWriter json, TokenCounts counts)
    {
        json.WriteStartObject();
        json.WriteNumber("prompt_tokens", counts.Input);
        json.WriteNumber("completion_tokens", counts.Output);
        json.WriteNumber("total_tokens", counts.Input + counts.Output);
        json.WriteStartObject("prompt_tokens_details");
        json.WriteNumber("cached_tokens", counts.CachedInput);
        json.WriteNumber("audio_tokens", 0);
        json.WriteEndObject();
        json.WriteStartObject("completion_tokens_details");
        json.WriteNumber("reasoning_tokens", counts.Reasoning);
        json.WriteNumber("audio_tokens", 0);
        json.WriteNumber("accepted_prediction_tokens", 0);
        json.WriteNumber("rejected_prediction_tokens", 0);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteChoice(Utf8JsonWriter json, ChatReply reply, int number, int choice)
    {
        json.WriteStartObject();
        json.WriteNumber("index", choice);
        json.WriteStartObject("message");
        json.WriteString("role", "assistant");
        json.WriteString("content", reply.Text);
        if (reply.ToolCalls.Count > 0)
        {
            json.WriteStartArray("tool_calls");
            for (var i = 0; i < reply.ToolCalls.Count; i++)
                WriteCall(json, reply.ToolCalls[i], CallId(reply.ToolCalls[i], number, choice, i));
            json.WriteEndArray();
        }

        json.WriteString("refusal", reply.Refusal);
        json.WriteStartArray("annotations");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteNull("logprobs");
        json.WriteString("finish_reason", FinishReason(reply));
        json.WriteEndObject();
    }

    private static void WriteCall(Utf8JsonWriter json, ScriptedToolCall call, string id)
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("type", "function");
        json.WriteStartObject("function");
        json.WriteString("name", call.Name);
        json.WriteString("arguments", call.Arguments);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
