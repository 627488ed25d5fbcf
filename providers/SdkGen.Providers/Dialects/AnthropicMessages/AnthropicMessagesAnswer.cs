using Microsoft.Extensions.AI;
using SdkGen.Wire.AnthropicMessages;

namespace SdkGen.Dialects.AnthropicMessages;

/// <summary>Reads a whole answer.</summary>
internal static class AnthropicMessagesAnswer
{
    public static ChatResponse Read(AnthropicMessagesResponse wire, string? requestId)
    {
        var id = AnswerParts.Text(wire.Id);
        var finish = AnthropicMessagesFacts.Finish(wire.StopReason);
        AdditionalPropertiesDictionary? properties = null;
        AnthropicMessagesFacts.Take(ref properties, wire.StopSequence, wire.StopDetails, wire.Container, wire.ContextManagement);
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, Contents(wire.Content, id, finish))
        {
            MessageId = id,
            RawRepresentation = wire,
            AdditionalProperties = properties,
        })
        {
            ResponseId = id,
            ModelId = AnswerParts.Text(wire.Model),
            FinishReason = finish,
            Usage = AnthropicMessagesUsageReader.Read(wire.Usage),
            RawRepresentation = wire,
            AdditionalProperties = AnswerParts.Properties(requestId),
        };
    }

    /// <summary>The parts that blocks become, in their order.</summary>
    public static List<AIContent> Contents(IList<AnthropicMessagesContentBlock>? blocks, string? responseId, ChatFinishReason? finish)
    {
        var contents = new List<AIContent>(blocks?.Count ?? 0);
        var (length, calls) = (0, 0);
        foreach (var block in blocks ?? [])
        {
            switch (block?.Type)
            {
                case null:
                    break;
                case "text":
                    AddText(contents, block, ref length);
                    break;
                case "thinking":
                    AddThinking(contents, block);
                    break;
                case "redacted_thinking":
                    contents.Add(Redacted(block.Data));
                    break;
                case "tool_use":
                    contents.Add(Call(block, responseId, finish, calls++));
                    break;
                default:
                    contents.Add(AnthropicMessagesBlocks.Read(block));
                    break;
            }
        }

        return contents;
    }

    public static TextReasoningContent Redacted(string? data) => new("")
    {
        ProtectedData = data,
        AdditionalProperties = new() { [AnthropicMessagesBlocks.RedactedKey] = true },
    };

    /// <summary>A caller that is worth keeping; null where the model itself calls, which goes without saying.</summary>
    public static AdditionalPropertiesDictionary? CallerOf(AnthropicMessagesCaller? caller) => caller?.Type is null or "" or "direct"
        ? null
        : new() { [AnthropicMessagesBlocks.CallerKey] = AnthropicMessagesFacts.Element(caller, AnthropicMessagesCallerCodec.Instance) };

    // Streamed texts are joined by whoever collects them; so must be the parts of a whole answer.
    private static void AddText(List<AIContent> contents, AnthropicMessagesContentBlock block, ref int length)
    {
        var start = length;
        if (AnswerParts.Text(block.Text) is { } text)
        {
            length += text.Length;
            if (contents.Count > 0 && contents[^1] is TextContent { Annotations: null } last)
                last.Text += text;
            else
                contents.Add(new TextContent(text));
        }

        List<AIAnnotation>? annotations = null;
        foreach (var citation in block.Citations?.Items ?? [])
        {
            if (citation is not null)
                (annotations ??= []).Add(AnthropicMessagesSources.Read(citation));
        }

        if (AnthropicMessagesSources.Behind(annotations, start, length) is { } sources)
            contents.Add(sources);
    }

    private static void AddThinking(List<AIContent> contents, AnthropicMessagesContentBlock block)
    {
        var signature = AnswerParts.Text(block.Signature);
        if (signature is null && string.IsNullOrEmpty(block.Thinking))
            return;
        if (contents.Count > 0 && contents[^1] is TextReasoningContent { ProtectedData: null or "" } open)
        {
            open.Text += block.Thinking;
            open.ProtectedData = signature;
        }
        else
        {
            contents.Add(new TextReasoningContent(block.Thinking ?? "") { ProtectedData = signature });
        }
    }

    private static FunctionCallContent Call(AnthropicMessagesContentBlock block, string? responseId, ChatFinishReason? finish, int position) =>
        new(AnswerParts.CallId(block.Id, responseId, position), block.Name ?? "", AnswerParts.Arguments(block.Input?.ToString(), finish))
        {
            AdditionalProperties = CallerOf(block.Caller),
        };
}
