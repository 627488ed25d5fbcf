using System.Text;
using Microsoft.Extensions.AI;
using SdkGen.Json;
using SdkGen.Wire.BedrockConverse;

namespace SdkGen.Dialects.BedrockConverse;

/// <summary>A block of a streamed answer that is shown when it is whole: a call, a result, an image, the signature of reasoning.</summary>
internal sealed class BedrockOpenBlock
{
    private readonly StringBuilder _text = new();
    private BedrockConverseToolUse? _serverCall;
    private BedrockConverseToolResult? _result;
    private bool _isReasoning;
    private bool _isRedacted;
    private bool _isPicture;
    private string? _format;

    private BedrockOpenBlock(int? index) => Index = index;

    /// <summary>What the service numbers the block with.</summary>
    public int? Index { get; }

    /// <summary>The call, where the block is one that the client must run.</summary>
    public StreamedCall? Call { get; private init; }

    /// <summary>The block is a call, of whoever's tool.</summary>
    public bool IsCall => Call is not null || _serverCall is not null;

    public bool HasStopped { get; set; }

    /// <summary>Nothing that follows can change what the block is.</summary>
    public bool IsCertain => Call is not { } call || (call.Arguments.Length > 0 && RawArguments.FromJson(Encoding.UTF8.GetBytes(call.Arguments)).Error is null);

    /// <summary>Begins a block that its start describes.</summary>
    /// <returns>Null for a block of text, which its pieces describe.</returns>
    public static BedrockOpenBlock? From(BedrockConverseBlockHead head, int? index, int position)
    {
        if (head.ToolUse is { } call && BedrockConverseFacts.IsServers(call))
            return new(index) { _serverCall = new() { ToolUseId = call.ToolUseId, Name = call.Name, Type = call.Type } };
        if (head.ToolUse is { } own)
            return new(index) { Call = new StreamedCall(position) { Id = AnswerParts.Text(own.ToolUseId), Name = own.Name } };
        if (head.ToolResult is { } result)
            return new(index) { _result = new() { ToolUseId = result.ToolUseId, Type = result.Type, Status = result.Status } };
        return head.Image is { } image ? new(index) { _isPicture = true, _format = image.Format } : null;
    }

    public static BedrockOpenBlock NamelessCall(int? index, int position) => new(index) { Call = new StreamedCall(position) };

    public static BedrockOpenBlock Reasoning(int? index) => new(index) { _isReasoning = true };

    public static BedrockOpenBlock Result(int? index) => new(index) { _result = new() };

    public static BedrockOpenBlock Picture(int? index) => new(index) { _isPicture = true };

    /// <summary>Takes the next piece of a call.</summary>
    /// <returns>What it says, for whoever shows progress; null where the service runs the tool.</returns>
    public ToolCallDeltaUpdate? Take(string? arguments)
    {
        if (Call is { } call)
            return call.Append(arguments);
        _text.Append(arguments);
        return null;
    }

    public void Take(BedrockConverseReasoningDelta reasoning)
    {
        _isReasoning = true;
        if (!string.IsNullOrEmpty(reasoning.Signature))
            _text.Append(reasoning.Signature);
        if (string.IsNullOrEmpty(reasoning.RedactedContent))
            return;
        _isRedacted = true;
        _text.Append(reasoning.RedactedContent);
    }

    public void Take(ReusableList<BedrockConverseToolResultBlock> pieces)
    {
        // The list's objects are filled anew by the next event.
        var list = (_result ??= new()).Content ??= [];
        foreach (var piece in pieces)
        {
            if (piece is not null)
                list.Add(new() { Text = piece.Text, Json = piece.Json is { } json ? new RawJson(json.Utf8.ToArray()) : null, UnknownMembers = piece.UnknownMembers });
        }
    }

    public void Take(BedrockConverseImage image)
    {
        _isPicture = true;
        _format = image.Format ?? _format;
        _text.Append(image.Source?.Bytes);
    }

    /// <summary>The block as a part.</summary>
    /// <param name="finish">Why the answer ended; null where it does not say.</param>
    /// <param name="traits">What the service calls its own tools.</param>
    /// <returns>Null where the block holds nothing.</returns>
    public AIContent? ToContent(ChatFinishReason? finish, BedrockConverseTraits traits)
    {
        if (Call is { } call)
            return call.ToContent(null, finish, isComplete: HasStopped && finish is not null);
        if (_serverCall is { } server)
        {
            var arguments = AnswerParts.Arguments(_text.ToString(), finish, HasStopped);
            server.Input = arguments.Error is null ? new RawJson(arguments.Utf8) : null;
            return BedrockConverseBlocks.ServerCall(server, arguments, traits);
        }

        if (_result is { } result)
            return BedrockConverseBlocks.ServerResult(result, traits);
        if (_isPicture)
            return BedrockConverseAnswer.File(_text.ToString(), BedrockFormats.ImageType(_format));
        if (!_isReasoning || _text.Length == 0)
            return null;
        return _isRedacted ? BedrockConverseBlocks.Redacted(_text.ToString()) : new TextReasoningContent("") { ProtectedData = _text.ToString() };
    }
}
