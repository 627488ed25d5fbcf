using Microsoft.Extensions.AI;
using SdkGen.Wire.AnthropicMessages;

namespace SdkGen.Dialects.AnthropicMessages;

/// <summary>A block of a streamed answer while its pieces arrive.</summary>
internal sealed class AnthropicMessagesOpenBlock
{
    private readonly int _start;
    private readonly string? _input;
    private readonly AdditionalPropertiesDictionary? _caller;

    /// <summary>A block that the service makes for itself; its wire object is our own copy.</summary>
    private readonly AnthropicMessagesContentBlock? _block;
    private readonly StreamedCall? _pieces;
    private List<AIAnnotation>? _citations;

    /// <param name="index">Its number.</param>
    /// <param name="block">Its head, whose object is used again.</param>
    /// <param name="start">How much text the message has before it.</param>
    /// <param name="calls">How many calls came before it.</param>
    public AnthropicMessagesOpenBlock(int? index, AnthropicMessagesContentBlock block, int start, int calls)
    {
        Index = index;
        _start = start;
        switch (block.Type)
        {
            case "text":
                Text = block.Text;
                foreach (var citation in block.Citations?.Items ?? [])
                {
                    if (citation is not null)
                        TakeCitation(citation);
                }

                break;
            case "thinking":
                IsThinking = true;
                Text = block.Thinking;
                Signature = block.Signature;
                break;
            case "tool_use":
                _pieces = Call = new StreamedCall(calls) { Index = index, Id = AnswerParts.Text(block.Id), Name = AnswerParts.Text(block.Name) };
                _caller = AnthropicMessagesAnswer.CallerOf(block.Caller);
                _input = block.Input is { Utf8.Length: > 2 } whole ? whole.ToString() : null;
                break;
            default:
                _block = AnthropicMessagesFacts.Value(AnthropicMessagesFacts.Element(block, AnthropicMessagesContentBlockCodec.Instance), AnthropicMessagesContentBlockCodec.Instance);
                _pieces = new StreamedCall(0);
                break;
        }
    }

    public int? Index { get; }

    /// <summary>It is reasoning.</summary>
    public bool IsThinking { get; }

    /// <summary>Text that the head of the block brings; null where it has none.</summary>
    public string? Text { get; }

    /// <summary>The call of a tool of the caller's; null where the block is none.</summary>
    public StreamedCall? Call { get; }

    /// <summary>The signature of reasoning; null until it came.</summary>
    public string? Signature { get; set; }

    /// <summary>Takes what the text is based on.</summary>
    public void TakeCitation(AnthropicMessagesCitation citation) => (_citations ??= []).Add(AnthropicMessagesSources.Read(citation));

    /// <summary>Takes a piece of the input.</summary>
    /// <returns>What it says, for whoever shows progress; null where nobody but the service runs the call.</returns>
    public ToolCallDeltaUpdate? TakeInput(string? piece)
    {
        var update = _pieces?.Append(piece);
        return Call is null ? null : update;
    }

    /// <summary>Takes the summary that the service puts in the place of a conversation.</summary>
    public void TakeCompaction(AnthropicMessagesDelta delta)
    {
        if (_block is null)
            return;
        if (delta.Content is { } summary)
            _block.Content = (_block.Content?.Text ?? "") + summary;
        _block.EncryptedContent = delta.EncryptedContent ?? _block.EncryptedContent;
    }

    /// <summary>What is left to tell at the end of a block that is no call of the caller's tools.</summary>
    /// <param name="end">How much text the message has with it.</param>
    public AIContent? Content(int end)
    {
        if (_block is not null)
        {
            if (_pieces is { Arguments: { Length: > 0 } input })
                _block.Input = AnthropicMessagesBlocks.Input(AnswerParts.Arguments(input, null));
            return AnthropicMessagesBlocks.Read(_block);
        }

        if (AnswerParts.Text(Signature) is { } signature)
            return new TextReasoningContent("") { ProtectedData = signature };
        return AnthropicMessagesSources.Behind(_citations, _start, end);
    }

    /// <summary>The whole call.</summary>
    public FunctionCallContent CallContent(string? responseId, ChatFinishReason? finish, bool isComplete)
    {
        var call = Call!.ToContent(responseId, finish, isComplete);
        if (_input is not null && Call.Arguments.Length == 0)
            call.Arguments = AnswerParts.Arguments(_input, finish, isComplete);
        call.AdditionalProperties = _caller;
        return call;
    }
}
