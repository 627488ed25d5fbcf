using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Json;
using SdkGen.Wire.Gemini;

namespace SdkGen.Dialects.Gemini;

/// <summary>Writes answers of the model as they came: the same parts in the same order, each with its own signature.</summary>
/// <param name="parts">Writes what is no part of the protocol's own.</param>
internal sealed class GeminiAnswerWriter(GeminiPartWriter parts)
{
    /// <param name="list">Takes the parts.</param>
    /// <param name="contents">The answer.</param>
    /// <param name="calls">Takes the calls, by the ids under which results name them.</param>
    public void Write(ReusableList<GeminiPart> list, IList<AIContent> contents, List<(string Id, GeminiFunctionCall Call)> calls)
    {
        for (var i = 0; i < contents.Count; i++)
        {
            if (contents[i] is TextReasoningContent { ProtectedData: { Length: > 0 } signature } signed && GeminiFacts.SignedText(signed) is { } length)
                Sign(list, signature, length, i > 0 && contents[i - 1] is TextContent { Text.Length: 0 });
            else if (Part(contents[i]) is { } part)
                list.Add(part);
            if (contents[i] is FunctionCallContent call && list is [.., { FunctionCall: { } sent }])
                calls.Add((call.CallId, sent));
        }
    }

    /// <summary>Puts a signature on the part it came with: the last one, or of joined text the last piece.</summary>
    /// <param name="list">The parts so far.</param>
    /// <param name="signature">The signature.</param>
    /// <param name="length">Length of the signed text; 0 where it is none.</param>
    /// <param name="isEmptyText">The part is a text without characters, which has not been written.</param>
    private static void Sign(ReusableList<GeminiPart> list, string signature, int length, bool isEmptyText)
    {
        var last = list.Count > 0 ? list[^1] : null;
        if (last is null || isEmptyText || last.ThoughtSignature is not null || (last.Text is { Length: > 0 } && last.Thought != true && length == 0))
        {
            list.Add(new() { Text = "", ThoughtSignature = signature });
        }
        else if (last is { Text: { } text, Thought: not true } && length < text.Length)
        {
            last.Text = text[..^length];
            list.Add(new() { Text = text[^length..], ThoughtSignature = signature });
        }
        else
        {
            last.ThoughtSignature = signature;
        }
    }

    private GeminiPart? Part(AIContent content)
    {
        if (content.AdditionalProperties is { } properties && properties.TryGetValue(GeminiFacts.PartKey, out var kept) && kept is JsonElement { ValueKind: JsonValueKind.Object } json)
            return GeminiFacts.FromJson(json, GeminiPartCodec.Instance);
        switch (content)
        {
            case FunctionCallContent { InformationalOnly: false } call:
                return new() { FunctionCall = Call(call) };
            case TextReasoningContent { Text.Length: > 0 } thought:
                return new() { Text = thought.Text, Thought = true, ThoughtSignature = AnswerParts.Text(thought.ProtectedData) };
            case CodeInterpreterToolCallContent or CodeInterpreterToolResultContent or WebSearchToolCallContent or WebSearchToolResultContent or ToolCallContent or ToolResultContent:
                // Of another service: this one knows nothing of it, and its text tells the outcome.
                return null;
            case RefusalContent refusal:
                return new() { Text = refusal.Text };
        }

        var part = parts.Write(content);
        if (part is not null && GeminiFacts.Is(content, GeminiFacts.ThoughtKey))
            part.Thought = true;
        return part;
    }

    private static GeminiFunctionCall Call(FunctionCallContent call) => new()
    {
        Id = GeminiFacts.Is(call, GeminiFacts.MadeUpIdKey) ? null : call.CallId,
        Name = call.Name,
        Args = call.Arguments is RawArguments { Error: null, IsText: false } raw ? new RawJson(raw.Utf8) : Arguments(call.Arguments),
    };

    // Arguments that are no JSON cannot go back: the service takes an object only, and the result says what was wrong with them.
    private static RawJson Arguments(IDictionary<string, object?>? arguments) =>
        new(System.Text.Encoding.UTF8.GetBytes(JsonValues.Text(arguments is RawArguments { IsText: false } ? null : arguments)));
}
