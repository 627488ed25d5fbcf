using Microsoft.Extensions.AI;
using SdkGen.Wire.Gemini;

namespace SdkGen.Dialects.Gemini;

/// <summary>How an answer ended: by the model, out of turn, or blocked before it began.</summary>
internal readonly struct GeminiEnding
{
    private readonly string? _word;
    private readonly string? _block;
    private readonly string? _message;

    /// <param name="word">The reason of the answer; null where it does not say.</param>
    /// <param name="message">The reason in a sentence.</param>
    /// <param name="feedback">Why the request is not answered.</param>
    public GeminiEnding(string? word, string? message, GeminiPromptFeedback? feedback)
    {
        _word = word;
        _block = word is null && GeminiFacts.Text(feedback?.BlockReason) is { } block and not ("BLOCK_REASON_UNSPECIFIED" or "0") ? block : null;
        _message = AnswerParts.Text(_block is null ? message : feedback?.BlockReasonMessage);
    }

    /// <summary>Whether an answer of this reason is whole, so that nothing is missing of its last call.</summary>
    public static bool IsWhole(string? word) => GeminiFacts.Finish(word, calls: false) is { } finish && finish != ChatFinishReason.Length;

    public ChatFinishReason? Finish(bool calls) => _block is not null ? ChatFinishReason.ContentFilter : GeminiFacts.Finish(_word, calls);

    /// <summary>Adds what the common words do not say: an ending that nobody asked for has a word and a sentence of its own.</summary>
    public AdditionalPropertiesDictionary? AddTo(AdditionalPropertiesDictionary? properties)
    {
        if (_block is null && Finish(calls: false) is not { } finish)
            return properties;
        if (_block is null && (GeminiFacts.Finish(_word, calls: false) == ChatFinishReason.Stop || GeminiFacts.Finish(_word, calls: false) == ChatFinishReason.Length))
            return properties;
        (properties ??= [])[GeminiFacts.BlockReasonKey] = _block ?? _word;
        if (_message is not null)
            properties[GeminiFacts.BlockMessageKey] = _message;
        return properties;
    }
}
