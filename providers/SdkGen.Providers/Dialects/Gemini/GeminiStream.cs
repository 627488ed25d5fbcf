using Microsoft.Extensions.AI;
using SdkGen.Transport;
using SdkGen.Wire.Gemini;

namespace SdkGen.Dialects.Gemini;

/// <summary>Reads a streamed answer: every part as it comes, sources and usage in one last update.</summary>
/// <remarks>Of several candidates the one with the lowest index of the first piece is read; whoever needs the others asks without streaming.</remarks>
internal sealed class GeminiStream : IUnfinishedAnswer
{
    private static readonly ChatRole? s_assistant = ChatRole.Assistant;

    private readonly List<ToolCallDeltaUpdate> _deltas = [];
    private readonly GeminiPartReader _reader;
    private readonly GeminiCitations _citations = new();
    private GeminiUsageReader _usage;
    private string? _responseId;
    private string? _modelId;
    private string? _created;
    private DateTimeOffset? _createdAt;
    private GeminiEnding _ending;
    private string? _finish;
    private int? _candidate;
    private bool _began;

    public GeminiStream() => _reader = new GeminiPartReader(_deltas);

    /// <summary>What to tell the caller of the piece taken last.</summary>
    public List<ChatResponseUpdate> Updates { get; } = [];

    /// <inheritdoc/>
    public UsageDetails? UsageSoFar => _usage.ToDetails();

    /// <summary>Takes a piece, whose objects are used again for the next.</summary>
    public void Take(GeminiResponse chunk)
    {
        Updates.Clear();
        _deltas.Clear();
        _began = true;
        if (!string.IsNullOrEmpty(chunk.ResponseId))
            _responseId = chunk.ResponseId;
        if (!string.IsNullOrEmpty(chunk.ModelVersion))
            _modelId = chunk.ModelVersion;
        if (chunk.CreateTime is { } time && time != _created)
            (_created, _createdAt) = (time, GeminiFacts.Created(time));
        _usage.Take(chunk.UsageMetadata);
        var candidate = Candidate(chunk);
        if (chunk.PromptFeedback is not null || candidate?.FinishReason is not null)
        {
            _finish = GeminiFacts.Text(candidate?.FinishReason) ?? _finish;
            _ending = new(_finish, candidate?.FinishMessage, chunk.PromptFeedback);
        }

        if (candidate is not null)
            Take(candidate);
    }

    /// <summary>The first update, once a piece was taken: what belongs to the response and not to its message, which is why it names none.</summary>
    /// <returns>Null where there is nothing to tell.</returns>
    public ChatResponseUpdate? Head(string? requestId) => AnswerParts.Properties(requestId) is not { } properties ? null : new()
    {
        Role = s_assistant,
        ResponseId = _responseId,
        ModelId = _modelId,
        CreatedAt = _createdAt,
        AdditionalProperties = properties,
    };

    /// <summary>Puts the last updates into <see cref="Updates"/>: a call that was still open, the sources, the finish reason and the usage.</summary>
    public void Complete()
    {
        Updates.Clear();
        _deltas.Clear();
        if (!_began)
            return;
        List<AIContent>? contents = null;
        _reader.Complete(_responseId, GeminiEnding.IsWhole(_finish), ref contents);
        AddDeltas();
        contents ??= [];
        if (_citations.ToContent() is { } citations)
            contents.Add(citations);
        if (_usage.ToDetails() is { } usage)
            contents.Add(new UsageContent(usage));
        var update = Update(contents);
        update.FinishReason = _ending.Finish(_reader.HasCalls);
        Updates.Add(update);
        if (_ending.AddTo(null) is { } properties)
            Updates.Add(new() { ResponseId = _responseId, ModelId = _modelId, CreatedAt = _createdAt, AdditionalProperties = properties });
    }

    private void Take(GeminiCandidate candidate)
    {
        List<AIContent>? contents = null;
        var parts = candidate.Content?.Parts;
        for (var i = 0; i < (parts?.Count ?? 0); i++)
        {
            if (parts![i] is { } part)
                _reader.Read(part, _responseId, ref contents);
        }

        AddDeltas();
        if (contents is not null)
        {
            foreach (var content in contents)
            {
                if (content is TextContent text)
                    _citations.TakeText(text.Text);
            }

            Updates.Add(Update(contents));
        }

        if (candidate.GroundingMetadata is not null || candidate.CitationMetadata is not null)
            _citations.Take(candidate);
    }

    private void AddDeltas()
    {
        foreach (var delta in _deltas)
            Updates.Add(Named(delta));
    }

    private GeminiCandidate? Candidate(GeminiResponse chunk)
    {
        if (chunk.Candidates is not { Count: > 0 } candidates)
            return null;
        if (_candidate is null)
        {
            for (var i = 0; i < candidates.Count; i++)
                _candidate = Math.Min(_candidate ?? int.MaxValue, candidates[i]?.Index ?? 0);
        }

        for (var i = 0; i < candidates.Count; i++)
        {
            if (candidates[i] is { } candidate && (candidate.Index ?? 0) == _candidate)
                return candidate;
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
}
