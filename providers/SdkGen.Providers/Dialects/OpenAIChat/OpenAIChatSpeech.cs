using System.Text;
using Microsoft.Extensions.AI;
using SdkGen.Wire.OpenAIChat;

namespace SdkGen.Dialects.OpenAIChat;

/// <summary>Puts the pieces of a spoken answer together.</summary>
internal sealed class OpenAIChatSpeech
{
    private readonly MemoryStream _data = new();
    private readonly StringBuilder _transcript = new();
    private string? _id;
    private bool _isBroken;

    public void Take(OpenAIChatAudio audio)
    {
        _id ??= audio.Id;
        _transcript.Append(audio.Transcript);

        // Each piece is Base64 of its own, padded or not to three bytes.
        if (OpenAIChatAudioContent.Decode(audio.Data) is { } data)
            _data.Write(data);
        else
            _isBroken = true;
    }

    /// <summary>What was said; null where a piece of it cannot be read.</summary>
    public DataContent? Content() =>
        _isBroken ? null : OpenAIChatAudioContent.From(_id, _data.ToArray(), _transcript.Length > 0 ? _transcript.ToString() : null);
}
