using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using SdkGen.Json;
using SdkGen.Transport;
using SdkGen.Wire.OpenAIResponses;

namespace SdkGen.Dialects.OpenAIResponses;

/// <summary>Writes the parts of what is said to the model: messages and results of tools.</summary>
internal sealed class OpenAIResponsesPartWriter(ProviderProfile profile, OpenAIResponsesTraits traits)
{
    /// <summary>The additional property of a part that ends a prefix to be cached.</summary>
    private const string CacheControlKey = "cacheControl";

    /// <summary>Parts as content: one text as a string, more as a list.</summary>
    public static OpenAIResponsesContent Content(ReusableList<OpenAIResponsesContentPart> parts) =>
        parts is [{ Type: "input_text", PromptCacheBreakpoint: null, UnknownMembers: null, Text: { } text }] ? text : new OpenAIResponsesContent { Parts = parts };

    /// <summary>A part of a message.</summary>
    /// <returns>Null where nothing of it is said to a model.</returns>
    /// <exception cref="LlmException">The service does not take it.</exception>
    public OpenAIResponsesContentPart? Part(AIContent content)
    {
        if (content.RawRepresentation is OpenAIResponsesContentPart raw)
            return raw;
        var part = Plain(content);
        if (part is not null && content.AdditionalProperties?.ContainsKey(CacheControlKey) == true)
            part.PromptCacheBreakpoint = new() { Mode = "explicit" };
        return part;
    }

    /// <summary>The result of a tool: text as it is, parts as parts, anything else as JSON.</summary>
    /// <exception cref="LlmException">The service does not take a part of it.</exception>
    public OpenAIResponsesOutput Result(object? result) => result switch
    {
        null => "",
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } text => JsonText.Of(text) ?? text.GetRawText(),
        JsonElement json => json.GetRawText(),
        AIContent content => Result([content]),
        IEnumerable<AIContent> contents => Result([.. contents]),
        _ => JsonValues.Of(result).GetRawText(),
    };

    private OpenAIResponsesOutput Result(AIContent[] contents)
    {
        if (contents is [TextContent only])
            return only.Text;
        var parts = new ReusableList<OpenAIResponsesContentPart>();
        foreach (var content in contents)
        {
            if (Part(content) is { } part)
                parts.Add(part);
        }

        return parts.Count == 0 ? "" : parts;
    }

    private OpenAIResponsesContentPart? Plain(AIContent content)
    {
        switch (content)
        {
            case TextContent text:
                return string.IsNullOrEmpty(text.Text) ? null : new() { Type = "input_text", Text = text.Text };
            case UriContent image when image.HasTopLevelMediaType("image"):
                return new() { Type = "input_image", ImageUrl = image.Uri.OriginalString, Detail = Detail(image) };
            case DataContent image when image.HasTopLevelMediaType("image"):
                return new() { Type = "input_image", ImageUrl = image.Uri, Detail = Detail(image) };
            case HostedFileContent image when image.MediaType is not null && image.HasTopLevelMediaType("image"):
                return new() { Type = "input_image", FileId = image.FileId, Detail = Detail(image) };
            case HostedFileContent file:
                return new() { Type = "input_file", FileId = file.FileId };
            case DataContent text when text.HasTopLevelMediaType("text"):
                return new() { Type = "input_text", Text = Encoding.UTF8.GetString(text.Data.Span) };
            case DataContent audio when audio.HasTopLevelMediaType("audio") && traits.TakesAudio:
                return new() { Type = "input_audio", InputAudio = new() { Data = audio.Base64Data.ToString(), Format = AudioFormat(audio.MediaType) } };
            case DataContent or UriContent when content is DataContent { MediaType: var type } && IsHeard(type) || content is UriContent { MediaType: var other } && IsHeard(other):
                throw Unsupported("takes no audio and no video over the Responses protocol: write it down first, or ask a model that hears over Chat Completions");
            case DataContent file:
                return new() { Type = "input_file", FileData = file.Uri, FileName = file.Name ?? "file" + Extension(file.MediaType) };
            case UriContent file:
                return new() { Type = "input_file", FileUrl = file.Uri.OriginalString };
            default:
                // Usage, errors and approvals of the caller's own are no part of what one says to a model.
                return null;
        }
    }

    private static bool IsHeard(string mediaType) =>
        mediaType.StartsWith("audio/", StringComparison.OrdinalIgnoreCase) || mediaType.StartsWith("video/", StringComparison.OrdinalIgnoreCase);

    private static string? Detail(AIContent content) =>
        content.AdditionalProperties is { } properties && properties.TryGetValue("detail", out var detail) ? detail?.ToString() : null;

    private static string AudioFormat(string mediaType) => mediaType switch
    {
        "audio/wav" or "audio/x-wav" or "audio/wave" or "audio/vnd.wave" => "wav",
        "audio/mpeg" or "audio/mp3" => "mp3",
        _ => mediaType["audio/".Length..],
    };

    private static string Extension(string mediaType) => mediaType == "application/pdf" ? ".pdf" : "";

    private LlmException Unsupported(string what) => new(LlmErrorKind.Unsupported, $"{profile.Name} {what}.") { Provider = profile.Id };
}
