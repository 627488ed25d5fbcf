using System.Text;
using System.Text.Json;

namespace SdkGen.Testing.Dialects.CohereChat;

/// <summary>A chat answer as server-sent events: <c>message-start</c>, the parts and calls piece by piece, <c>message-end</c>, <c>[DONE]</c>.</summary>
internal sealed class CohereStream
{
    private readonly MemoryStream _body = new();

    public CohereStream(ChatReply reply, ChatRequest request, int number, CohereError? error = null)
    {
        Add("message-start", null, WriteStart, number);
        var text = reply.TextPieces ?? [.. Pieces.Words(reply.Text ?? reply.Refusal ?? "")];
        if (text.Count > 0)
            AddText(text);
        if (reply.Endless && error is null)
        {
            Repeated = Event("content-delta", 0, json => WriteText(json, text.LastOrDefault() ?? " ", null));
            Body = _body.ToArray();
            return;
        }

        if (text.Count > 0)
            Add("content-end", 0);
        for (var i = 0; i < reply.ToolCalls.Count; i++)
            AddCall(i, reply.ToolCalls[i], number);
        _body.Write(End(reply, request, error));
        _body.Write("data: [DONE]\n\n"u8);
        Body = _body.ToArray();
    }

    /// <summary>All events, or those before the repeated one.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The event of a stream that never ends.</summary>
    public byte[]? Repeated { get; }

    private void AddText(IReadOnlyList<string> pieces)
    {
        Add("content-start", 0, json => WriteText(json, "", "text"));
        foreach (var piece in pieces)
            Add("content-delta", 0, json => WriteText(json, piece, null));
    }

    private void AddCall(int index, ScriptedToolCall call, int number)
    {
        Add("tool-call-start", index, json =>
        {
            json.WritePropertyName("tool_calls");
            CohereReply.WriteCall(json, CohereReply.CallId(call, number, index), call.Name, "");
        });
        foreach (var piece in call.ArgumentPieces ?? [.. Pieces.OfLength(call.Arguments, 5)])
        {
            Add("tool-call-delta", index, json =>
            {
                json.WriteStartObject("tool_calls");
                json.WriteStartObject("function");
                json.WriteString("arguments", piece);
                json.WriteEndObject();
                json.WriteEndObject();
            });
        }

        Add("tool-call-end", index);
    }

    private static void WriteStart(Utf8JsonWriter json)
    {
        json.WriteString("role", "assistant");
        json.WriteStartArray("content");
        json.WriteEndArray();
        json.WriteString("tool_plan", "");
        json.WriteStartArray("tool_calls");
        json.WriteEndArray();
        json.WriteStartArray("citations");
        json.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter json, string piece, string? type)
    {
        json.WriteStartObject("content");
        if (type is not null)
            json.WriteString("type", type);
        json.WriteString("text", piece);
        json.WriteEndObject();
    }

    private static byte[] End(ChatReply reply, ChatRequest request, CohereError? error) => Framed("message-end", Utf8Json.Object(json =>
    {
        json.WriteString("type", "message-end");
        json.WriteStartObject("delta");
        json.WriteString("finish_reason", error is null ? CohereReply.FinishReason(reply) : "ERROR");
        if (error is null)
        {
            CohereReply.WriteUsage(json, reply.Usage ?? TokenEstimate.Of(request, reply));
        }
        else
        {
            json.WriteString("error", error.Message);
            if (error.Type is not null)
                json.WriteString("error_type", error.Type);
        }

        json.WriteEndObject();
    }));

    private void Add(string type, int? index, Action<Utf8JsonWriter>? message = null, int? number = null) => _body.Write(Event(type, index, message, number));

    private static byte[] Event(string type, int? index, Action<Utf8JsonWriter>? message = null, int? number = null) => Framed(type, Utf8Json.Object(json =>
    {
        if (number is { } id)
            json.WriteString("id", CohereReply.Id(id));
        json.WriteString("type", type);
        if (index is { } place)
            json.WriteNumber("index", place);
        if (message is null)
            return;
        json.WriteStartObject("delta");
        json.WriteStartObject("message");
        message(json);
        json.WriteEndObject();
        json.WriteEndObject();
    }));

    private static byte[] Framed(string type, byte[] data) => [.. Encoding.UTF8.GetBytes($"event: {type}\ndata: "), .. data, .. "\n\n"u8];
}
