using System.Text.Json;

namespace SdkGen.Testing.Dialects.OpenAIChat;

/// <summary>A chat answer as server-sent events: <c>chat.completion.chunk</c> after <c>chat.completion.chunk</c>, then <c>[DONE]</c>.</summary>
internal sealed class OpenAIChatStream
{
    private readonly MemoryStream _body = new();
    private readonly ChatReply _reply;
    private readonly ChatRequest _request;
    private readonly int _number;
    private readonly long _created;
    private readonly bool _withUsage;

    public OpenAIChatStream(ChatReply reply, ChatRequest request, int number, long created, OpenAIError? error = null)
    {
        (_reply, _request, _number, _created) = (reply, request, number, created);
        _withUsage = request.Json.Member("stream_options") is { } options && options.IsTrue("include_usage");
        for (var choice = 0; choice < OpenAICompletion.ChoiceCount(request); choice++)
            WriteDeltas(choice);

        if (error is not null)
            Add(error.Json);
        else if (reply.Endless)
            Repeated = Event(Chunk(0, TextDelta(TextPieces(reply).LastOrDefault() ?? " ")));
        else
            WriteEnd();
        Body = _body.ToArray();
    }

    /// <summary>All events, or those before the repeated one.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The event of a stream that never ends.</summary>
    public byte[]? Repeated { get; }

    private void WriteDeltas(int choice)
    {
        Add(Chunk(choice, json =>
        {
            json.WriteString("role", "assistant");
            json.WriteString("content", _reply.Text is null && _reply.ToolCalls.Count > 0 ? null : "");
            json.WriteNull("refusal");
        }));
        foreach (var piece in TextPieces(_reply))
            Add(Chunk(choice, TextDelta(piece)));
        foreach (var piece in Pieces.Words(_reply.Refusal ?? ""))
            Add(Chunk(choice, json => json.WriteString("refusal", piece)));
        for (var i = 0; i < _reply.ToolCalls.Count; i++)
            WriteCall(choice, i, _reply.ToolCalls[i]);
    }

    private void WriteCall(int choice, int index, ScriptedToolCall call)
    {
        var id = OpenAICompletion.CallId(call, _number, choice, index);
        Add(Chunk(choice, json => WriteCallDelta(json, index, id, call.Name, "")));
        foreach (var piece in call.ArgumentPieces ?? Pieces.OfLength(call.Arguments, 5))
            Add(Chunk(choice, json => WriteCallDelta(json, index, null, null, piece)));
    }

    private void WriteEnd()
    {
        for (var choice = 0; choice < OpenAICompletion.ChoiceCount(_request); choice++)
            Add(Chunk(choice, _ => { }, OpenAICompletion.FinishReason(_reply)));
        if (_withUsage)
            Add(Chunk(null, _ => { }));
        _body.Write("data: [DONE]\n\n"u8);
    }

    private byte[] Chunk(int? choice, Action<Utf8JsonWriter> delta, string? finish = null) => Utf8Json.Object(json =>
    {
        OpenAICompletion.WriteHead(json, "chat.completion.chunk", _reply, _request, _number, _created);
        json.WriteString("service_tier", "default");
        json.WriteString("system_fingerprint", "fp_emulator");
        json.WriteStartArray("choices");
        if (choice is { } index)
        {
            json.WriteStartObject();
            json.WriteNumber("index", index);
            json.WriteStartObject("delta");
            delta(json);
            json.WriteEndObject();
            json.WriteNull("logprobs");
            json.WriteString("finish_reason", finish);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (!_withUsage)
            return;
        json.WritePropertyName("usage");
        if (choice is null)
            OpenAICompletion.WriteUsage(json, _reply.Usage ?? TokenEstimate.Of(_request, _reply));
        else
            json.WriteNullValue();
    });

    private void Add(byte[] data) => _body.Write(Event(data));

    private static byte[] Event(byte[] data) => [.. "data: "u8, .. data, .. "\n\n"u8];

    private static IEnumerable<string> TextPieces(ChatReply reply) => reply.TextPieces ?? Pieces.Words(reply.Text ?? "");

    private static Action<Utf8JsonWriter> TextDelta(string piece) => json => json.WriteString("content", piece);

    private static void WriteCallDelta(Utf8JsonWriter json, int index, string? id, string? name, string arguments)
    {
        json.WriteStartArray("tool_calls");
        json.WriteStartObject();
        json.WriteNumber("index", index);
        if (id is not null)
        {
            json.WriteString("id", id);
            json.WriteString("type", "function");
        }

        json.WriteStartObject("function");
        if (name is not null)
            json.WriteString("name", name);
        json.WriteString("arguments", arguments);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
