using System.Text.Json;

namespace SdkGen.Testing.Dialects.BedrockConverse;

/// <summary>A chat answer as a binary event stream, padded as the service pads it.</summary>
internal sealed class BedrockConverseStream
{
    private const string Padding = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    private readonly MemoryStream _body = new();
    private int _events;

    public BedrockConverseStream(ChatReply reply, ChatRequest request, int number, BedrockError? error = null)
    {
        Add("messageStart", json => json.WriteString("role", "assistant"));
        var index = 0;
        var pieces = BedrockConverseMessage.TextPieces(reply).ToList();
        foreach (var piece in pieces)
            Add("contentBlockDelta", TextDelta(index, piece));
        if (error is not null)
        {
            _body.Write(EventStream.Exception(error.StreamType, error.Json));
        }
        else if (reply.Endless)
        {
            Repeated = EventStream.Event("contentBlockDelta", Utf8Json.Object(TextDelta(index, pieces.LastOrDefault() ?? " ")));
        }
        else
        {
            if (pieces.Count > 0)
                Stop(index++);
            for (var i = 0; i < reply.ToolCalls.Count; i++)
                AddCall(index++, reply.ToolCalls[i], BedrockConverseMessage.CallId(reply.ToolCalls[i], number, i));
            Add("messageStop", json => json.WriteString("stopReason", BedrockConverseMessage.StopReason(reply)));
            Add("metadata", json =>
            {
                BedrockConverseMessage.WriteUsage(json, reply.Usage ?? TokenEstimate.Of(request, reply));
                json.WriteStartObject("metrics");
                json.WriteNumber("latencyMs", 12);
                json.WriteEndObject();
            });
        }

        Body = _body.ToArray();
    }

    /// <summary>All events, or those before the repeated one.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The event of a stream that never ends.</summary>
    public byte[]? Repeated { get; }

    private static Action<Utf8JsonWriter> TextDelta(int index, string piece) => json =>
    {
        json.WriteNumber("contentBlockIndex", index);
        json.WriteStartObject("delta");
        json.WriteString("text", piece);
        json.WriteEndObject();
    };

    private void AddCall(int index, ScriptedToolCall call, string id)
    {
        Add("contentBlockStart", json =>
        {
            json.WriteNumber("contentBlockIndex", index);
            json.WriteStartObject("start");
            json.WriteStartObject("toolUse");
            json.WriteString("toolUseId", id);
            json.WriteString("name", call.Name);
            json.WriteEndObject();
            json.WriteEndObject();
        });
        foreach (var piece in call.ArgumentPieces ?? Pieces.OfLength(call.Arguments, 5))
        {
            Add("contentBlockDelta", json =>
            {
                json.WriteNumber("contentBlockIndex", index);
                json.WriteStartObject("delta");
                json.WriteStartObject("toolUse");
                json.WriteString("input", piece);
                json.WriteEndObject();
                json.WriteEndObject();
            });
        }

        Stop(index);
    }

    private void Stop(int index) => Add("contentBlockStop", json => json.WriteNumber("contentBlockIndex", index));

    private void Add(string type, Action<Utf8JsonWriter> members) => _body.Write(EventStream.Event(type, Utf8Json.Object(json =>
    {
        members(json);
        json.WriteString("p", Padding[..(1 + (_events++ * 7 % Padding.Length))]);
    })));
}
