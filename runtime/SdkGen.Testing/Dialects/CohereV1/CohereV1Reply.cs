using System.Text.Json.Nodes;

namespace SdkGen.Testing.Dialects.CohereV1;

/// <summary>A chat answer of the first version: whole, or one object after the other.</summary>
internal sealed class CohereV1Reply(ChatReply reply, ChatRequest request, int number)
{
    private readonly string _generation = $"00000000-0000-4000-9000-{number:D12}";

    private string FinishReason => reply.FinishReason ?? "COMPLETE";

    public JsonObject Whole()
    {
        var counts = reply.Usage ?? TokenEstimate.Of(request, reply);
        var whole = new JsonObject
        {
            ["response_id"] = $"00000000-0000-4000-8000-{number:D12}",
            ["generation_id"] = _generation,
            ["text"] = reply.Text ?? reply.Refusal ?? "",
            ["finish_reason"] = FinishReason,
            ["meta"] = new JsonObject
            {
                ["api_version"] = new JsonObject { ["version"] = "1" },
                ["billed_units"] = Units(counts),
                ["tokens"] = Units(counts),
            },
        };
        if (reply.ToolCalls.Count > 0)
            whole["tool_calls"] = Calls();
        return whole;
    }

    /// <summary>The lines of a stream.</summary>
    /// <param name="error">Takes the place of the end.</param>
    public (byte[] Body, byte[]? Repeated) Stream(string? error = null)
    {
        using var body = new MemoryStream();
        body.Write(Line("stream-start", ("generation_id", _generation)));
        var pieces = reply.TextPieces ?? [.. Pieces.Words(reply.Text ?? reply.Refusal ?? "")];
        foreach (var piece in pieces)
            body.Write(Text(piece));
        if (reply.Endless && error is null)
            return (body.ToArray(), Text(pieces.LastOrDefault() ?? " "));
        if (reply.ToolCalls.Count > 0 && error is null)
            body.Write(Line("tool-calls-generation", ("text", reply.Text ?? ""), ("tool_calls", Calls())));
        body.Write(error is null
            ? Line("stream-end", ("is_finished", true), ("finish_reason", FinishReason), ("response", Whole()))
            : Line("stream-end", ("is_finished", true), ("finish_reason", "ERROR"), ("error", error)));
        return (body.ToArray(), null);
    }

    private static byte[] Text(string piece) => Line("text-generation", ("text", piece));

    private static byte[] Line(string type, params (string Name, JsonNode Value)[] members)
    {
        var line = new JsonObject { ["is_finished"] = false, ["event_type"] = type };
        foreach (var (name, value) in members)
            line[name] = value;
        return [.. Utf8Json.Of(line), .. "\n"u8];
    }

    private JsonArray Calls() => [.. reply.ToolCalls.Select(call => new JsonObject { ["name"] = call.Name, ["parameters"] = JsonNode.Parse(call.Arguments) })];

    private static JsonObject Units(TokenCounts counts) => new() { ["input_tokens"] = counts.Input, ["output_tokens"] = counts.Output };
}
