using System.Text;
using System.Text.Json;
using SdkGen.Json;
using SdkGen.Wire.OpenAIChat;

namespace SdkGen.Dialects.OpenAIChat;

/// <summary>Puts a streamed answer together as it would have come in one piece, every choice and every probability. Kept only where a request asks for either.</summary>
internal sealed class OpenAIChatWholeAnswer
{
    private readonly SortedDictionary<int, Choice> _choices = [];
    private readonly OpenAIChatResponse _response = new() { Object = "chat.completion" };

    /// <summary>Whether a request asks for what only a whole answer can show.</summary>
    public static bool IsAskedFor(OpenAIChatRequest request) =>
        request.Choices > 1 || request.Logprobs == true || (request.UnknownMembers is { } members
            && ((members.TryGetValue("n", out var choices) && choices.ValueKind == JsonValueKind.Number && choices.GetDouble() > 1)
                || (members.TryGetValue("logprobs", out var logprobs) && logprobs.ValueKind == JsonValueKind.True)));

    /// <summary>Takes a chunk, whose objects are used again for the next: everything is copied.</summary>
    public void Take(OpenAIChatChunk chunk)
    {
        _response.Id = AnswerParts.Text(chunk.Id) ?? _response.Id;
        _response.Model = AnswerParts.Text(chunk.Model) ?? _response.Model;
        _response.Created = chunk.Created ?? _response.Created;
        _response.ServiceTier = chunk.ServiceTier ?? _response.ServiceTier;
        _response.SystemFingerprint = chunk.SystemFingerprint ?? _response.SystemFingerprint;
        for (var i = 0; i < (chunk.Choices?.Count ?? 0); i++)
        {
            if (chunk.Choices![i] is not { } piece)
                continue;
            var index = piece.Index ?? 0;
            if (!_choices.TryGetValue(index, out var choice))
                _choices[index] = choice = new Choice();
            choice.Take(piece);
        }
    }

    /// <summary>The answer so far.</summary>
    public OpenAIChatResponse ToResponse()
    {
        _response.Choices = [];
        foreach (var (index, choice) in _choices)
            _response.Choices.Add(choice.ToChoice(index));
        return _response;
    }

    private sealed class Choice
    {
        private readonly OpenAIChatCalls _calls = new();
        private readonly StringBuilder _text = new();
        private readonly StringBuilder _reasoning = new();
        private readonly StringBuilder _refusal = new();
        private OpenAIChatLogprobs? _logprobs;
        private string? _finish;

        public void Take(OpenAIChatChunkChoice piece)
        {
            _finish = AnswerParts.Text(piece.FinishReason) ?? _finish;
            if (piece.Logprobs is { } logprobs)
            {
                _logprobs ??= new();
                Append(_logprobs.Content ??= [], logprobs.Content);
                Append(_logprobs.Refusal ??= [], logprobs.Refusal);
            }

            if ((piece.Delta ?? piece.Message) is not { } delta)
                return;
            _text.Append(delta.Content?.Text);
            foreach (var part in delta.Content?.Parts ?? [])
                _text.Append(part?.Text);
            _reasoning.Append(AnswerParts.Text(delta.ReasoningContent) ?? delta.Reasoning);
            _refusal.Append(delta.Refusal);
            foreach (var call in delta.ToolCalls ?? [])
            {
                if (call is not null)
                    _calls.Take(call);
            }
        }

        public OpenAIChatChoice ToChoice(int index) => new()
        {
            Index = index,
            FinishReason = _finish,
            Logprobs = _logprobs,
            Message = new()
            {
                Role = "assistant",
                Content = _text.Length > 0 ? (OpenAIChatContent)_text.ToString() : null,
                ReasoningContent = AnswerParts.Text(_reasoning.ToString()),
                Refusal = AnswerParts.Text(_refusal.ToString()),
                ToolCalls = _calls.ToWire(),
            },
        };

        private static void Append(ReusableList<OpenAIChatTokenLogprob> kept, IList<OpenAIChatTokenLogprob>? pieces)
        {
            for (var i = 0; i < (pieces?.Count ?? 0); i++)
            {
                if (pieces![i] is not { } piece)
                    continue;
                var copy = new OpenAIChatTokenLogprob { Token = piece.Token, Logprob = piece.Logprob, Bytes = piece.Bytes is { } bytes ? [.. bytes] : null };
                if (piece.TopLogprobs is { } others)
                    Append(copy.TopLogprobs = [], others);
                kept.Add(copy);
            }
        }
    }
}
