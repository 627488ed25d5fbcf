using System.Text.Json;

namespace SdkGen.Testing.Dialects.OllamaChat;

/// <summary>Answers of <c>POST api/chat</c>: whole, and the lines of a stream.</summary>
internal static class OllamaReply
{
    public static byte[] Whole(ChatReply reply, ChatRequest request, DateTimeOffset now) => Utf8Json.Object(json =>
    {
        WriteHead(json, reply, request, now);
        WriteMessage(json, reply.Text ?? reply.Refusal ?? "", reply.ToolCalls);
        WriteEnd(json, reply, request);
    });

    /// <summary>A piece of text or of calls.</summary>
    public static byte[] Piece(ChatReply reply, ChatRequest request, DateTimeOffset now, string text, IReadOnlyList<ScriptedToolCall> calls) => Utf8Json.Object(json =>
    {
        WriteHead(json, reply, request, now);
        WriteMessage(json, text, calls);
        json.WriteBoolean("done", false);
    });

    /// <summary>The last piece.</summary>
    public static byte[] End(ChatReply reply, ChatRequest request, DateTimeOffset now) => Utf8Json.Object(json =>
    {
        WriteHead(json, reply, request, now);
        WriteMessage(json, "", []);
        WriteEnd(json, reply, request);
    });

    private static void WriteHead(Utf8JsonWriter json, ChatReply reply, ChatRequest request, DateTimeOffset now)
    {
        json.WriteString("model", reply.Model ?? request.Model);
        json.WriteString("created_at", now.UtcDateTime);
    }

    private static void WriteMessage(Utf8JsonWriter json, string text, IReadOnlyList<ScriptedToolCall> calls)
    {
        json.WriteStartObject("message");
        json.WriteString("role", "assistant");
        json.WriteString("content", text);
        if (calls.Count > 0)
        {
            json.WriteStartArray("tool_calls");
            for (var i = 0; i < calls.Count; i++)
                WriteCall(json, calls[i], i);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteCall(Utf8JsonWriter json, ScriptedToolCall call, int index)
    {
        json.WriteStartObject();

        // Older servers give no ids; a script that wants one says so.
        if (call.Id is not null)
            json.WriteString("id", call.Id);
        json.WriteStartObject("function");
        json.WriteNumber("index", index);
        json.WriteString("name", call.Name);
        json.WritePropertyName("arguments");

        // Sent as it is, valid or not.
        json.WriteRawValue(call.Arguments.Length == 0 ? "{}" : call.Arguments, skipInputValidation: true);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteEnd(Utf8JsonWriter json, ChatReply reply, ChatRequest request)
    {
        var counts = reply.Usage ?? TokenEstimate.Of(request, reply);
        json.WriteString("done_reason", reply.FinishReason ?? "stop");
        json.WriteBoolean("done", true);
        json.WriteNumber("total_duration", 120_000_000);
        json.WriteNumber("load_duration", 10_000_000);
        json.WriteNumber("prompt_eval_count", counts.Input);
        json.WriteNumber("prompt_eval_duration", 20_000_000);
        json.WriteNumber("eval_count", counts.Output);
        json.WriteNumber("eval_duration", 90_000_000);
    }
}
