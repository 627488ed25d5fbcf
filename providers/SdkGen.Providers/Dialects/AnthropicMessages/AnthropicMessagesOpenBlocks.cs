using Microsoft.Extensions.AI;
using SdkGen.Wire.AnthropicMessages;

namespace SdkGen.Dialects.AnthropicMessages;

/// <summary>The blocks of a streamed answer while their pieces arrive.</summary>
internal sealed class AnthropicMessagesOpenBlocks
{
    private readonly List<AnthropicMessagesOpenBlock> _open = [];

    /// <summary>Calls that have ended and may still turn out to be cut off: only what comes next tells.</summary>
    private readonly List<AnthropicMessagesOpenBlock> _ended = [];

    private string? _responseId;
    private int _calls;
    private int _length;

    /// <summary>Takes the head of a block.</summary>
    /// <param name="index">Its number.</param>
    /// <param name="block">The wire object, which is used again.</param>
    /// <param name="responseId">What an id is made up of where the service sends none.</param>
    public ChatResponseUpdate? Begin(int? index, AnthropicMessagesContentBlock block, string? responseId)
    {
        _responseId = responseId;
        List<AIContent>? contents = null;

        // A block that begins says that the calls before it are whole; and that a block of the same number has ended, where nothing else said it.
        if (Find(index) is { } before)
            End(before, ref contents);
        AddEnded(ref contents, ChatFinishReason.ToolCalls, isComplete: true);
        switch (block.Type)
        {
            case "redacted_thinking":
                (contents ??= []).Add(AnthropicMessagesAnswer.Redacted(block.Data));
                break;
            case null:
                break;
            default:
                var opened = new AnthropicMessagesOpenBlock(index, block, _length, _calls);
                _open.Add(opened);
                if (opened.Call is not null)
                    _calls++;
                if (opened.Text is { Length: > 0 } text)
                    (contents ??= []).Add(opened.IsThinking ? new TextReasoningContent(text) : Text(text));
                break;
        }

        return Update(contents);
    }

    /// <summary>Takes a piece of a block.</summary>
    public ChatResponseUpdate? Take(int? index, AnthropicMessagesDelta delta)
    {
        switch (delta.Type)
        {
            case "text_delta":
                return string.IsNullOrEmpty(delta.Text) ? null : new() { Contents = [Text(delta.Text)] };
            case "thinking_delta":
                return string.IsNullOrEmpty(delta.Thinking) ? null : new() { Contents = [new TextReasoningContent(delta.Thinking)] };
            case "input_json_delta":
                return Find(index)?.TakeInput(delta.PartialJson);
            case "signature_delta":
                Require(index).Signature = delta.Signature;
                return null;
            case "citations_delta":
                if (delta.Citation is { } citation)
                    Require(index).TakeCitation(citation);
                return null;
            case "compaction_delta":
                Find(index)?.TakeCompaction(delta);
                return null;
            default:
                return null;
        }
    }

    /// <summary>Takes the end of a block.</summary>
    public ChatResponseUpdate? End(int? index)
    {
        List<AIContent>? contents = null;
        if (Find(index) is { } block)
            End(block, ref contents);
        return Update(contents);
    }

    /// <summary>Takes the end of the answer: whatever is still open ends with it.</summary>
    public void Complete(List<AIContent> contents, ChatFinishReason? finish, bool isComplete)
    {
        List<AIContent>? all = contents;
        while (_open.Count > 0)
            End(_open[0], ref all);
        AddEnded(ref all, finish, isComplete);
    }

    /// <summary>Drops whatever is not whole.</summary>
    public void Forget()
    {
        _open.Clear();
        _ended.Clear();
        (_calls, _length) = (0, 0);
    }

    private static ChatResponseUpdate? Update(List<AIContent>? contents) => contents is null ? null : new() { Contents = contents };

    private TextContent Text(string text)
    {
        _length += text.Length;
        return new TextContent(text);
    }

    private void End(AnthropicMessagesOpenBlock block, ref List<AIContent>? contents)
    {
        _open.Remove(block);
        if (block.Call is not null)
            _ended.Add(block);
        else if (block.Content(_length) is { } content)
            (contents ??= []).Add(content);
    }

    private void AddEnded(ref List<AIContent>? contents, ChatFinishReason? finish, bool isComplete)
    {
        foreach (var block in _ended)
            (contents ??= []).Add(block.CallContent(_responseId, finish, isComplete));
        _ended.Clear();
    }

    /// <summary>The open block of a number; without a number, the one that began last.</summary>
    private AnthropicMessagesOpenBlock? Find(int? index)
    {
        for (var i = _open.Count - 1; i >= 0; i--)
        {
            if (index is null || _open[i].Index == index)
                return _open[i];
        }

        return null;
    }

    /// <summary>The open block of a number, or one whose head never came.</summary>
    private AnthropicMessagesOpenBlock Require(int? index)
    {
        if (Find(index) is { } block)
            return block;
        block = new AnthropicMessagesOpenBlock(index, new() { Type = "text" }, _length, _calls);
        _open.Add(block);
        return block;
    }
}
