using System.Text;
using System.Text.Json.Nodes;
using SdkGen.Testing.Dialects.Gemini;

namespace SdkGen.Testing.Dialects.GeminiInteractions;

/// <summary>An interaction as named server-sent events, step after step.</summary>
internal sealed class InteractionsStream
{
    private readonly MemoryStream _body = new();

    public InteractionsStream(InteractionReply interaction, GeminiError? error = null)
    {
        Add("interaction.created", ("interaction", new JsonObject { ["id"] = interaction.Id, ["object"] = "interaction", ["model"] = interaction.Model, ["status"] = "in_progress" }));
        Add("interaction.status_update", ("interaction_id", interaction.Id), ("status", "in_progress"));
        for (var i = 0; i < interaction.Steps.Count && Repeated is null; i++)
            AddStep(interaction, interaction.Steps[i], i, cutsOff: error is not null || interaction.Reply.Endless);
        if (error is not null)
            Add("error", ("error", JsonNode.Parse(error.Json)!["error"]!));
        else if (Repeated is null)
            Add("interaction.completed", ("interaction", interaction.End));
        if (Repeated is null)
            _body.Write("event: done\ndata: [DONE]\n\n"u8);
        Body = _body.ToArray();
    }

    /// <summary>All events, or those before the repeated one.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The event of a stream that never ends.</summary>
    public byte[]? Repeated { get; private set; }

    private void AddStep(InteractionReply interaction, JsonObject step, int index, bool cutsOff)
    {
        var begun = step.DeepClone().AsObject();
        foreach (var late in (string[])["content", "summary", "signature"])
            begun.Remove(late);
        if (begun["arguments"] is not null)
            begun["arguments"] = new JsonObject();
        Add("step.start", ("index", index), ("step", begun));
        switch ((string?)step["type"])
        {
            case "thought":
                if (step["summary"]?[0] is { } summary)
                    Add(Delta(index, "thought_summary", ("content", summary.DeepClone())));
                Add(Delta(index, "thought_signature", ("signature", step["signature"]!.DeepClone())));
                break;
            case "model_output":
                var pieces = interaction.Reply.TextPieces ?? [.. Pieces.Words((string)step["content"]![0]!["text"]!)];
                foreach (var piece in pieces)
                    Add(Delta(index, "text", ("text", piece)));
                if (!cutsOff)
                    break;
                if (interaction.Reply.Endless)
                    Repeated = Delta(index, "text", ("text", pieces.LastOrDefault() ?? " "));
                return;
            default:
                foreach (var piece in Pieces.OfLength(step["arguments"]!.ToJsonString(), 5))
                    Add(Delta(index, "arguments_delta", ("arguments", piece)));
                break;
        }

        Add("step.stop", ("index", index));
    }

    private static byte[] Delta(int index, string type, (string Name, JsonNode Value) member) =>
        Event("step.delta", ("index", index), ("delta", new JsonObject { ["type"] = type, [member.Name] = member.Value }));

    private void Add(string type, params (string Name, JsonNode Value)[] members) => Add(Event(type, members));

    private void Add(byte[] item) => _body.Write(item);

    private static byte[] Event(string type, params (string Name, JsonNode Value)[] members)
    {
        var data = new JsonObject { ["event_type"] = type };
        foreach (var (name, value) in members)
            data[name] = value.DeepClone();
        return [.. Encoding.UTF8.GetBytes($"event: {type}\ndata: "), .. Utf8Json.Of(data), .. "\n\n"u8];
    }
}
