using Microsoft.Extensions.AI;
using SdkGen.Dialects.CohereChat;
using SdkGen.Json;
using SdkGen.Wire.CohereV1;

namespace SdkGen.Dialects.CohereV1;

/// <summary>Reads a streamed answer: text at once, everything else from its last piece, which holds the whole answer.</summary>
internal sealed class CohereV1Stream
{
    private static readonly ChatRole? s_assistant = ChatRole.Assistant;

    private readonly StreamedCalls _calls = new();
    private readonly List<CohereV1Citation> _citations = [];
    private List<RawJson>? _documents;
    private string? _generationId;
    private string? _responseId;
    private string? _finish;
    private string? _text;
    private bool _began;
    private bool _hasText;
    private bool _ended;
    private UsageDetails? _usage;

    /// <summary>Takes a piece, whose objects are used again for the next.</summary>
    /// <returns>What to tell the caller; null where the piece holds nothing to show.</returns>
    public ChatResponseUpdate? Take(CohereV1Event wire)
    {
        _began = true;
        if (wire.EventType is null && wire.GenerationId is not null)
            return TakeWhole(wire);
        _generationId = AnswerParts.Text(wire.GenerationId) ?? _generationId;
        _finish = AnswerParts.Text(wire.FinishReason) ?? _finish;
        TakeSources(wire.Citations, wire.Documents);
        TakeCalls(wire.ToolCalls);
        _ended |= wire.IsFinished == true;
        if (wire.Response is { } response)
            TakeEnd(response);

        // The event with the calls repeats the text that came before them.
        var text = wire.ToolCalls is null ? AnswerParts.Text(wire.Text) ?? AnswerParts.Text(wire.ToolCallDelta?.Text) : null;
        _hasText |= text is not null;
        return text is null ? null : new ChatResponseUpdate { Role = s_assistant, Contents = [new TextContent(text)] };
    }

    /// <summary>The last updates: what is whole only now, the finish reason and the usage.</summary>
    /// <param name="isComplete">The service has said that nothing is missing.</param>
    /// <param name="requestId">The request's id at the service.</param>
    public IEnumerable<ChatResponseUpdate> Complete(bool isComplete, string? requestId)
    {
        if (!_began)
            yield break;
        var id = _responseId ?? _generationId;
        var finish = CohereChatFacts.Finish(_finish);
        foreach (var call in _calls.All)
        {
            var delta = call.Append(null);
            delta.Role = s_assistant;
            yield return delta;
        }

        var contents = new List<AIContent>();
        if (!_hasText && _text is not null)
            contents.Add(new TextContent(_text));
        if (CohereV1Answer.Citations(_citations, _documents) is { } citations)
            contents.Add(citations);
        _calls.AddTo(contents, id, finish, _ended || isComplete);
        if (_usage is not null)
            contents.Add(new UsageContent(_usage));
        yield return new ChatResponseUpdate
        {
            Role = s_assistant,
            ResponseId = id,
            FinishReason = finish,
            Contents = contents,
            AdditionalProperties = AnswerParts.Properties(requestId),
        };
    }

    /// <summary>An answer that came in one piece although a stream was asked for.</summary>
    private ChatResponseUpdate TakeWhole(CohereV1Event wire)
    {
        var response = CohereV1Answer.Read(
            new()
            {
                ResponseId = wire.ResponseId,
                GenerationId = wire.GenerationId,
                Text = wire.Text,
                FinishReason = wire.FinishReason,
                ToolCalls = wire.ToolCalls,
                Citations = wire.Citations,
                Documents = wire.Documents,
                Meta = wire.Meta,
            },
            requestId: null);
        (_ended, _hasText, _responseId, _finish, _usage) = (true, true, response.ResponseId, wire.FinishReason, response.Usage);
        return new ChatResponseUpdate { Role = s_assistant, Contents = response.Messages[0].Contents };
    }

    private void TakeEnd(CohereV1Response response)
    {
        _responseId = CohereV1Answer.Id(response) ?? _responseId;
        _finish = AnswerParts.Text(response.FinishReason) ?? _finish;
        _text = AnswerParts.Text(response.Text);
        _usage = CohereV1Answer.Usage(response.Meta) ?? _usage;
        if (_citations.Count == 0)
            TakeSources(response.Citations, response.Documents);
        if (_calls.All.Count == 0)
            TakeCalls(response.ToolCalls);
    }

    private void TakeSources(IList<CohereV1Citation>? citations, IList<RawJson>? documents)
    {
        for (var i = 0; i < (citations?.Count ?? 0); i++)
        {
            if (citations![i] is { } citation)
                _citations.Add(new() { Start = citation.Start, End = citation.End, DocumentIds = citation.DocumentIds is { } ids ? [.. ids] : null });
        }

        if (documents is { Count: > 0 })
            (_documents ??= []).AddRange(documents);
    }

    private void TakeCalls(IList<CohereV1ToolCall>? calls)
    {
        for (var i = 0; i < (calls?.Count ?? 0); i++)
        {
            if (calls![i] is not { } wire)
                continue;
            var call = _calls.Find(_calls.All.Count, null);
            call.Name ??= AnswerParts.Text(wire.Name);
            call.Append(wire.Parameters?.ToString());
        }
    }
}
