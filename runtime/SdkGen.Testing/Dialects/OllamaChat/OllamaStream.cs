namespace SdkGen.Testing.Dialects.OllamaChat;

/// <summary>A chat answer as lines of JSON, the last with <c>"done": true</c>.</summary>
internal sealed class OllamaStream
{
    private readonly MemoryStream _body = new();

    public OllamaStream(ChatReply reply, ChatRequest request, DateTimeOffset now, OllamaError? error = null)
    {
        var pieces = reply.TextPieces ?? [.. Pieces.Words(reply.Text ?? reply.Refusal ?? "")];
        foreach (var piece in pieces)
            Add(OllamaReply.Piece(reply, request, now, piece, []));
        if (reply.ToolCalls.Count > 0)
            Add(OllamaReply.Piece(reply, request, now, "", reply.ToolCalls));
        if (error is not null)
            Add(error.Json);
        else if (reply.Endless)
            Repeated = [.. OllamaReply.Piece(reply, request, now, pieces.LastOrDefault() ?? " ", []), (byte)'\n'];
        else
            Add(OllamaReply.End(reply, request, now));
        Body = _body.ToArray();
    }

    /// <summary>All lines, or those before the repeated one.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The line of a stream that never ends.</summary>
    public byte[]? Repeated { get; }

    private void Add(byte[] line)
    {
        _body.Write(line);
        _body.Write("\n"u8);
    }
}
