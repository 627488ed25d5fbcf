using Microsoft.Extensions.AI;
using SdkGen.Json;
using SdkGen.Transport;
using SdkGen.Wire.Gemini;

namespace SdkGen.Dialects.Gemini;

/// <summary>
/// Writes conversations in turns: instructions apart, answers of one turn in one content, and behind a turn of calls one content with their results in the order of
/// the calls, as the service insists on.
/// </summary>
internal sealed class GeminiMessageWriter
{
    private const string User = "user";
    private const string Model = "model";
    private const string NoSignature = "skip_thought_signature_validator";

    private readonly GeminiPartWriter _parts;
    private readonly GeminiAnswerWriter _answers;

    public GeminiMessageWriter(ProviderConnection connection)
    {
        _parts = new GeminiPartWriter(connection);
        _answers = new GeminiAnswerWriter(_parts);
    }

    /// <param name="request">Takes the conversation.</param>
    /// <param name="instructions">Instructions that stand before those of the messages.</param>
    /// <param name="messages">The conversation.</param>
    /// <param name="checksSignatures">The model refuses calls without the signature that it gave; those of other services have none.</param>
    public void Write(GeminiRequest request, string? instructions, IReadOnlyList<ChatMessage> messages, bool checksSignatures)
    {
        var conversation = new Conversation(request.Contents ??= []);
        if (!string.IsNullOrWhiteSpace(instructions))
            ((request.SystemInstruction ??= new()).Parts ??= []).Add(new() { Text = instructions });
        foreach (var message in messages)
        {
            if (message.RawRepresentation is GeminiContent raw)
                conversation.Add(raw);
            else if (message.Role == ChatRole.System)
                WriteInstructions(request, message);
            else if (message.Role == ChatRole.Assistant)
                WriteAnswer(conversation, message, checksSignatures);
            else
                WriteSpoken(conversation, message);
        }

        conversation.Complete();
        if (request.Contents.Count == 0)
            request.Contents = null;
    }

    private void WriteInstructions(GeminiRequest request, ChatMessage message)
    {
        foreach (var content in message.Contents)
        {
            if (_parts.Write(content) is { } part)
                ((request.SystemInstruction ??= new()).Parts ??= []).Add(part);
        }
    }

    private void WriteSpoken(Conversation conversation, ChatMessage message)
    {
        ReusableList<GeminiPart>? parts = null;
        foreach (var content in message.Contents)
        {
            if (content is FunctionResultContent result)
                conversation.Add(result);
            else if (_parts.Write(content) is { } part)
                (parts ??= []).Add(part);
        }

        if (parts is not null)
            conversation.Add(new GeminiContent { Role = User, Parts = parts });
    }

    private void WriteAnswer(Conversation conversation, ChatMessage message, bool checksSignatures)
    {
        var parts = new ReusableList<GeminiPart>();
        var calls = new List<(string Id, GeminiFunctionCall Call)>();
        _answers.Write(parts, message.Contents, calls);
        if (checksSignatures)
            Excuse(parts);
        if (parts.Count > 0)
            conversation.AddAnswer(parts, calls);
        foreach (var content in message.Contents)
        {
            // A result that the service gave itself has been written as the part it was.
            if (content is FunctionResultContent result && content.AdditionalProperties?.ContainsKey(GeminiFacts.PartKey) != true)
                conversation.Add(result);
        }
    }

    /// <summary>Calls that came from elsewhere have no signature; the service has a word for that.</summary>
    private static void Excuse(ReusableList<GeminiPart> parts)
    {
        foreach (var part in parts)
        {
            if (part.ThoughtSignature is not null)
                return;
            if (part.FunctionCall is null)
                continue;
            part.ThoughtSignature = NoSignature;
            return;
        }
    }

    /// <summary>The turns so far, and the calls and results of the last one.</summary>
    private sealed class Conversation(ReusableList<GeminiContent> contents)
    {
        private readonly Dictionary<string, GeminiFunctionCall> _known = new(StringComparer.Ordinal);
        private readonly List<string> _calls = [];
        private readonly List<(int Order, GeminiPart Part)> _results = [];
        private ReusableList<GeminiPart>? _answer;

        public void Add(GeminiContent content)
        {
            Complete();
            _answer = null;
            contents.Add(content);
        }

        /// <summary>Adds an answer, to the one before it where nothing stands between them: the model speaks once in a turn.</summary>
        public void AddAnswer(ReusableList<GeminiPart> parts, List<(string Id, GeminiFunctionCall Call)> calls)
        {
            Complete();
            if (_answer is null)
            {
                _calls.Clear();
                _answer = parts;
                contents.Add(new() { Role = Model, Parts = parts });
            }
            else
            {
                foreach (var part in parts)
                    _answer.Add(part);
            }

            foreach (var (id, call) in calls)
            {
                _known[id] = call;
                _calls.Add(id);
            }
        }

        public void Add(FunctionResultContent result)
        {
            var order = _calls.IndexOf(result.CallId);
            _results.Add((order < 0 ? int.MaxValue : order, GeminiResultWriter.Write(result, _known.GetValueOrDefault(result.CallId))));
        }

        /// <summary>Writes the results that have come, in the order of their calls.</summary>
        public void Complete()
        {
            if (_results.Count == 0)
                return;
            var parts = new ReusableList<GeminiPart>();
            foreach (var (_, part) in _results.OrderBy(result => result.Order))
                parts.Add(part);
            contents.Add(new() { Role = User, Parts = parts });
            _results.Clear();
            _answer = null;
        }
    }
}
