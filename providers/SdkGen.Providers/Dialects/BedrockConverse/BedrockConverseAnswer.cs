using Microsoft.Extensions.AI;
using SdkGen.Json;
using SdkGen.Wire.BedrockConverse;

namespace SdkGen.Dialects.BedrockConverse;

/// <summary>Reads a whole answer: its blocks in their order, and behind them what the text is based on.</summary>
internal static class BedrockConverseAnswer
{
    public static ChatResponse Read(BedrockConverseResponse wire, string? requestId, BedrockConverseTraits traits)
    {
        var finish = BedrockConverseFacts.Finish(wire.StopReason);
        var response = new ChatResponse(new ChatMessage(ChatRole.Assistant, Contents(wire.Output?.Message?.Content, finish, traits)) { RawRepresentation = wire.Output })
        {
            FinishReason = finish,
            Usage = BedrockConverseFacts.Usage(wire.Usage),
            RawRepresentation = wire,
            AdditionalProperties = AnswerParts.Properties(requestId),
        };
        foreach (var (name, value) in BedrockConverseFacts.Properties(wire.AdditionalModelResponseFields, wire.Trace, wire.Metrics?.LatencyMs) ?? [])
            (response.AdditionalProperties ??= [])[name] = value;
        return response;
    }

    public static List<AIContent> Contents(ReusableList<BedrockConverseContentBlock>? blocks, ChatFinishReason? finish, BedrockConverseTraits traits)
    {
        var contents = new List<AIContent>(1);
        IList<AIAnnotation>? annotations = null;
        var calls = 0;
        foreach (var block in blocks ?? [])
        {
            if (block is null)
                continue;
            if (block.Text is not null)
                AddText(contents, block.Text);
            else if (block.ReasoningContent is { } reasoning)
                AddReasoning(contents, reasoning);
            else if (block.ToolUse is { } call)
                contents.Add(Call(call, ref calls, finish, traits));
            else if (block.ToolResult is { } result)
                contents.Add(BedrockConverseBlocks.ServerResult(result, traits));
            else if (block.CitationsContent is { } cited)
                AddCited(contents, cited, ref annotations);
            else if (File(block) is { } file)
                contents.Add(file);
            else if (IsSomething(block))
                contents.Add(BedrockConverseBlocks.Other(block));
        }

        if (AnswerParts.Citations(annotations) is { } citations)
            contents.Add(citations);
        return contents;
    }

    /// <summary>An image or a sound of an answer.</summary>
    /// <returns>Null where the bytes are missing or cannot be read; the raw representation holds the block.</returns>
    public static DataContent? File(string? base64, string mediaType)
    {
        if (string.IsNullOrEmpty(base64))
            return null;
        try
        {
            return new DataContent(Convert.FromBase64String(base64), mediaType);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static DataContent? File(BedrockConverseContentBlock block) =>
        block.Image is { } image ? File(image.Source?.Bytes, BedrockFormats.ImageType(image.Format))
        : block.Audio is { } audio ? File(audio.Source?.Bytes, BedrockFormats.SoundType(audio.Format))
        : null;

    private static bool IsSomething(BedrockConverseContentBlock block) =>
        block.Document is not null || block.Video is not null || block.Image is not null || block.Audio is not null || block.GuardContent is not null || block.SearchResult is not null
        || block.ToolAddition is not null || block.ToolRemoval is not null || block.UnknownMembers is { Count: > 0 };

    // Streamed texts are joined by whoever collects them; so must be the parts of a whole answer.
    private static void AddText(List<AIContent> contents, string text)
    {
        if (text.Length == 0)
            return;
        if (contents.Count > 0 && contents[^1] is TextContent last)
            last.Text += text;
        else
            contents.Add(new TextContent(text));
    }

    private static void AddReasoning(List<AIContent> contents, BedrockConverseReasoningContent reasoning)
    {
        if (AnswerParts.Text(reasoning.RedactedContent) is { } redacted)
            contents.Add(BedrockConverseBlocks.Redacted(redacted));
        var (text, signature) = (AnswerParts.Text(reasoning.ReasoningText?.Text), AnswerParts.Text(reasoning.ReasoningText?.Signature));
        if (text is null && signature is null)
            return;
        if (contents.Count > 0 && contents[^1] is TextReasoningContent { ProtectedData: null } last)
            (last.Text, last.ProtectedData) = (last.Text + text, signature);
        else
            contents.Add(new TextReasoningContent(text) { ProtectedData = signature });
    }

    private static void AddCited(List<AIContent> contents, BedrockConverseCitationsContent cited, ref IList<AIAnnotation>? annotations)
    {
        foreach (var text in cited.Content ?? [])
            AddText(contents, text?.Text ?? "");
        foreach (var citation in cited.Citations ?? [])
            BedrockConverseFacts.AddCitation(ref annotations, citation);
    }

    private static AIContent Call(BedrockConverseToolUse call, ref int position, ChatFinishReason? finish, BedrockConverseTraits traits)
    {
        var arguments = RawArguments.FromJson(call.Input?.Utf8 ?? default);
        if (BedrockConverseFacts.IsServers(call))
            return BedrockConverseBlocks.ServerCall(call, arguments, traits);
        if (arguments.Error is not null && (finish is null || finish == ChatFinishReason.Length))
            arguments = RawArguments.FromCutOff(arguments.Utf8);
        return new FunctionCallContent(AnswerParts.CallId(call.ToolUseId, null, position++), call.Name ?? "", arguments);
    }
}
