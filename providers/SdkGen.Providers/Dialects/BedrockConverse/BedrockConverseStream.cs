using Microsoft.Extensions.AI;
using SdkGen.Json;
using SdkGen.Wire.BedrockConverse;

namespace SdkGen.Dialects.BedrockConverse;

/// <summary>Reads a streamed answer: text and reasoning at once, calls and files when they are whole, sources and usage in one last update.</summary>
/// <remarks>
/// A block is whole at its stop, or when another begins. The arguments of a call may be missing because there are none, or because the answer was cut off
/// before them: such a call waits for the next event, which tells.
/// </remarks>
internal sealed class BedrockConverseStream(BedrockConverseTraits traits)
{
    private static readonly ChatRole? s_assistant = ChatRole.Assistant;

    private readonly List<BedrockOpenBlock> _open = [];
    private IList<AIAnnotation>? _annotations;
    private ChatFinishReason? _finish;
    private UsageDetails? _usage;
    private RawJson? _fields;
    private RawJson? _trace;
    private long? _latency;
    private int _calls;

    /// <summary>The piece of a tool call that the event taken last holds; null where it holds none.</summary>
    public ToolCallDeltaUpdate? Delta { get; private set; }

    /// <summary>Takes an event, whose objects are used again for the next.</summary>
    /// <returns>What to tell the caller; null where the event holds nothing to show.</returns>
    public ChatResponseUpdate? Take(BedrockConverseStreamEvent item)
    {
        Delta = null;
        List<AIContent>? contents = null;
        if (item.ContentBlockDelta is { Delta: { } delta } piece)
            TakeDelta(piece.ContentBlockIndex, delta, ref contents);
        else if (item.ContentBlockStart is { } start)
            TakeStart(start, ref contents);
        else if (item.ContentBlockStop is { } stop)
            TakeStop(stop.ContentBlockIndex, ref contents);
        else if (item.MessageStop is { } end)
            TakeEnd(end.StopReason, end.AdditionalModelResponseFields, ref contents);
        else if (item.Metadata is { } metadata)
            TakeMetadata(metadata.Usage, metadata.Metrics, metadata.Trace);
        else if (item.Output?.Message is { } message)
            TakeWhole(item, message, ref contents);
        return contents is null ? null : Update(contents);
    }

    /// <summary>The last update: what is whole only now, the finish reason and the usage.</summary>
    public ChatResponseUpdate Complete()
    {
        List<AIContent>? contents = null;
        CloseAll(ref contents);
        if (AnswerParts.Citations(_annotations) is { } citations)
            (contents ??= []).Add(citations);
        if (_usage is not null)
            (contents ??= []).Add(new UsageContent(_usage));
        var update = Update(contents ?? []);
        update.FinishReason = _finish;
        update.AdditionalProperties = BedrockConverseFacts.Properties(_fields, _trace, _latency);
        return update;
    }

    private static ChatResponseUpdate Update(List<AIContent> contents) => new() { Role = s_assistant, Contents = contents };

    private void TakeStart(BedrockConverseBlockStart start, ref List<AIContent>? contents)
    {
        CloseAll(ref contents);
        if (start.Start is not { } head || BedrockOpenBlock.From(head, start.ContentBlockIndex, BeginsCall(head) ? _calls++ : 0) is not { } block)
            return;
        _open.Add(block);
        Delta = Role(block.Call?.Append(null));
    }

    private static bool BeginsCall(BedrockConverseBlockHead head) => head.ToolUse is { } call && !BedrockConverseFacts.IsServers(call);

    private void TakeDelta(int? index, BedrockConverseDelta delta, ref List<AIContent>? contents)
    {
        // What belongs to another block says that the open ones are whole.
        if (_open.Count > 0 && _open[^1].Index != index)
            CloseAll(ref contents);
        if (delta.Text is { } text)
        {
            if (text.Length > 0)
                (contents ??= new(1)).Add(new TextContent(text));
        }
        else if (delta.ReasoningContent is { } reasoning)
        {
            if (!string.IsNullOrEmpty(reasoning.Text))
                (contents ??= new(1)).Add(new TextReasoningContent(reasoning.Text));
            if (!string.IsNullOrEmpty(reasoning.Signature) || !string.IsNullOrEmpty(reasoning.RedactedContent))
                Open(index, BedrockOpenBlock.Reasoning).Take(reasoning);
        }
        else if (delta.ToolUse is { } call)
        {
            Delta = Role(OpenCall(index).Take(call.Input));
        }
        else if (delta.Citation is { } citation)
        {
            BedrockConverseFacts.AddCitation(ref _annotations, citation);
        }
        else if (delta.ToolResult is { } result)
        {
            Open(index, BedrockOpenBlock.Result).Take(result);
        }
        else if (delta.Image is { } image)
        {
            Open(index, BedrockOpenBlock.Picture).Take(image);
        }
    }

    private void TakeStop(int? index, ref List<AIContent>? contents)
    {
        for (var i = 0; i < _open.Count; i++)
        {
            if (_open[i].Index == index)
                _open[i].HasStopped = true;
        }

        // In their order: what still waits holds back what came after it.
        while (_open.Count > 0 && _open[0] is { HasStopped: true, IsCertain: true })
            Close(ref contents);
    }

    private void TakeEnd(string? reason, RawJson? fields, ref List<AIContent>? contents)
    {
        if (!string.IsNullOrEmpty(reason))
            _finish = BedrockConverseFacts.Finish(reason);
        if (fields is { } given)
            _fields = new RawJson(given.Utf8.ToArray());

        // Blocks that never stopped were cut off, if the answer was.
        while (_open.Count > 0)
            Close(ref contents, _finish);
    }

    private void TakeMetadata(BedrockConverseUsage? usage, BedrockConverseMetrics? metrics, RawJson? trace)
    {
        _usage = BedrockConverseFacts.Usage(usage) ?? _usage;
        _latency = metrics?.LatencyMs ?? _latency;
        if (trace is { } found)
            _trace = new RawJson(found.Utf8.ToArray());
    }

    /// <summary>Takes an answer that came in one piece.</summary>
    private void TakeWhole(BedrockConverseStreamEvent item, BedrockConverseMessage message, ref List<AIContent>? contents)
    {
        TakeEnd(item.StopReason, item.AdditionalModelResponseFields, ref contents);
        TakeMetadata(item.Usage, item.Metrics, item.Trace);
        (contents ??= []).AddRange(BedrockConverseAnswer.Contents(message.Content, _finish, traits));
    }

    private BedrockOpenBlock Open(int? index, Func<int?, BedrockOpenBlock> begin)
    {
        if (_open.Count > 0 && _open[^1].Index == index)
            return _open[^1];
        var block = begin(index);
        _open.Add(block);
        return block;
    }

    private BedrockOpenBlock OpenCall(int? index)
    {
        if (_open.Count == 0 || _open[^1].Index != index || !_open[^1].IsCall)
            _open.Add(BedrockOpenBlock.NamelessCall(index, _calls++));
        return _open[^1];
    }

    private void CloseAll(ref List<AIContent>? contents)
    {
        while (_open.Count > 0)
            Close(ref contents, _open.Count > 1 || _open[0].HasStopped ? ChatFinishReason.Stop : _finish);
    }

    private void Close(ref List<AIContent>? contents, ChatFinishReason? finish = null)
    {
        var block = _open[0];
        _open.RemoveAt(0);
        if (block.ToContent(finish, traits) is { } content)
            (contents ??= new(1)).Add(content);
    }

    private static ToolCallDeltaUpdate? Role(ToolCallDeltaUpdate? update)
    {
        if (update is not null)
            update.Role = s_assistant;
        return update;
    }
}
