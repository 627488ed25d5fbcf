using System.Text;
using Microsoft.Extensions.AI;
using SdkGen.Transport;
using SdkGen.Wire.OpenAIChat;

namespace SdkGen.Dialects.OpenAIChat;

/// <summary>Reads a streamed answer: text and reasoning at once, everything that is whole only at the end in one last update.</summary>
/// <remarks>
/// Of several choices the one with the lowest index of the first chunk is read. All of them, and the probabilities of tokens, are in the raw representation of the last
/// update, put together as an answer in one piece has them.
/// </remarks>
/// <param name="traits">Where the service departs from the protocol.</param>
/// <param name="origin">Whose reasoning it is.</param>
/// <param name="keepsWhole">The request asks for several choices or for probabilities.</param>
internal sealed class OpenAIChatStream(OpenAIChatTraits traits, ReasoningOrigin origin, bool keepsWhole = false) : IUnfinishedAnswer
{
    private static readonly ChatRole? s_assistant = ChatRole.Assistant;

    private readonly OpenAIChatWholeAnswer? _whole = keepsWhole ? new() : null;
    private Usage? _usage;
    private string? _responseId;
    private string? _modelId;
    private DateTimeOffset? _createdAt;
    private double? _created;
    private string? _finish;

    // Of several that were asked for, the first is known before it comes.
    private int? _choice = keepsWhole ? 0 : null;
    private bool _began;
    private IList<AIAnnotation>? _annotations;
    private StringBuilder? _refusal;
    private OpenAIChatReasoning? _reasoning;
    private ReasoningOrigin.Stream _marks = new(origin);
    private OpenAIChatSpeech? _speech;
    private OpenAIChatCalls? _calls;
    private OpenAIChatExecutedTools? _executed;
    private List<AIAnnotation>? _sources;

    private List<ToolCallDeltaUpdate>? _deltas;

    /// <summary>How many pieces of tool calls the chunk taken last holds.</summary>
    public int Deltas => _deltas?.Count ?? 0;

    /// <summary>What went wrong, in the service's words; null where nothing did.</summary>
    public ReadOnlyMemory<byte>? Failure { get; private set; }

    /// <inheritdoc/>
    public UsageDetails? UsageSoFar => _usage?.Counts.ToDetails();

    /// <summary>Takes a chunk, whose objects are used again for the next.</summary>
    /// <returns>What to tell the caller; null where the chunk holds nothing to show.</returns>
    public ChatResponseUpdate? Take(OpenAIChatChunk chunk)
    {
        _deltas?.Clear();
        _began = true;
        if (!string.IsNullOrEmpty(chunk.Id))
            _responseId = chunk.Id;
        if (!string.IsNullOrEmpty(chunk.Model))
            _modelId = chunk.Model;
        if (chunk.Created is > 0 && chunk.Created != _created)
        {
            _created = chunk.Created;
            _createdAt = AnswerParts.Created(_created);
        }

        if (OpenAIChatUsageReader.IsIn(chunk))
            (_usage ??= new(traits)).Counts.Take(chunk);
        _whole?.Take(chunk);
        if (chunk.Citations is not null || chunk.SearchResults is not null)
            _sources = OpenAIChatFacts.Sources(chunk.Citations, chunk.SearchResults) ?? _sources;
        if (chunk.XGroq?.Error is { } error && !error.Utf8.Span.SequenceEqual("null"u8))
            Failure = (byte[])[.. "{\"error\":"u8, .. error.Utf8.Span, (byte)'}'];
        if (Choice(chunk) is not { } choice)
            return null;
        if (!string.IsNullOrEmpty(choice.FinishReason))
            _finish = choice.FinishReason;
        return (choice.Delta ?? choice.Message) is { } delta ? Take(delta) : null;
    }

    /// <summary>A piece of a tool call of the chunk taken last.</summary>
    public ToolCallDeltaUpdate Delta(int index) => _deltas![index];

    /// <summary>The first update, once a chunk was taken: what belongs to the response and not to its message, which is why it names none.</summary>
    /// <returns>Null where there is nothing to tell.</returns>
    public ChatResponseUpdate? Head(string? requestId) => AnswerParts.Properties(requestId) is not { } properties ? null : new()
    {
        Role = s_assistant,
        ResponseId = _responseId,
        ModelId = _modelId,
        CreatedAt = _createdAt,
        AdditionalProperties = properties,
    };

    /// <summary>The last update: what is whole only now, the finish reason and the usage.</summary>
    /// <param name="isComplete">The service has said that nothing is missing.</param>
    /// <returns>Null where the stream held nothing at all.</returns>
    public ChatResponseUpdate? Complete(bool isComplete)
    {
        if (!_began)
            return null;
        var contents = new List<AIContent>();
        if (AnswerParts.Citations(_annotations ?? _sources) is { } citations)
            contents.Add(citations);
        _executed?.AddTo(contents, _responseId);
        if (_speech?.Content() is { } audio)
            contents.Add(audio);
        if (_refusal is { Length: > 0 })
            contents.Add(new RefusalContent(_refusal.ToString()));
        var finish = OpenAIChatFacts.Finish(_finish);
        _calls?.AddTo(contents, _responseId, finish, isComplete);
        if (_usage?.Counts.ToDetails() is { } usage)
            contents.Add(new UsageContent(usage));
        var update = Update(contents);
        update.FinishReason = finish;
        update.AdditionalProperties = _reasoning?.ToProperties();
        update.RawRepresentation = _whole?.ToResponse();
        return _marks.Mark(update);
    }

    private ChatResponseUpdate? Take(OpenAIChatDelta delta)
    {
        AIContent? content = null;
        List<AIContent>? more = null;
        if (delta.ReasoningDetails is { Count: > 0 } details)
            TakeReasoning(details, delta, ref content, ref more);
        else if (!string.IsNullOrEmpty(delta.ReasoningContent))
            content = new TextReasoningContent(delta.ReasoningContent);
        else if (!string.IsNullOrEmpty(delta.Reasoning))
            content = new TextReasoningContent(delta.Reasoning);

        if (!string.IsNullOrEmpty(delta.Content?.Text))
            Add(ref content, ref more, new TextContent(delta.Content.Text));
        else if (delta.Content?.Parts is { Count: > 0 } parts)
            TakeParts(parts, ref content, ref more);

        if (delta.Refusal is { Length: > 0 } refusal)
            (_refusal ??= new()).Append(refusal);
        if (delta.Annotations is { Count: > 0 } annotations)
        {
            foreach (var annotation in annotations)
                OpenAIChatFacts.AddCitation(ref _annotations, annotation);
        }

        if (delta.Images is { Count: > 0 } images)
        {
            foreach (var image in images)
            {
                if (OpenAIChatFacts.Image(image) is { } shown)
                    Add(ref content, ref more, shown);
            }
        }

        if (delta.ExecutedTools is { Count: > 0 } executed)
            (_executed ??= new()).Take(executed);
        if (delta.Audio is { } audio)
            (_speech ??= new()).Take(audio);
        if (delta.ToolCalls is { Count: > 0 } || delta.FunctionCall is not null)
            TakeCalls(delta);
        return more is not null ? _marks.Mark(Update(more)) : content is not null ? _marks.Mark(Update([content])) : null;
    }

    private void TakeReasoning(IList<OpenAIChatReasoningDetail> details, OpenAIChatDelta delta, ref AIContent? content, ref List<AIContent>? more)
    {
        _reasoning ??= new();
        var text = AnswerParts.Text(delta.ReasoningContent) ?? AnswerParts.Text(delta.Reasoning);
        for (var i = 0; i < details.Count && text is not null; i++)
        {
            if (!string.IsNullOrEmpty(details[i]?.Text) || !string.IsNullOrEmpty(details[i]?.Summary))
                text = null;
        }

        if (text is not null)
            Add(ref content, ref more, new TextReasoningContent(text));
        for (var i = 0; i < details.Count; i++)
        {
            if (details[i] is { } detail && _reasoning.Take(detail) is { } part)
                Add(ref content, ref more, part);
        }
    }

    private void TakeParts(IList<OpenAIChatContentPart> parts, ref AIContent? content, ref List<AIContent>? more)
    {
        foreach (var part in parts)
        {
            if (part is null)
                continue;
            if (OpenAIChatFacts.Thinking(part) is { } thinking)
                Add(ref content, ref more, thinking);
            else if (!string.IsNullOrEmpty(part.Text))
                Add(ref content, ref more, new TextContent(part.Text));
            else if (part.Refusal is { Length: > 0 } refusal)
                (_refusal ??= new()).Append(refusal);
        }
    }

    private void TakeCalls(OpenAIChatDelta delta)
    {
        _calls ??= new();
        foreach (var fragment in delta.ToolCalls ?? [])
        {
            if (fragment is not null)
                (_deltas ??= []).Add(Named(_calls.Take(fragment)));
        }

        if (delta.FunctionCall is { } legacy)
            (_deltas ??= []).Add(Named(_calls.Take(legacy)));
    }

    private static void Add(ref AIContent? content, ref List<AIContent>? more, AIContent next)
    {
        if (more is not null)
            more.Add(next);
        else if (content is not null)
            more = [content, next];
        else
            content = next;
    }

    private OpenAIChatChunkChoice? Choice(OpenAIChatChunk chunk)
    {
        if (chunk.Choices is not { Count: > 0 } choices)
            return null;
        if (_choice is null)
        {
            foreach (var choice in choices)
                _choice = Math.Min(_choice ?? int.MaxValue, choice?.Index ?? 0);
        }

        for (var i = 0; i < choices.Count; i++)
        {
            if (choices[i] is { } choice && (choice.Index ?? 0) == _choice)
                return choice;
        }

        return null;
    }

    private ChatResponseUpdate Update(IList<AIContent> contents) => Named(new ChatResponseUpdate { Contents = contents });

    private T Named<T>(T update)
        where T : ChatResponseUpdate
    {
        update.Role = s_assistant;
        update.ResponseId = _responseId;
        update.MessageId = _responseId;
        update.ModelId = _modelId;
        update.CreatedAt = _createdAt;
        return update;
    }

    /// <summary>Counts, made when the service sends the first: most streams of one chunk after the other hold none until their end.</summary>
    private sealed class Usage(OpenAIChatTraits traits)
    {
        public OpenAIChatUsageReader Counts = new(traits);
    }
}
