using System.Text;
using System.Text.Json.Nodes;
using SdkGen.Testing.Dialects.OpenAIChat;

namespace SdkGen.Testing.Dialects.OpenAIResponses;

/// <summary>An answer as server-sent events: the whole sequence, item by item, each event numbered and named.</summary>
internal sealed class OpenAIResponsesStream
{
    private readonly MemoryStream _body = new();
    private readonly ChatReply _reply;
    private int _number;

    public OpenAIResponsesStream(JsonObject response, ChatReply reply, OpenAIError? error = null)
    {
        _reply = reply;
        var begun = response.DeepClone().AsObject();
        (begun["status"], begun["completed_at"], begun["incomplete_details"], begun["usage"], begun["output"]) = ("in_progress", null, null, null, new JsonArray());
        Add("response.created", ("response", begun));
        Add("response.in_progress", ("response", begun));
        var items = response["output"]!.AsArray();
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i]!.AsObject();
            if ((string?)item["type"] != "message")
                WriteCall(item, i);
            else if (!WriteMessage(item, i, cutsOff: error is not null || reply.Endless))
                break;
        }

        if (error is not null)
            Fail(begun, error);
        else if (Repeated is null)
            Add($"response.{response["status"]}", ("response", response));
        Body = _body.ToArray();
    }

    /// <summary>All events, or those before the repeated one.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The event of a stream that never ends.</summary>
    public byte[]? Repeated { get; private set; }

    /// <returns>False where the stream does not come to the message's end.</returns>
    private bool WriteMessage(JsonObject item, int index, bool cutsOff)
    {
        var id = item["id"];
        Begin(item, index, "content", new JsonArray());
        var parts = item["content"]!.AsArray();
        for (var i = 0; i < parts.Count; i++)
        {
            var part = parts[i]!.AsObject();
            var (kind, member) = (string?)part["type"] == "refusal" ? ("refusal", "refusal") : ("output_text", "text");
            var begun = part.DeepClone().AsObject();
            begun[member] = "";
            Add("response.content_part.added", ("item_id", id), ("output_index", index), ("content_index", i), ("part", begun));
            foreach (var piece in Cut(part, member))
                Add($"response.{kind}.delta", ("item_id", id), ("output_index", index), ("content_index", i), ("delta", piece));
            if (cutsOff)
            {
                if (_reply.Endless)
                    Repeated = Event($"response.{kind}.delta", ("item_id", id), ("output_index", index), ("content_index", i), ("delta", Cut(part, member).LastOrDefault() ?? " "));
                return false;
            }

            Add($"response.{kind}.done", ("item_id", id), ("output_index", index), ("content_index", i), (member, part[member]));
            Add("response.content_part.done", ("item_id", id), ("output_index", index), ("content_index", i), ("part", part));
        }

        Add("response.output_item.done", ("output_index", index), ("item", item));
        return true;
    }

    private IEnumerable<string> Cut(JsonObject part, string member) =>
        member == "text" && _reply.TextPieces is { } pieces ? pieces : Pieces.Words((string?)part[member] ?? "");

    private void WriteCall(JsonObject item, int index)
    {
        var id = item["id"];
        Begin(item, index, "arguments", "");
        var call = _reply.ToolCalls.First(call => call.Name == (string?)item["name"] && call.Arguments == (string?)item["arguments"]);
        foreach (var piece in call.ArgumentPieces ?? Pieces.OfLength(call.Arguments, 5))
            Add("response.function_call_arguments.delta", ("item_id", id), ("output_index", index), ("delta", piece));
        Add("response.function_call_arguments.done", ("item_id", id), ("output_index", index), ("name", item["name"]), ("arguments", item["arguments"]));
        Add("response.output_item.done", ("output_index", index), ("item", item));
    }

    private void Begin(JsonObject item, int index, string member, JsonNode empty)
    {
        var begun = item.DeepClone().AsObject();
        (begun["status"], begun[member]) = ("in_progress", empty);
        Add("response.output_item.added", ("output_index", index), ("item", begun));
    }

    private void Fail(JsonObject response, OpenAIError error)
    {
        var failed = response.DeepClone().AsObject();
        (failed["status"], failed["error"]) = ("failed", new JsonObject { ["code"] = error.Code ?? error.Type, ["message"] = error.Message });
        Add("error", ("error", new JsonObject { ["type"] = error.Type, ["code"] = error.Code, ["message"] = error.Message, ["param"] = error.Param }));
        Add("response.failed", ("response", failed));
    }

    private void Add(string type, params ReadOnlySpan<(string Name, JsonNode? Value)> members) => _body.Write(Event(type, members));

    private byte[] Event(string type, params ReadOnlySpan<(string Name, JsonNode? Value)> members)
    {
        var wire = new JsonObject { ["type"] = type, ["sequence_number"] = _number++ };
        foreach (var (name, value) in members)
            wire[name] = value?.DeepClone();
        return [.. Encoding.UTF8.GetBytes($"event: {type}\ndata: "), .. Utf8Json.Of(wire), .. "\n\n"u8];
    }
}
