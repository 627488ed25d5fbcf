using Microsoft.Extensions.AI;
using SdkGen.Dialects.Gemini;
using SdkGen.Json;
using SdkGen.Transport;
using SdkGen.Wire.GeminiInteractions;

namespace SdkGen.Dialects.GeminiInteractions;

/// <summary>Reads a streamed interaction: text and thoughts at once, calls and steps of the service when they are whole, sources and usage in one last update.</summary>
/// <param name="isKept">The conversation goes on by the interaction's id.</param>
internal sealed class GeminiInteractionsStream(bool isKept) : IUnfinishedAnswer
{
    private static readonly ChatRole? s_assistant = ChatRole.Assistant;

    private readonly GeminiCitations _citations = new();
    private readonly Dictionary<int, Open> _open = [];
    private string? _id;
    private string? _model;
    private string? _status;
    private DateTimeOffset? _createdAt;
    private UsageDetails? _usage;
    private int _calls;
    private bool _began;

    /// <summary>What to tell the caller of the event taken last.</summary>
    public List<ChatResponseUpdate> Updates { get; } = [];

    /// <inheritdoc/>
    public UsageDetails? UsageSoFar => _usage;

    /// <summary>Takes an event, whose objects are used again for the next.</summary>
    /// <returns>Why the interaction failed; null where it did not.</returns>
    public RawJson? Take(GeminiInteractionsEvent wire)
    {
        Updates.Clear();
        _began = true;
        if (AnswerParts.Text(wire.Status) is { } status)
            _status = status;
        if (wire.Interaction is { } interaction)
        {
            _id = AnswerParts.Text(interaction.Id) ?? _id;
            _model = AnswerParts.Text(interaction.Model) ?? _model;
            _status = AnswerParts.Text(interaction.Status) ?? _status;
            _createdAt = GeminiFacts.Created(interaction.Created) ?? _createdAt;
            _usage = GeminiInteractionsFacts.Usage(interaction.Usage) ?? _usage;
            if (interaction.Error is { } error)
                return error;
        }

        TakeWhole(wire);
        var index = wire.Index ?? 0;
        if ((wire.Step ?? wire.Content) is { } step)
        {
            Close(index, isWhole: true);
            Begin(index, step);
        }
        else if (wire.Delta is { } delta)
        {
            Take(index, delta);
        }
        else if (wire.EventType is "step.stop" or "content.stop")
        {
            Close(index, isWhole: true);
        }

        return null;
    }

    /// <summary>The first update: what belongs to the response and not to its message.</summary>
    public ChatResponseUpdate? Head(string? requestId) => AnswerParts.Properties(requestId) is not { } properties ? null : new()
    {
        Role = s_assistant,
        ResponseId = _id,
        ModelId = _model,
        CreatedAt = _createdAt,
        AdditionalProperties = properties,
    };

    /// <summary>Puts the last updates into <see cref="Updates"/>.</summary>
    public void Complete()
    {
        Updates.Clear();
        if (!_began)
            return;
        foreach (var index in _open.Keys.Order().ToList())
            Close(index, isWhole: _status is "completed" or "requires_action");
        var contents = new List<AIContent>();
        if (_citations.ToContent() is { } sources)
            contents.Add(sources);
        if (_usage is not null)
            contents.Add(new UsageContent(_usage));
        Tell(contents).FinishReason = GeminiInteractionsFacts.Finish(_status, _calls > 0);
    }

    /// <summary>An interaction that came in one piece although a stream was asked for.</summary>
    private void TakeWhole(GeminiInteractionsEvent wire)
    {
        if (wire.EventType is not null)
            return;
        _id = AnswerParts.Text(wire.Id) ?? _id;
        _model = AnswerParts.Text(wire.Model) ?? _model;
        _createdAt = GeminiFacts.Created(wire.Created) ?? _createdAt;
        _usage = GeminiInteractionsFacts.Usage(wire.Usage) ?? _usage;
        if ((wire.Steps ?? wire.Outputs) is not { Count: > 0 } steps)
            return;
        var whole = GeminiInteractionsAnswer.Read(new() { Id = wire.Id, Status = wire.Status, Steps = steps }, requestId: null, isKept);
        _calls = whole.Messages[0].Contents.Count(content => content is FunctionCallContent { InformationalOnly: false });
        Tell(whole.Messages[0].Contents);
    }

    private void Begin(int index, GeminiInteractionsStep step)
    {
        switch (step.Type)
        {
            case "thought":
                Thought(GeminiInteractionsFacts.Text(step.Summary), step.Signature);
                break;
            case "model_output":
                Take(step.Content);
                break;
            case "text" or "image" or "audio" or "video" or "document":
                Take(new GeminiInteractionsContents { Item = GeminiInteractionsFacts.Part(step) });
                break;
            case "user_input":
                break;
            case "function_call":
                // The arguments stand here, or follow in pieces.
                var call = new StreamedCall(_calls++) { Id = AnswerParts.Text(step.Id), Name = AnswerParts.Text(step.Name) };
                var arguments = step.Arguments?.ToString();
                _open[index] = new(null, call, AnswerParts.Text(step.Signature));
                Updates.Add(Named(call.Append(arguments is null or "{}" or "null" ? "" : arguments)));
                break;
            default:
                // Wire objects of a stream are used again: the step is copied.
                _open[index] = new(GeminiFacts.FromJson(GeminiFacts.ToJson(step, GeminiInteractionsStepCodec.Instance), GeminiInteractionsStepCodec.Instance), null, null);
                break;
        }
    }

    private void Take(int index, GeminiInteractionsDelta delta)
    {
        // The older form sends calls and results whole, some without an event that begins them.
        if (!_open.ContainsKey(index) && delta.Type is { } type && (type.EndsWith("_call", StringComparison.Ordinal) || type.EndsWith("_result", StringComparison.Ordinal)))
        {
            Begin(index, new() { Type = type, Id = delta.Id, CallId = delta.CallId, Name = delta.Name, Arguments = delta.Arguments, Result = delta.Result, Signature = delta.Signature });
            return;
        }

        if (_open.TryGetValue(index, out var open))
        {
            if (open.Call is { } call)
            {
                call.Id ??= AnswerParts.Text(delta.Id);
                call.Name ??= AnswerParts.Text(delta.Name);
                if (delta.Arguments is { } piece)
                    Updates.Add(Named(call.Append(JsonText.Of(piece.ToElement()) ?? piece.ToString())));
            }

            if (open.Step is { } step)
            {
                step.Id ??= delta.Id;
                step.CallId ??= delta.CallId;
                step.Name ??= delta.Name;
                step.Arguments = delta.Arguments ?? step.Arguments;
                step.Result = delta.Result ?? step.Result;
            }

            if (AnswerParts.Text(delta.Signature) is { } signature)
            {
                _open[index] = open with { Signature = signature };
                if (open.Step is { } signed)
                    signed.Signature = signature;
            }

            return;
        }

        if (AnswerParts.Text(delta.Signature) is { } thought)
            Thought(null, thought);
        else if (delta.Type is "thought_summary" || (delta.Content is not null && delta.Text is null))
            Thought(GeminiInteractionsFacts.Text(delta.Content) ?? AnswerParts.Text(delta.Text), null);
        else if (AnswerParts.Text(delta.Text) is { } text)
            Text(text);
        else if (GeminiInteractionsFacts.File(delta.Data, delta.Uri, delta.MimeType) is { } file)
            Tell([file]);
        foreach (var annotation in delta.Annotations ?? [])
            _citations.Take(annotation?.Url, annotation?.Title, annotation?.StartIndex, annotation?.EndIndex);
    }

    private void Take(GeminiInteractionsContents? contents)
    {
        if (AnswerParts.Text(contents?.Text) is { } text)
            Text(text);
        foreach (var item in contents?.Items ?? (contents?.Item is { } single ? [single] : []))
        {
            if (AnswerParts.Text(item?.Text) is { } words)
                Text(words);
            else if (item is not null && GeminiInteractionsFacts.File(item.Data, item.Uri, item.MimeType) is { } file)
                Tell([file]);
            foreach (var annotation in item?.Annotations ?? [])
                _citations.Take(annotation?.Url, annotation?.Title, annotation?.StartIndex, annotation?.EndIndex);
        }
    }

    private void Thought(string? text, string? signature)
    {
        if (text is not null || AnswerParts.Text(signature) is not null)
            Tell([new TextReasoningContent(text ?? "") { ProtectedData = AnswerParts.Text(signature) }]);
    }

    private void Text(string text)
    {
        _citations.TakeText(text);
        Tell([new TextContent(text)]);
    }

    private void Close(int index, bool isWhole)
    {
        if (!_open.Remove(index, out var open))
            return;
        if (open.Step is { } step)
        {
            Tell([GeminiInteractionsFacts.Other(step)]);
        }
        else if (open.Call is { } call)
        {
            List<AIContent> contents = [call.ToContent(_id, isWhole ? ChatFinishReason.ToolCalls : null, isWhole)];
            GeminiInteractionsAnswer.Sign(contents, open.Signature);
            Tell(contents);
        }
    }

    private ChatResponseUpdate Tell(IList<AIContent> contents)
    {
        var update = Named(new ChatResponseUpdate { Contents = contents });
        Updates.Add(update);
        return update;
    }

    private T Named<T>(T update)
        where T : ChatResponseUpdate
    {
        update.Role = s_assistant;
        update.ResponseId = _id;
        update.MessageId = _id;
        update.ModelId = _model;
        update.CreatedAt = _createdAt;
        update.ConversationId = isKept ? _id : null;
        return update;
    }

    /// <param name="Step">A step of the service that is not whole yet.</param>
    /// <param name="Call">A call that is not whole yet.</param>
    /// <param name="Signature">The call's signature.</param>
    private sealed record Open(GeminiInteractionsStep? Step, StreamedCall? Call, string? Signature);
}
