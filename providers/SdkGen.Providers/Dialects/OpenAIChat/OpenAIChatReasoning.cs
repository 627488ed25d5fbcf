using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Wire.OpenAIChat;

namespace SdkGen.Dialects.OpenAIChat;

/// <summary>Reasoning in parts, some signed or encrypted. The parts as they came are kept with the message, to be sent back unchanged.</summary>
internal sealed class OpenAIChatReasoning
{
    /// <summary>The message's additional property, and the wire member, that holds the parts.</summary>
    public const string Key = "reasoning_details";

    private readonly List<OpenAIChatReasoningDetail> _details = [];

    /// <summary>Takes a part, or in streams a piece of one.</summary>
    /// <returns>What it says; null where that is nothing.</returns>
    public TextReasoningContent? Take(OpenAIChatReasoningDetail detail)
    {
        Keep(detail);
        var text = AnswerParts.Text(detail.Text) ?? AnswerParts.Text(detail.Summary);
        var data = AnswerParts.Text(detail.Signature) ?? AnswerParts.Text(detail.Data);
        return text is null && data is null ? null : new TextReasoningContent(text ?? "") { ProtectedData = data };
    }

    /// <summary>The parts, whole, as a property of the message.</summary>
    public AdditionalPropertiesDictionary ToProperties()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var detail in _details)
                OpenAIChatReasoningDetailCodec.Instance.Write(writer, detail);
            writer.WriteEndArray();
        }

        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        return new() { [Key] = JsonElement.ParseValue(ref reader) };
    }

    private void Keep(OpenAIChatReasoningDetail detail)
    {
        // Wire objects of a stream are used again: everything is copied.
        if (_details.Count == 0 || _details[^1].Index != detail.Index || _details[^1].Type != detail.Type || (detail.Id is not null && _details[^1].Id is { } id && id != detail.Id))
            _details.Add(new() { Type = detail.Type, Index = detail.Index });
        var kept = _details[^1];
        kept.Id ??= detail.Id;
        kept.Format ??= detail.Format;
        kept.Text = Joined(kept.Text, detail.Text);
        kept.Summary = Joined(kept.Summary, detail.Summary);
        kept.Data = Joined(kept.Data, detail.Data);
        kept.Signature = AnswerParts.Text(detail.Signature) ?? kept.Signature;
        foreach (var (name, value) in detail.UnknownMembers ?? [])
            (kept.UnknownMembers ??= [])[name] = value;
    }

    private static string? Joined(string? text, string? next) => text is null ? next : next is null ? text : text + next;
}
