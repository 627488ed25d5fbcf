using Microsoft.Extensions.AI;

namespace SdkGen.Dialects.OpenAIChat;

/// <summary>Spoken answers as message parts.</summary>
internal static class OpenAIChatAudioContent
{
    public const string IdKey = "audioId";
    public const string TranscriptKey = "transcript";

    // The answer does not say its format; it is the one asked for, of which WAV is the usual.
    private const string MediaType = "audio/wav";

    /// <summary>Reads Base64 as services write it.</summary>
    /// <returns>Null where it is none: a part that cannot be read is left out, and stays in the raw representation.</returns>
    public static byte[]? Decode(string? base64)
    {
        try
        {
            return Convert.FromBase64String(base64 ?? "");
        }
        catch (FormatException)
        {
            return null;
        }
    }

    public static DataContent From(string? id, ReadOnlyMemory<byte> data, string? transcript)
    {
        var content = new DataContent(data, MediaType);
        if (id is not null)
            (content.AdditionalProperties ??= [])[IdKey] = id;
        if (transcript is not null)
            (content.AdditionalProperties ??= [])[TranscriptKey] = transcript;
        return content;
    }
}
