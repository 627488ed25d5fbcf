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

    public void Take(OpenAIChatAudio audio)
    {
        _id ??= audio.Id;
        _transcript.Append(audio.Transcript);

        // Each piece is Base64 of its own, padded or not to three bytes.
        if (audio.Data is { Length: > 0 } data)
            _data.Write(Convert.FromBase64String(data));
    }

    public DataContent Content() =>
        OpenAIChatAudioContent.From(_id, _data.ToArray(), _transcript.Length > 0 ? _transcript.ToString() : null);
}
