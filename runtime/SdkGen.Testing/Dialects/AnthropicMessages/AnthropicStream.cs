using System.Text;
using System.Text.Json;

namespace SdkGen.Testing.Dialects.AnthropicMessages;

/// <summary>A message as named server-sent events, block after block.</summary>
internal sealed class AnthropicStream
{
    private readonly MemoryStream _body = new();
    private int _blocks;

    public AnthropicStream(ChatReply reply, ChatRequest request, string id, AnthropicError? error = null)
    {
        var counts = reply.Usage ?? TokenEstimate.Of(request, reply);
        Add("message_start", json =>
        {
            json.WriteStartObject("message");
            AnthropicMessage.WriteHead(json, reply, request, id);
            json.WriteStartArray("content");
            json.WriteEndArray();
            json.WriteNull("stop_reason");
            json.WriteNull("stop_sequence");
            AnthropicMessage.WriteUsage(json, counts with { Output = 1, Reasoning = 0 });
            json.WriteEndObject();
        });
        Add("ping", _ => { });
        WriteBlocks(reply, id, isWhole: error is null && !reply.Endless);
        if (error is not null)
            Add(Event("error", error.Json(id)));
        else if (reply.Endless)
            Repeated = TextDelta(TextPieces(reply).LastOrDefault() ?? " ");
        else
            WriteEnd(reply, counts);
        Body = _body.ToArray();
    }

    /// <summary>All events, or those before the repeated one.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The event of a stream that never ends.</summary>
    public byte[]? Repeated { get; }

    private void WriteBlocks(ChatReply reply, string id, bool isWhole)
    {
        if (reply.Reasoning is { } reasoning)
        {
            Begin(json => AnthropicMessage.WriteThinking(json, "", ""));
            foreach (var piece in Pieces.Words(reasoning))
                Delta("thinking_delta", json => json.WriteString("thinking", piece));
            Delta("signature_delta", json => json.WriteString("signature", AnthropicSignature.Of(reasoning)));
            End();
        }

        if (reply.Text is { Length: > 0 } || reply.Endless)
        {
            Begin(json => AnthropicMessage.WriteText(json, ""));
            foreach (var piece in TextPieces(reply))
                Add(TextDelta(piece));
            if (!isWhole)
                return;
            End();
        }

        for (var i = 0; i < reply.ToolCalls.Count; i++)
        {
            var call = reply.ToolCalls[i];
            Begin(json => AnthropicMessage.WriteCall(json, call, AnthropicMessage.CallId(call, id, i), whole: false));
            Delta("input_json_delta", json => json.WriteString("partial_json", ""));
            foreach (var piece in call.ArgumentPieces ?? Pieces.OfLength(call.Arguments, 5))
                Delta("input_json_delta", json => json.WriteString("partial_json", piece));
            End();
        }
    }

    private void WriteEnd(ChatReply reply, TokenCounts counts)
    {
        Add("message_delta", json =>
        {
            json.WriteStartObject("delta");
            AnthropicMessage.WriteStop(json, reply);
            json.WriteEndObject();
            AnthropicMessage.WriteUsage(json, counts);
        });
        Add("message_stop", _ => { });
    }

    private void Begin(Action<Utf8JsonWriter> block) => Add("content_block_start", json =>
    {
        json.WriteNumber("index", _blocks);
        json.WritePropertyName("content_block");
        block(json);
    });

    private void Delta(string type, Action<Utf8JsonWriter> members) => Add(DeltaEvent(type, members));

    private byte[] TextDelta(string piece) => DeltaEvent("text_delta", json => json.WriteString("text", piece));

    private byte[] DeltaEvent(string type, Action<Utf8JsonWriter> members) => Named("content_block_delta", json =>
    {
        json.WriteNumber("index", _blocks);
        json.WriteStartObject("delta");
        json.WriteString("type", type);
        members(json);
        json.WriteEndObject();
    });

    private void End()
    {
        Add("content_block_stop", json => json.WriteNumber("index", _blocks));
        _blocks++;
    }

    private void Add(string name, Action<Utf8JsonWriter> members) => Add(Named(name, members));

    private void Add(byte[] item) => _body.Write(item);

    private static byte[] Named(string name, Action<Utf8JsonWriter> members) => Event(name, Utf8Json.Object(json =>
    {
        json.WriteString("type", name);
        members(json);
    }));

    private static byte[] Event(string name, byte[] data) => [.. Encoding.UTF8.GetBytes($"event: {name}\ndata: "), .. data, .. "\n\n"u8];

    private static IEnumerable<string> TextPieces(ChatReply reply) => reply.TextPieces ?? Pieces.Words(reply.Text ?? "");
}
