using System.Globalization;
using System.Text;
using Microsoft.Extensions.AI;
using SdkGen.Wire.OllamaChat;

namespace SdkGen.Dialects.OllamaChat;

/// <summary>What whole and streamed answers have in common, so that both come out equal.</summary>
internal static class OllamaChatFacts
{
    private const string MadeUpPrefix = "ollama_call_";

    /// <summary>Why the answer ended. The server has no word of its own for an answer that calls tools.</summary>
    public static ChatFinishReason? Finish(string? reason, bool callsTools) => reason switch
    {
        null or "" => null,
        "stop" => callsTools ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
        "length" => ChatFinishReason.Length,
        _ => new ChatFinishReason(reason),
    };

    public static DateTimeOffset? Created(string? time) =>
        DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var created) ? created : null;

    /// <summary>Tokens; the times that the server took stand beside them, in nanoseconds.</summary>
    public static UsageDetails? Usage(OllamaChatResponse wire)
    {
        if ((wire.PromptEvalCount ?? wire.EvalCount) is null)
            return null;
        var details = new UsageDetails { InputTokenCount = wire.PromptEvalCount, OutputTokenCount = wire.EvalCount };
        Add(details, "totalNanoseconds", wire.TotalDuration);
        Add(details, "loadNanoseconds", wire.LoadDuration);
        Add(details, "inputNanoseconds", wire.PromptEvalDuration);
        Add(details, "outputNanoseconds", wire.EvalDuration);
        return details;
    }

    /// <summary>The id of a call. Older servers give none: one is made up of the time of the answer, so that calls of one conversation keep apart.</summary>
    public static string CallId(string? id, int position, string? createdAt)
    {
        if (AnswerParts.Text(id) is { } given)
            return given;
        var made = new StringBuilder(MadeUpPrefix).Append(position).Append('_');
        foreach (var letter in createdAt ?? "")
        {
            if (char.IsAsciiLetterOrDigit(letter))
                made.Append(letter);
        }

        return made.ToString();
    }

    /// <summary>Whether the server knows nothing of an id.</summary>
    public static bool IsMadeUp(string id) => id.StartsWith(MadeUpPrefix, StringComparison.Ordinal);

    /// <summary>The arguments' JSON text.</summary>
    public static string? ArgumentsText(OllamaChatArguments? arguments) => arguments?.Json?.ToString() ?? arguments?.Text;

    /// <summary>Whether a file can stand in a message: an image beside its text, or text in it.</summary>
    public static bool IsTaken(AIContent file) =>
        file is DataContent data && (data.HasTopLevelMediaType("image") || data.HasTopLevelMediaType("text") || data.MediaType == "application/json");

    /// <summary>A picture of the answer; null where it cannot be read. The server does not say of which kind it is, but its first bytes do.</summary>
    public static DataContent? Image(string? base64)
    {
        try
        {
            var data = Convert.FromBase64String(base64 ?? "");
            return data.Length == 0 ? null : new DataContent(data, MediaType(data));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string MediaType(ReadOnlySpan<byte> image) => image switch
    {
        [0xFF, 0xD8, ..] => "image/jpeg",
        [(byte)'G', (byte)'I', (byte)'F', ..] => "image/gif",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', ..] => "image/webp",
        _ => "image/png",
    };

    private static void Add(UsageDetails details, string name, long? value)
    {
        if (value is { } count)
            (details.AdditionalCounts ??= [])[name] = count;
    }
}
