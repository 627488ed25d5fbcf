using System.Text.Json;

namespace SdkGen.Testing.Dialects.BedrockConverse;

/// <summary>A chat answer in one piece, and the parts that a stream shares with it.</summary>
internal static class BedrockConverseMessage
{
    public static byte[] Write(ChatReply reply, ChatRequest request, int number) => Utf8Json.Object(json =>
    {
        json.WriteStartObject("output");
        json.WriteStartObject("message");
        json.WriteString("role", "assistant");
        json.WriteStartArray("content");
        WriteBlocks(json, reply, number);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString("stopReason", StopReason(reply));
        WriteUsage(json, reply.Usage ?? TokenEstimate.Of(request, reply));
        json.WriteStartObject("metrics");
        json.WriteNumber("latencyMs", 12);
        json.WriteEndObject();
    });

    public static string StopReason(ChatReply reply) => reply.FinishReason switch
    {
        { } reason => reason,
        null when reply.ToolCalls.Count > 0 => "tool_use",
        null => reply.Refusal is null ? "end_turn" : "content_filtered",
    };

    public static string CallId(ScriptedToolCall call, int number, int index) => call.Id ?? $"tooluse_{number:x}-{index:x}";

    /// <summary>The service has no word of its own for a refusal: it is text.</summary>
    public static IEnumerable<string> TextPieces(ChatReply reply) => reply.TextPieces ?? Pieces.Words(reply.Text ?? reply.Refusal ?? "");

    public static void WriteUsage(Utf8JsonWriter json, TokenCounts usage)
    {
        json.WriteStartObject("usage");
        json.WriteNumber("inputTokens", usage.Input - usage.CachedInput);
        json.WriteNumber("outputTokens", usage.Output);
        json.WriteNumber("totalTokens", usage.Input + usage.Output);
        json.WriteNumber("cacheReadInputTokens", usage.CachedInput);
        json.WriteNumber("cacheWriteInputTokens", 0);
        json.WriteEndObject();
    }

    private static void WriteBlocks(Utf8JsonWriter json, ChatReply reply, int number)
    {
        if ((reply.Text ?? reply.Refusal ?? (reply.TextPieces is { } pieces ? string.Concat(pieces) : null)) is { Length: > 0 } text)
        {
            json.WriteStartObject();
            json.WriteString("text", text);
            json.WriteEndObject();
        }

        for (var i = 0; i < reply.ToolCalls.Count; i++)
        {
            json.WriteStartObject();
            json.WriteStartObject("toolUse");
            json.WriteString("toolUseId", CallId(reply.ToolCalls[i], number, i));
            json.WriteString("name", reply.ToolCalls[i].Name);
            WriteInput(json, reply.ToolCalls[i].Arguments);
            json.WriteEndObject();
            json.WriteEndObject();
        }
    }

    /// <summary>Arguments are an object here; a script's text that is none stands as a string.</summary>
    private static void WriteInput(Utf8JsonWriter json, string arguments)
    {
        try
        {
            using var document = JsonDocument.Parse(arguments.Length == 0 ? "{}" : arguments);
            json.WritePropertyName("input");
            document.RootElement.WriteTo(json);
        }
        catch (JsonException)
        {
            json.WriteString("input", arguments);
        }
    }
}
